import { EngineError } from '../../shared/engineApi';
import type { Fact, ProbeConfig } from '../../shared/facts';
import { inspectorUrl, parseTarget, urlHost } from '../../inspector/address';
import { borrowedMethods } from '../../inspector/borrowed';
import { inspectorOf, type FoundInspector } from '../../inspector/discovery';
import { evaluate } from '../../inspector/evaluate';
import { InspectorSession } from '../../inspector/session';
import { connectWebSocket } from '../../inspector/transport';
import type { Connection } from '../endpoint';
import type { Log } from '../engineTypes';
import { observeByBinding } from './bindingTarget';
import { canReport, identify, install, pidOf, uninstall } from './install';
import { within } from './within';

export interface AttacherOptions {
  /** Path of the probe's bundle. */
  readonly probe: string;
  readonly thresholdMs: number;
  readonly config: (owner: string) => ProbeConfig;
  /** Facts of targets that report through a binding; others report to the endpoint. */
  readonly onFact: (connection: Connection, fact: Fact) => void;
  readonly onClose: (connection: Connection) => void;
  readonly paused: (owner: string) => boolean;
  readonly log: Log;
}

/** Longest that a target may take to say who it is. */
const answerWaitMs = 10_000;
const pidWaitMs = 1000;
const leaveWaitMs = 1000;
/** After which the target closes an inspector that we had opened: our connection is gone then. */
const closeAfterMs = 200;

/** An attach that is under way: what it has connected to, and whether its owner has left. */
interface Attempt {
  readonly owner: string;
  readonly sessions: InspectorSession[];
  /** The inspector was opened for us. */
  opened: boolean;
  over: boolean;
}

/** Attaches to programs that run already. Rejects with `EngineError`. */
export class Attacher {
  private readonly attempts = new Set<Attempt>();

  constructor(private readonly options: AttacherOptions) {}

  /**
   * Observes the target of a process id or of an inspector's address. Loads the probe, which then reports to the endpoint
   * by itself, and nothing of this connection stays; where it cannot, observes it through this connection.
   */
  attach(owner: string, text: string): Promise<void> {
    return this.attempt(owner, text, async (attempt) => {
      const { url, opened } = await find(text);
      attempt.opened = opened;
      const session = await this.connect(attempt, url, true);
      let stays = false;
      try {
        await identified(session, text);
        const config = this.options.config(owner);
        if (await canReport(session, config)) await install(session, this.options.probe, config);
        else {
          await this.observe(owner, session, true, opened);
          stays = true;
        }
      } finally {
        if (!stays) {
          // Not waited for: a thread that does not answer does this when it does.
          if (opened) await within(leaveWaitMs, this.closeOpened(session));
          session.dispose();
        }
      }
    });
  }

  /**
   * Observes a target that js-debug holds: through a session of our own beside js-debug's, or, where there is none to be had
   * (a worker thread, a target on another host), on the borrowed one.
   */
  attachDebugger(owner: string, proxy: { host: string; port: number; path: string }): Promise<void> {
    const url = `ws://${urlHost(proxy.host)}:${proxy.port}${proxy.path}`;
    return this.attempt(owner, url, async (attempt) => {
      const borrowed = await this.connect(attempt, url, false);
      let session = borrowed;
      try {
        const target = await identify(borrowed);
        if (target.isMainThread && target.url)
          session = await this.connect(attempt, target.url, true).catch(() => borrowed);
        await this.observe(owner, session, session !== borrowed, false);
      } catch (error) {
        session.dispose();
        borrowed.dispose();
        throw error;
      }
      if (session !== borrowed) borrowed.dispose();
    });
  }

  /** Gives up what is still being attached for `owner`, leaving nothing in it; its `attach` rejects. */
  detach(owner: string): void {
    for (const attempt of this.attempts) if (attempt.owner === owner) giveUp(attempt);
  }

  /** Resolves when the connections of what was still being attached are closed. */
  async dispose(): Promise<void> {
    const sessions = [...this.attempts].flatMap((attempt) => attempt.sessions);
    for (const attempt of this.attempts) giveUp(attempt);
    await Promise.all(sessions.map(({ closed }) => closed));
  }

  private async attempt(
    owner: string,
    what: string,
    run: (attempt: Attempt) => Promise<void>,
  ): Promise<void> {
    const attempt: Attempt = { owner, sessions: [], opened: false, over: false };
    this.attempts.add(attempt);
    try {
      await run(attempt);
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw new EngineError(
        'inspector-unreachable',
        `${what} could not be attached to: ${error instanceof Error ? error.message : String(error)}. The program may just have ended; check that it runs and try again.`,
      );
    } finally {
      this.attempts.delete(attempt);
    }
  }

  /** `own`: the session is ours, not borrowed from the user's debugger. */
  private async connect(attempt: Attempt, url: string, own: boolean): Promise<InspectorSession> {
    const session = new InspectorSession(await connectWebSocket(url), own ? null : borrowedMethods);
    attempt.sessions.push(session);
    if (attempt.over) giveUp(attempt);
    if (own) {
      // A program that ends waits for its inspectors' sessions to go.
      session.on('NodeRuntime.waitingForDisconnect', () => session.dispose());
      await session.send('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true });
    }
    return session;
  }

  private observe(owner: string, session: InspectorSession, own: boolean, opened: boolean): Promise<void> {
    const { options } = this;
    return observeByBinding(session, own, {
      ...options,
      owner,
      config: options.config(owner),
      paused: () => options.paused(owner),
      onLeave: async () => (opened ? this.closeOpened(session) : undefined),
    });
  }

  private closeOpened(session: InspectorSession): Promise<void> {
    return closeInspector(session).catch((error: unknown) =>
      this.options.log('warn', `An inspector that was opened for us stays open: ${String(error)}`),
    );
  }
}

/** Has the target close the inspector that it opened for us, once our connection is gone. */
async function closeInspector(session: InspectorSession): Promise<void> {
  const close = `{ const inspector = (process.getBuiltinModule ?? require)('inspector');
    void setTimeout(() => inspector.close(), ${closeAfterMs}).unref(); }`;
  await evaluate(session, close, true);
}

async function find(text: string): Promise<FoundInspector> {
  const target = parseTarget(text);
  if (target.kind === 'pid') return inspectorOf(target.pid, pidAt);
  const url = target.kind === 'url' ? target.url : await inspectorUrl(target.host, target.port);
  if (url) return { url, opened: false };
  throw new EngineError(
    'inspector-unreachable',
    `No Node.js inspector answers at ${text}. Check the address; the program must run with --inspect, or be given by its process id.`,
  );
}

async function identified(session: InspectorSession, text: string): Promise<void> {
  if ((await within(answerWaitMs, identify(session))) !== 'late') return;
  throw new EngineError(
    'inspector-unreachable',
    `${text} did not answer within ${answerWaitMs / 1000} s: it is suspended, or in a native call that cannot be interrupted. Attach again when it goes on, or start it with looplens run.`,
  );
}

async function pidAt(url: string): Promise<number | null> {
  const transport = await connectWebSocket(url).catch(() => null);
  if (!transport) return null;
  const session = new InspectorSession(transport);
  try {
    const pid = await within(pidWaitMs, pidOf(session));
    return pid === 'late' ? null : pid;
  } finally {
    session.dispose();
  }
}

function giveUp(attempt: Attempt): void {
  attempt.over = true;
  const { sessions, opened } = attempt;
  for (const session of sessions) {
    // They go behind an installation that may be on its way.
    void uninstall(session);
    if (opened) void closeInspector(session).catch(() => {});
    session.dispose();
  }
}
