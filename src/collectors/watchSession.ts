import type { Look } from '../shared/facts';
import { probeExpression } from '../shared/looks';
import { toDisposable, type Disposable } from '../shared/disposable';
import { evaluate } from '../inspector/evaluate';
import type { InspectorSession } from '../inspector/session';
import { OutsideWatch, pollMs, type OutsideWatchOptions } from './outsideWatch';

/** Watches the thread behind a session until disposed; its probe's lines go to `accept`. */
export function watchSession(
  session: InspectorSession,
  options: Pick<OutsideWatchOptions, 'thresholdMs' | 'paused' | 'onFact'>,
): Pick<OutsideWatch, 'accept' | 'threadMs'> & Disposable {
  const look = async (): Promise<Look | null> => {
    try {
      return JSON.parse(String(await evaluate(session, `${probeExpression}.look()`))) as Look;
    } catch {
      // The target has gone, or its probe: the session's end tells.
      return null;
    }
  };
  const watch = new OutsideWatch({ ...options, now: () => performance.now(), look });
  const timer = setInterval(() => watch.poll(), pollMs);
  return {
    accept: (line) => watch.accept(line),
    threadMs: (at) => watch.threadMs(at),
    ...toDisposable(() => clearInterval(timer)),
  };
}
