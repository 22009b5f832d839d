import { EngineError } from '../../shared/engineApi';
import type { Ask, Beat, EnterFact, Fact, ProbeConfig } from '../../shared/facts';
import { createLineReader } from '../../shared/lines';
import { probeExpression } from '../../shared/looks';
import { borrowedMethods } from '../../inspector/borrowed';
import { inspectorOf, inspectorUrl, parseTarget, type FoundInspector } from '../../inspector/discovery';
import { evaluate, InspectorSession } from '../../inspector/session';
import { OutsideWatch } from '../../collectors/outsideWatch';
import type { Connection } from '../endpoint';
import type { Log } from '../engineTypes';
import { identify, install, uninstall } from './install';

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

const bindingName = 'looplensSend';

/** Attaches to programs that run already. Rejects with `EngineError`. */
export class Attacher {
  constructor(private readonly options: AttacherOptions) {}

  /** Loads the probe, which then reports to the endpoint by itself: nothing of this connection stays. */
  async attach(owner: string, text: string): Promise<void> {
    const found = await this.find(text);
    const session = await connect(found.url, text);
    try {
      await identify(session);
      await install(session, this.options.probe, this.options.config(owner));
      if (found.opened) await this.closeLater(session);
    } finally {
      session.dispose();
    }
  }

  /**
   * Observes a target that js-debug holds: through a session of our own beside js-debug's, or, where there is none to be had
   * (a worker thread, a target on another host), on the borrowed one.
   */
  async attachDebugger(owner: string, proxy: { host: string; port: number; path: string }): Promise<void> {
    const url = `ws://${proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host}:${proxy.port}${proxy.path}`;
    const borrowed = await connect(url, url, borrowedMethods);
    const target = await identify(borrowed).catch((error: unknown) => {
      borrowed.dispose();
      throw error;
    });
    const own =
      target.isMainThread && target.url ? await InspectorSession.connect(target.url).catch(() => null) : null;
    try {
      await this.observe(owner, own ?? borrowed, own !== null);
    } catch (error) {
      own?.dispose();
      borrowed.dispose();
      throw error;
    }
    if (own) borrowed.dispose();
  }

  private async observe(owner: string, session: InspectorSession, own: boolean): Promise<void> {
    const { options } = this;
    let closed = (): void => {};
    const connection: Connection = {
      owner,
      ask: (ask) => void this.answer(session, connection, ask),
      closed: new Promise((resolve) => (closed = resolve)),
    };
    const watch = new OutsideWatch(session, {
      thresholdMs: options.thresholdMs,
      paused: () => options.paused(owner),
      onFact: (fact) => options.onFact(connection, fact),
    });
    session.onEnd(() => {
      watch.dispose();
      closed();
      options.onClose(connection);
    });
    const read = createLineReader((line) => watch.accept(line as Fact | Beat | EnterFact));
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === bindingName) read(String(payload));
    });
    if (own) {
      // A program that ends waits for its inspectors' sessions to go.
      session.on('NodeRuntime.waitingForDisconnect', () => session.dispose());
      await session.send('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true });
    } else {
      await session.send('JsDebug.subscribe', { events: ['Runtime.bindingCalled'] });
    }
    await session.send('Runtime.addBinding', { name: bindingName });
    await install(session, options.probe, options.config(owner), bindingName);
  }

  private async answer(session: InspectorSession, connection: Connection, ask: Ask): Promise<void> {
    if (ask.t === 'detach') {
      await uninstall(session);
      session.dispose();
      return;
    }
    const map = await evaluate(session, `${probeExpression}?.sourceMap(${JSON.stringify(ask.url)})`).catch(
      () => null,
    );
    const text = typeof map === 'string' ? map : null;
    this.options.onFact(connection, { t: 'sourceMap', th: ask.th, url: ask.url, map: text });
  }

  private async find(text: string): Promise<FoundInspector> {
    const target = parseTarget(text);
    if (target.kind === 'pid') return inspectorOf(target.pid, pidAt);
    const url = target.kind === 'url' ? target.url : await inspectorUrl(target.host, target.port);
    if (url) return { url, opened: false };
    throw new EngineError(
      'inspector-unreachable',
      `No Node.js inspector answers at ${text}. Check the address; the program must run with --inspect, or be given by its process id.`,
    );
  }

  /** The port that we had opened is closed once our connection is. */
  private async closeLater(session: InspectorSession): Promise<void> {
    const close = `(() => { const load = process.getBuiltinModule ?? require; const inspector = load('inspector');
      setTimeout(() => inspector.close(), 200).unref(); })()`;
    await evaluate(session, close).catch((error: unknown) =>
      this.options.log('warn', `The inspector stays open: ${String(error)}`),
    );
  }
}

async function connect(
  url: string,
  what: string,
  allowed: ReadonlySet<string> | null = null,
): Promise<InspectorSession> {
  try {
    return await InspectorSession.connect(url, allowed);
  } catch (error) {
    throw new EngineError(
      'inspector-unreachable',
      `The inspector at ${what} could not be reached: ${error instanceof Error ? error.message : String(error)}. The program may just have ended; check that it runs and try again.`,
    );
  }
}

async function pidAt(url: string): Promise<number | null> {
  const session = await InspectorSession.connect(url).catch(() => null);
  if (!session) return null;
  try {
    return Number(await evaluate(session, 'process.pid'));
  } catch {
    return null;
  } finally {
    session.dispose();
  }
}
