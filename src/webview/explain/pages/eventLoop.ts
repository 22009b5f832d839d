import type { Translate } from '../../../model/message';
import { fact, type Diagram, type PageText } from '../pageText';
import { sources } from '../sources';

export function eventLoop(t: Translate): PageText {
  return {
    title: t('The event loop and its phases'),
    lead: [
      fact(t('Node runs your JavaScript on one thread, one callback at a time.'), sources.blocking),
      fact(
        t(
          'The event loop leaves I/O to the system wherever it can, and calls you back when the system is done.',
        ),
        sources.eventLoop,
      ),
      fact(
        t('A callback that takes long keeps everybody waiting who is served by that thread.'),
        sources.blocking,
      ),
    ],
    diagram: diagram(t),
    sections: [
      {
        heading: t('What a phase is'),
        facts: [
          fact(
            t(
              'Each phase has a queue of callbacks and runs them until the queue is empty or a limit is reached.',
            ),
            sources.eventLoop,
          ),
          fact(
            t(
              '`setImmediate`, asked for in an I/O callback, always comes before a timer that was set there.',
            ),
            sources.eventLoop,
          ),
          fact(
            t('From the main program it is not determined which of the two comes first.'),
            sources.eventLoop,
          ),
          fact(
            t('A timer has a time after which it may run, not a time at which it will.'),
            sources.eventLoop,
          ),
        ],
      },
      {
        heading: t('What holds the loop'),
        facts: [
          fact(t('Synchronous calls of `fs` hold it until the system has done its part.'), sources.fs),
          fact(
            t('`JSON.parse` and `JSON.stringify` take longer the larger the document is, in one piece.'),
            sources.blocking,
          ),
          fact(
            t('Some regular expressions take twice as long with each further character of the text.'),
            sources.blocking,
          ),
        ],
      },
      {
        heading: t('How to let it turn'),
        facts: [
          fact(
            t('A long computation can be cut into portions, each begun by `setImmediate`.'),
            sources.blocking,
          ),
          fact(
            t('What is more than that belongs on another thread or in another process.'),
            sources.blocking,
          ),
          fact(
            t('Event loop utilization is the share of time in which the loop did not wait for events.'),
            sources.perfHooks,
          ),
        ],
      },
    ],
    watch: [
      fact(t('The immediate runs before the timer, though the timer was set first.'), sources.eventLoop),
      fact(
        t('Then one callback computes for half a second, and a timer of 10 ms has to wait for it.'),
        sources.blocking,
      ),
    ],
    docs: [sources.eventLoop, sources.blocking, sources.libuvDesign],
  };
}

function diagram(t: Translate): Diagram {
  const phase = (id: string, row: number, label: string) => ({
    ...{ id, label, x: 24, y: 10 + row * 46 },
    ...{ width: 190, height: 36 },
  });
  return {
    title: t('One turn of the event loop'),
    height: 292,
    boxes: [
      phase('pending', 0, t('pending callbacks')),
      phase('prepare', 1, t('idle, prepare')),
      phase('poll', 2, 'poll'),
      phase('check', 3, 'check'),
      phase('close', 4, t('close callbacks')),
      phase('timers', 5, 'timers'),
      { id: 'callback', x: 250, y: 10, width: 140, height: 82, label: t('your callback') },
      { id: 'ticks', x: 250, y: 102, width: 140, height: 52, label: 'nextTick' },
      { id: 'jobs', x: 250, y: 164, width: 140, height: 52, label: t('promise jobs') },
      { id: 'system', x: 250, y: 226, width: 140, height: 60, label: t('system, thread pool') },
    ],
    arrows: [
      ...[0, 1, 2, 3, 4].map(
        (row) =>
          [
            [119, 46 + row * 46],
            [119, 56 + row * 46],
          ] as const,
      ),
      [
        [24, 258],
        [10, 258],
        [10, 28],
        [24, 28],
      ],
      [
        [250, 256],
        [232, 256],
        [232, 120],
        [214, 120],
      ],
    ],
    tokens: { file: 'readFile', soon: 'setImmediate', later: 'setTimeout', tick: 'tick', then: 'then' },
    steps: [
      {
        fact: fact(t('First the program itself runs to its end; it asks for a file.'), sources.eventLoop),
        active: ['callback'],
        at: { file: 'callback' },
      },
      {
        fact: fact(
          t('The system reads the file, and the loop waits in poll because nothing else is due.'),
          sources.eventLoop,
        ),
        active: ['poll', 'system'],
        at: { file: 'system' },
      },
      {
        fact: fact(
          t('The file is there: poll runs its callback, which asks for a timer and an immediate.'),
          sources.eventLoop,
        ),
        active: ['poll', 'callback'],
        at: { file: 'callback', soon: 'check', later: 'timers', tick: 'ticks', then: 'jobs' },
      },
      {
        fact: fact(
          t('After each callback come the ticks, then the promise jobs, before the loop goes on.'),
          sources.nextTick,
        ),
        active: ['ticks', 'jobs'],
        at: { tick: 'ticks', then: 'jobs', soon: 'check', later: 'timers' },
      },
      {
        fact: fact(t('check runs right after poll: the immediate has its turn.'), sources.eventLoop),
        active: ['check', 'callback'],
        at: { soon: 'callback', later: 'timers' },
      },
      {
        fact: fact(
          t('Close callbacks follow, such as that of a socket that was closed abruptly.'),
          sources.eventLoop,
        ),
        active: ['close'],
        at: { later: 'timers' },
      },
      {
        fact: fact(
          t('Since Node 20 timers run after poll only; before, they also ran ahead of it.'),
          sources.eventLoop,
        ),
        active: ['timers', 'callback'],
        at: { later: 'callback' },
      },
      {
        fact: fact(
          t('The next turn begins with callbacks that were put off, such as some errors of TCP.'),
          sources.eventLoop,
        ),
        active: ['pending'],
        at: {},
      },
      {
        fact: fact(
          t('While one callback computes, no phase is entered and nobody else is served.'),
          sources.blocking,
        ),
        active: ['callback'],
        held: { callback: t('computes…') },
        at: { file: 'system', soon: 'check', later: 'timers' },
      },
      {
        fact: fact(
          t('When there is nothing left to wait for, the loop ends, and with it the program.'),
          sources.eventLoop,
        ),
        active: [],
        at: {},
      },
    ],
  };
}
