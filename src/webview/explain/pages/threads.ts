import type { Translate } from '../../../model/message';
import { fact, type Diagram, type PageText } from '../pageText';
import { sources } from '../sources';

export function threads(t: Translate): PageText {
  return {
    title: t('Threads, isolates, workers and cluster'),
    lead: [
      fact(
        t('Your program starts with one thread that runs JavaScript; workers are more of them.'),
        sources.workers,
      ),
      fact(t('Each has a V8 isolate and an event loop of its own.'), sources.embedding),
      fact(t('An isolate has a heap of its own.'), sources.embed),
      fact(t('So a block of one thread holds the loop of no other.'), sources.embedding),
    ],
    diagram: diagram(t),
    sections: [
      {
        heading: t('Workers'),
        facts: [
          fact(t('They help with computing in JavaScript, and little with I/O.'), sources.workers),
          fact(
            t('Messages are copied, with all that hangs on them: large ones cost both sides time.'),
            sources.blocking,
          ),
          fact(
            t('An `ArrayBuffer` can be handed over without a copy; a `SharedArrayBuffer` is seen by both.'),
            sources.workers,
          ),
          fact(
            t('Starting one costs, so keep a pool of them rather than one for each task.'),
            sources.workers,
          ),
        ],
      },
      {
        heading: t('Processes'),
        facts: [
          fact(
            t('`cluster` starts several processes of your program that share the ports of its servers.'),
            sources.cluster,
          ),
          fact(t('The primary process hands out connections in turn, except on Windows.'), sources.cluster),
          fact(
            t('They share no memory: what one remembers, such as a session, the others do not know.'),
            sources.cluster,
          ),
          fact(
            t(
              '`spawn` and `exec` do not wait for the program; `spawnSync` and `execSync` hold the loop until it has ended.',
            ),
            sources.childProcess,
          ),
        ],
      },
      {
        heading: t('Processors'),
        facts: [
          fact(
            t('With more busy threads than processors, some of them wait without getting on.'),
            sources.blocking,
          ),
        ],
      },
    ],
    watch: [
      fact(
        t(
          'Computing on the main thread leaves a timer of 10 ms no turn, computing on a worker leaves it many.',
        ),
        sources.workers,
      ),
    ],
    docs: [sources.workers, sources.structuredClone, sources.cluster, sources.childProcess, sources.blocking],
  };
}

function diagram(t: Translate): Diagram {
  return {
    title: t('Who shares what'),
    height: 320,
    boxes: [
      { id: 'one', x: 10, y: 10, width: 380, height: 186, label: t('process'), around: true },
      { id: 'main', x: 20, y: 36, width: 150, height: 96, label: t('main thread: isolate, loop') },
      { id: 'worker', x: 230, y: 36, width: 150, height: 96, label: t('worker: isolate, loop') },
      { id: 'shared', x: 20, y: 142, width: 150, height: 48, label: t('shared memory') },
      { id: 'pool', x: 230, y: 142, width: 150, height: 48, label: t('thread pool') },
      {
        ...{ id: 'two', x: 10, y: 212, width: 170, height: 98 },
        ...{ label: t('another process'), around: true },
      },
      { id: 'main2', x: 20, y: 238, width: 150, height: 62, label: t('main thread') },
      { id: 'port', x: 230, y: 238, width: 150, height: 62, label: t('port of the server') },
    ],
    arrows: [
      [
        [170, 54],
        [230, 54],
      ],
      [
        [230, 74],
        [170, 74],
      ],
      [
        [95, 132],
        [95, 142],
      ],
      [
        [300, 132],
        [300, 142],
      ],
      [
        [230, 256],
        [200, 256],
        [200, 112],
        [170, 112],
      ],
      [
        [230, 280],
        [170, 280],
      ],
    ],
    tokens: {
      task: 'task',
      answer: 'result',
      visit: 'request',
      visit2: 'request',
      bytes: 'bytes',
      file: 'readFile',
    },
    steps: [
      {
        fact: fact(t('One thread does all: while it computes, the request waits.'), sources.blocking),
        active: ['main'],
        held: { main: t('computes…') },
        at: { visit: 'main' },
      },
      {
        fact: fact(t('A worker gets the task in a message, as a copy.'), sources.workers),
        active: ['main', 'worker'],
        at: { task: 'worker', visit: 'main' },
      },
      {
        fact: fact(t('It computes on its own thread; the main thread answers the request.'), sources.workers),
        active: ['main', 'worker'],
        held: { worker: t('computes…') },
        at: { visit: 'main' },
      },
      {
        fact: fact(t('The result comes back as a message, through the loop.'), sources.workers),
        active: ['main'],
        at: { answer: 'main' },
      },
      {
        fact: fact(t('A `SharedArrayBuffer` is memory of both, without copies.'), sources.workers),
        active: ['shared', 'main', 'worker'],
        at: { bytes: 'shared' },
      },
      {
        fact: fact(t('The thread pool is one for all threads of the process.'), sources.libuvPool),
        active: ['pool', 'main', 'worker'],
        at: { file: 'pool' },
      },
      {
        fact: fact(
          t('With `cluster`, another process takes requests on the same port; it shares no memory.'),
          sources.cluster,
        ),
        active: ['port', 'main2'],
        at: { visit: 'main', visit2: 'main2' },
      },
    ],
  };
}
