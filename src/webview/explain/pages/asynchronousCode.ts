import type { Translate } from '../../../model/message';
import { fact, type Diagram, type PageText } from '../pageText';
import { sources } from '../sources';

export function asynchronousCode(t: Translate): PageText {
  return {
    title: t('Asynchronous code: microtasks, promises, nextTick, timers'),
    lead: [
      fact(
        t('Asynchronous code says what is to happen later; which queue it goes to decides when.'),
        sources.immediate,
      ),
      fact(
        t('Two of the queues are emptied after every callback: the ticks and the promise jobs.'),
        sources.nextTick,
      ),
      fact(t('What adds to them again and again keeps the loop from going on.'), sources.eventLoop),
    ],
    diagram: diagram(t),
    sections: [
      {
        heading: t('Promises and await'),
        facts: [
          fact(
            t('An `async` function runs at once, as any other, up to its first `await`.'),
            sources.asyncFunction,
          ),
          fact(
            t('What follows an `await` goes on as a promise job, even if the value was there already.'),
            sources.awaitOperator,
          ),
          fact(
            t('A promise makes no thread: a computation in an `async` function holds the loop as before.'),
            sources.blocking,
          ),
        ],
      },
      {
        heading: t('Ticks'),
        facts: [
          fact(
            t(
              '`process.nextTick` is no phase of the loop: its queue is emptied after the current operation.',
            ),
            sources.eventLoop,
          ),
          fact(
            t('At the top level of CommonJS and after each callback, ticks come before promise jobs.'),
            sources.nextTick,
          ),
          fact(
            t('At the top level of an ES module promise jobs come first, as the module itself runs in one.'),
            sources.nextTick,
          ),
          fact(t('Ticks that make ticks can starve all I/O.'), sources.eventLoop),
        ],
      },
      {
        heading: t('Timers and immediates'),
        facts: [
          fact(t('`setTimeout` with 0 is taken for 1 ms.'), sources.timers),
          fact(
            t('`setImmediate` lets the loop turn once: between portions of work it gives others their turn.'),
            sources.blocking,
          ),
        ],
      },
    ],
    watch: [
      fact(
        t('From a file’s callback: tick, promise jobs, immediate, timer, whatever the order of the calls.'),
        sources.eventLoop,
      ),
      fact(
        t(
          'Then a function awaits what is there already for half a second, and a timer of 10 ms has to wait.',
        ),
        sources.microtaskGuide,
      ),
    ],
    docs: [sources.eventLoop, sources.nextTick, sources.timers, sources.microtaskGuide],
  };
}

function diagram(t: Translate): Diagram {
  const waiting = { soon: 'check', later: 'timers' };
  return {
    title: t('Who runs first'),
    height: 302,
    boxes: [
      { id: 'stack', x: 10, y: 10, width: 180, height: 124, label: t('runs now') },
      { id: 'ticks', x: 220, y: 10, width: 170, height: 56, label: 'process.nextTick' },
      { id: 'jobs', x: 220, y: 78, width: 170, height: 56, label: t('promise jobs') },
      { id: 'check', x: 220, y: 168, width: 170, height: 56, label: t('check: immediates') },
      { id: 'timers', x: 220, y: 236, width: 170, height: 56, label: 'timers' },
      { id: 'done', x: 10, y: 168, width: 180, height: 124, label: t('has run') },
    ],
    arrows: [
      [
        [220, 38],
        [190, 38],
      ],
      [
        [220, 98],
        [190, 98],
      ],
      [
        [220, 196],
        [205, 196],
        [205, 122],
        [190, 122],
      ],
      [
        [220, 264],
        [205, 264],
        [205, 122],
        [190, 122],
      ],
      [
        [100, 134],
        [100, 168],
      ],
    ],
    tokens: {
      own: 'callback',
      tick: 'tick',
      then: 'then',
      more: 'then',
      soon: 'immediate',
      later: 'timeout',
    },
    steps: [
      {
        fact: fact(t('A callback runs and asks for four things to be done later.'), sources.immediate),
        active: ['stack'],
        at: { own: 'stack', tick: 'ticks', then: 'jobs', ...waiting },
      },
      {
        fact: fact(t('Nothing of it happens before the callback has returned.'), sources.microtaskGuide),
        active: ['stack'],
        at: { own: 'done', tick: 'ticks', then: 'jobs', ...waiting },
      },
      {
        fact: fact(t('Ticks have their turn first.'), sources.nextTick),
        active: ['ticks', 'stack'],
        at: { own: 'done', tick: 'stack', then: 'jobs', ...waiting },
      },
      {
        fact: fact(t('Then promise jobs: here one runs that adds another.'), sources.nextTick),
        active: ['jobs', 'stack'],
        at: { own: 'done', tick: 'done', then: 'stack', more: 'jobs', ...waiting },
      },
      {
        fact: fact(
          t('The new one runs as well before the loop goes on: the queue has to be empty.'),
          sources.microtaskGuide,
        ),
        active: ['jobs', 'stack'],
        at: { own: 'done', tick: 'done', then: 'done', more: 'stack', ...waiting },
      },
      {
        fact: fact(t('Now the loop goes on, to check: the immediate.'), sources.eventLoop),
        active: ['check', 'stack'],
        at: { own: 'done', tick: 'done', then: 'done', more: 'done', soon: 'stack', later: 'timers' },
      },
      {
        fact: fact(t('Last the timer, when its time has passed.'), sources.eventLoop),
        active: ['timers', 'stack'],
        at: { own: 'done', tick: 'done', then: 'done', more: 'done', soon: 'done', later: 'stack' },
      },
      {
        fact: fact(
          t('A job that always adds a job never lets the loop get to check, timers or poll.'),
          sources.microtaskGuide,
        ),
        active: ['jobs', 'stack'],
        held: { check: t('waits'), timers: t('waits') },
        at: { then: 'stack', more: 'jobs' },
      },
    ],
  };
}
