import type { Translate } from '../../model/message';

const loopPage = 'https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick';
const ticksPage = 'https://nodejs.org/api/process.html#processnexttickcallback-args';

/** What order hovers are about. */
export type OrderTopic =
  'await' | 'async' | 'then' | 'setTimeout' | 'setInterval' | 'setImmediate' | 'nextTick' | 'queueMicrotask';

interface Order {
  readonly first: string;
  readonly rows: readonly string[];
  readonly more: string;
  readonly link: string;
}

/**
 * In which order things run around a topic, in Markdown: a short first line, the steps, what one may get wrong.
 * `method` is that of a promise.
 */
export function orderText(topic: OrderTopic, t: Translate, method = 'then'): string {
  const { first, rows, more, link } = orders[topic](t, method);
  const steps = rows.map((row, at) => `${at + 1}. ${row}`).join('\n');
  return [first, steps, more, `[${t('The order in which Node runs things')}](${link})`].join('\n\n');
}

const orders: Readonly<Record<OrderTopic, (t: Translate, method: string) => Order>> = {
  await: (t) => ({
    first: t('**await** · pauses this function, not the event loop'),
    rows: [
      t('What stands behind it runs now, up to the first `await` in it.'),
      t('The caller of this function goes on.'),
      t('Once the promise is settled, the rest of this function runs as a microtask.'),
    ],
    more: t(
      'Microtasks run as soon as the running code and the callbacks of `process.nextTick` have ended, before the next timer or event. Even a value that is no promise costs one. Work that computes is not moved to another thread by it.',
    ),
    link: 'https://v8.dev/blog/fast-async',
  }),
  async: (t) => ({
    first: t('**async** · runs on the event loop’s thread like any other function'),
    rows: [
      t('Called, it runs at once, up to its first `await`.'),
      t('There its caller gets a promise and goes on.'),
      t('The rest runs in microtasks, each after what it waits for.'),
    ],
    more: t('It moves no work to another thread: what computes or calls `…Sync` in it blocks the loop.'),
    link: 'https://v8.dev/blog/fast-async',
  }),
  then: (t, method) => ({
    first: t('**.{0}** · the callback of a promise runs as a microtask, never at once', method),
    rows: [
      t('The code that runs now ends first, with all that called it.'),
      t('Callbacks of `process.nextTick` run.'),
      t('Once the promise is settled, this callback runs, before the next timer or event.'),
    ],
    more: t(
      'Each `.then`, `.catch` and `.finally` of a chain is a microtask of its own. Microtasks that keep adding others keep timers and events waiting.',
    ),
    link: loopPage,
  }),
  setTimeout: (t) => ({
    first: t('**setTimeout** · runs in the timers phase, no earlier than asked, maybe later'),
    rows: [
      t('The code that runs now ends, then `process.nextTick` and microtasks run.'),
      t('The loop comes to its timers phase, and the time is over.'),
      t('Timers that are due run one after the other, microtasks after each.'),
    ],
    more: t(
      'A delay of 0 is one of 1 ms. Whatever holds the loop delays it. Against `setImmediate` the order is not fixed, but in a callback of I/O the immediate comes first.',
    ),
    link: loopPage,
  }),
  setInterval: (t) => ({
    first: t('**setInterval** · runs in the timers phase, again and again'),
    rows: [
      t('The code that runs now ends, then `process.nextTick` and microtasks run.'),
      t('The loop comes to its timers phase, and the time is over.'),
      t('The callback runs; its time has started again as it began.'),
    ],
    more: t(
      'Runs that a held loop has missed are not made up for. A callback that takes longer than the interval leaves little room for anything else.',
    ),
    link: loopPage,
  }),
  setImmediate: (t) => ({
    first: t('**setImmediate** · runs in the check phase, right after the events at hand'),
    rows: [
      t('The code that runs now ends, then `process.nextTick` and microtasks run.'),
      t('The other callbacks of the poll phase that are at hand run.'),
      t('The check phase runs immediates; one that is set there waits for the next turn.'),
    ],
    more: t(
      'So it lets events and timers in between: long work that is cut into pieces with it does not starve them.',
    ),
    link: loopPage,
  }),
  nextTick: (t) => ({
    first: t('**process.nextTick** · runs before the loop goes on, before promises'),
    rows: [
      t('The code that runs now ends.'),
      t('All callbacks of `process.nextTick` run, those that are added meanwhile too.'),
      t('Then microtasks run, and only then the loop goes on.'),
    ],
    more: t(
      'A callback that asks for the next tick again and again keeps timers and events waiting for ever. While an ES module is loaded, or from a microtask, pending microtasks come first.',
    ),
    link: ticksPage,
  }),
  queueMicrotask: (t) => ({
    first: t('**queueMicrotask** · runs before the loop goes on, in line with promises'),
    rows: [
      t('The code that runs now ends.'),
      t('Callbacks of `process.nextTick` run.'),
      t('Microtasks run in the order in which they were queued, those that are added meanwhile too.'),
    ],
    more: t('A microtask that queues itself again keeps timers and events waiting for ever.'),
    link: 'https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick',
  }),
};
