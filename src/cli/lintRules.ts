import type { RuleId } from '../analysis/finding';

/** A rule in words, for readers outside of the editor. */
export interface RuleText {
  readonly title: string;
  readonly help: string;
  readonly docs: string;
}

const guide = 'https://nodejs.org/learn/asynchronous-work/dont-block-the-event-loop';

export const lintRules: Readonly<Record<RuleId, RuleText>> = {
  'blocking-call': {
    title: 'A blocking call that a handler gets to.',
    help: 'While the call lasts, the thread that runs all callbacks answers no request, timer or message. Use the function with the same name that does not end in Sync, await it, or do the work once at the start.',
    docs: guide,
  },
  'slow-regex': {
    title: 'A regular expression that some texts make very slow.',
    help: 'Whoever sends such a text holds the event loop. Rewrite the expression so that there is one way only to match a text, or limit the length of the text before.',
    docs: guide,
  },
  'unexplained-ignore': {
    title: 'A comment that ignores without a reason.',
    help: 'Write after a colon why the finding may stay: // looplens-ignore-next-line blocking-call: read once, at the first request.',
    docs: guide,
  },
  'unbounded-parse': {
    title: 'The body of a request is parsed, however large it is.',
    help: 'The time of JSON.parse grows with the text. Limit the size of the body before it is parsed.',
    docs: guide,
  },
  'endless-microtasks': {
    title: 'Ticks or microtasks that always ask for another one.',
    help: 'The loop goes on only when the queues of process.nextTick and of microtasks are empty. Use setImmediate to let events in between.',
    docs: 'https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick',
  },
  'unbounded-all': {
    title: 'As much work at once as a request asks for.',
    help: 'Promise.all begins all of it before it waits for any. Limit the number of items, or work on them in batches.',
    docs: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Promise/all',
  },
  'floating-promise': {
    title: 'A promise in a handler that nobody waits for.',
    help: 'Its error ends the process or is lost, and the answer is sent before the work is done. Await it, or handle its rejection.',
    docs: 'https://nodejs.org/api/process.html#event-unhandledrejection',
  },
};
