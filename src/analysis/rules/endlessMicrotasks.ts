import { beforeTurn } from '../callContext';
import type { FileSummary } from '../fileSummary';
import type { Span } from '../finding';
import type { Draft, Rule } from './rule';

/** A function that queues itself again as a microtask or tick, behind no condition. */
export const endlessMicrotasksRule: Rule = ({ summary, links, role, reached }) => {
  if (role === 'test' || role === 'config') return [];
  return summary.calls.flatMap((call): Draft[] => {
    const name = beforeTurn.has(nameOf(summary, call.value)) ? nameOf(summary, call.value) : '';
    if (name === '' || !call.context.isUnconditional || call.function === 0) return [];
    const own = call.function;
    const queued = links.edges
      .from(own)
      .filter(({ isCallback, span }) => isCallback && isSame(span, call.span));
    const isSelf = queued.some(({ to }) => isOwn(to) && (to.index === own || callsBack(to.index)));
    if (!isSelf || !startsSettled(summary, call.value, name)) return [];
    const id =
      name === 'nextTick'
        ? 'process.nextTick'
        : name === 'queueMicrotask'
          ? name
          : `Promise.prototype.${name}`;
    return [
      {
        rule: 'endless-microtasks',
        severity: 'error',
        span: call.span,
        call: id,
        reached: reached(own),
        detail: {},
      },
    ];

    function isOwn(to: { readonly file: string }): boolean {
      return to.file === links.file;
    }
    /** () => again() */
    function callsBack(callback: number): boolean {
      return summary.calls.some(
        (inner) =>
          inner.function === callback &&
          inner.context.isUnconditional &&
          links.edges
            .from(callback)
            .some(
              ({ to, isCallback, span }) =>
                !isCallback && isSame(span, inner.span) && isOwn(to) && to.index === own,
            ),
      );
    }
  });
};

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

function nameOf(summary: FileSummary, ref: number): string {
  const value = summary.values.get(ref);
  const callee = value?.kind === 'call' ? summary.values.get(value.callee) : undefined;
  if (callee?.kind === 'member') return callee.name;
  return callee?.kind === 'global' ? callee.name : '';
}

/** `Promise.resolve().then(…)`: any other promise may wait for something outside. */
function startsSettled(summary: FileSummary, ref: number, name: string): boolean {
  if (name !== 'then' && name !== 'finally') return true;
  const value = summary.values.get(ref);
  const callee = value?.kind === 'call' ? summary.values.get(value.callee) : undefined;
  return callee?.kind === 'member' && nameOf(summary, callee.of) === 'resolve';
}
