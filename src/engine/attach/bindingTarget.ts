import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { watchSession } from '../../collectors/watchSession';
import { evaluate } from '../../inspector/evaluate';
import type { Method } from '../../inspector/protocol';
import type { InspectorSession } from '../../inspector/session';
import type { Ask, Beat, EnterFact, Fact, ProbeConfig } from '../../shared/facts';
import { createLineReader } from '../../shared/lines';
import { probeExpression } from '../../shared/looks';
import { recordProfile } from '../../shared/profiling';
import type { Connection } from '../endpoint';
import { install, uninstall } from './install';
import { within } from './within';

const leaveWaitMs = 1000;

export interface BindingTargetOptions {
  readonly owner: string;
  /** Path of the probe's bundle. */
  readonly probe: string;
  readonly thresholdMs: number;
  readonly config: ProbeConfig;
  readonly paused: () => boolean;
  readonly onFact: (connection: Connection, fact: Fact) => void;
  readonly onClose: (connection: Connection) => void;
  /** Called, on detaching, when the probe is out and before the session is closed. */
  readonly onLeave: () => Promise<void>;
}

/**
 * Observes a target through an inspector binding for as long as the session lasts: the probe's facts come as calls of the
 * binding, and the thread is watched from here. `own`: the session is ours, not borrowed from the user's debugger.
 */
export async function observeByBinding(
  session: InspectorSession,
  own: boolean,
  options: BindingTargetOptions,
): Promise<void> {
  // js-debug's session stays when we go, and with it the names that it knows.
  const name = `looplens${randomBytes(6).toString('hex')}`;
  let closed = (): void => {};
  const connection: Connection = {
    owner: options.owner,
    ask: (ask) => void answer(ask),
    closed: new Promise((resolve) => (closed = resolve)),
  };
  const onFact = (fact: Fact): void => options.onFact(connection, fact);
  const watch = watchSession(session, {
    thresholdMs: options.thresholdMs,
    paused: options.paused,
    onFact,
  });
  session.onEnd(() => {
    watch.dispose();
    closed();
    options.onClose(connection);
  });
  const read = createLineReader((line) => watch.accept(line as Fact | Beat | EnterFact));
  session.on('Runtime.bindingCalled', (call) => {
    if (call.name === name) read(call.payload);
  });
  if (!own) await session.send('JsDebug.subscribe', { events: ['Runtime.bindingCalled'] });
  await session.send('Runtime.addBinding', { name });
  await install(session, options.probe, options.config, name);

  async function answer(ask: Ask): Promise<void> {
    if (ask.t === 'detach') {
      watch.dispose(); // nothing is on its way when the connection is closed
      await within(leaveWaitMs, uninstall(session).then(options.onLeave));
      session.dispose();
      return;
    }
    if (ask.t === 'profile') {
      await profile(ask.th, ask.durationMs);
      return;
    }
    const map = await evaluate(session, `${probeExpression}?.sourceMap(${JSON.stringify(ask.url)})`).catch(
      () => null,
    );
    onFact({ t: 'sourceMap', th: ask.th, url: ask.url, map: typeof map === 'string' ? map : null });
  }

  async function profile(th: number, durationMs: number): Promise<void> {
    if (!own) {
      const why =
        'This thread can be reached only through the debugger, which a profile of ours would disturb. Record it with the debugger.';
      onFact({ t: 'profile', th, profile: null, why });
      return;
    }
    try {
      const recorded = await recordProfile(
        {
          now: () => watch.threadMs(),
          send: (method, params) => session.send(method as Method, params),
          wait,
          onHeld: (fromMs, toMs) => onFact({ t: 'held', th, fromMs, toMs }),
        },
        durationMs,
      );
      onFact({ t: 'profile', th, profile: recorded, why: null });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onFact({
        t: 'profile',
        th,
        profile: null,
        why: `The CPU profile could not be recorded: ${reason}. Try again.`,
      });
    }
  }
}
