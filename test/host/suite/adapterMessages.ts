import * as vscode from 'vscode';
import { Emitter } from '../../../src/shared/disposable';

/** What matters here of the debug adapter's messages. */
interface Message {
  readonly event?: string;
  readonly command?: string;
  readonly body?: {
    readonly threadId?: number;
    readonly reason?: string;
    readonly output?: string;
    readonly breakpoints?: readonly unknown[];
  };
}

interface Told {
  readonly session: vscode.DebugSession;
  readonly message: Message;
}

export interface Stopped {
  readonly session: vscode.DebugSession;
  readonly threadId: number;
  readonly reason: string;
}

/** What js-debug tells VS Code about the sessions that start from now on. */
export class AdapterMessages implements vscode.Disposable {
  private readonly told = new Emitter<Told>();
  private readonly tracking = vscode.debug.registerDebugAdapterTrackerFactory('pwa-node', {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage: (message: Message) => this.told.fire({ session, message }),
    }),
  });

  dispose(): void {
    this.tracking.dispose();
  }

  /** The next stop. */
  async stopped(): Promise<Stopped> {
    const { session, message } = await this.heard(({ message: { event } }) => event === 'stopped');
    const { threadId, reason = '' } = message.body ?? {};
    return { session, threadId: threadId!, reason };
  }

  /** Resolves when the debugger has no breakpoint any more; until then the program may stop at the old one again. */
  async cleared(of: vscode.DebugSession): Promise<void> {
    await this.heard(
      ({ session, message: { command, body } }) =>
        session === of && command === 'setBreakpoints' && body?.breakpoints?.length === 0,
    );
  }

  /** Resolves when the program of a session, or any, has printed that text through the debugger. */
  async printed(text: string, of?: vscode.DebugSession): Promise<void> {
    await this.heard(
      ({ session, message: { body } }) =>
        (of === undefined || session === of) && (body?.output?.includes(text) ?? false),
    );
  }

  private heard(wanted: (told: Told) => boolean): Promise<Told> {
    return new Promise((resolve) => {
      const listening = this.told.on((told) => {
        if (!wanted(told)) return;
        listening.dispose();
        resolve(told);
      });
    });
  }
}
