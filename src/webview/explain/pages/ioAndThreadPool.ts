import type { Translate } from '../../../model/message';
import { fact, type Diagram, type PageText } from '../pageText';
import { sources } from '../sources';

export function ioAndThreadPool(t: Translate): PageText {
  return {
    title: t('Non-blocking I/O and the thread pool'),
    lead: [
      fact(
        t('Your code need not wait for disk or network: the call returns at once, the answer comes later.'),
        sources.introduction,
      ),
      fact(t('Calls whose names end with `Sync` wait on the thread of the loop instead.'), sources.overview),
    ],
    diagram: diagram(t),
    sections: [
      {
        heading: t('Who uses the pool'),
        facts: [
          fact(
            t('All asynchronous calls of `fs`, except for `fs.watch`, run on the thread pool.'),
            sources.blocking,
          ),
          fact(
            t(
              'So do `pbkdf2`, `scrypt`, `randomBytes` and the making of key pairs, when they have a callback.',
            ),
            sources.blocking,
          ),
          fact(t('All of `zlib` runs there, except for its synchronous calls.'), sources.zlib),
          fact(
            t('`dns.lookup` runs there too; `dns.resolve` asks over the network and does not need the pool.'),
            sources.dns,
          ),
        ],
      },
      {
        heading: t('What limits it'),
        facts: [
          fact(
            t('The pool has four threads, unless `UV_THREADPOOL_SIZE` says otherwise at start, up to 1024.'),
            sources.libuvPool,
          ),
          fact(t('All loops of a process share it, those of its workers too.'), sources.libuvPool),
          fact(t('A long task takes one thread away from all others until it is done.'), sources.blocking),
        ],
      },
      {
        heading: t('When the loop waits'),
        facts: [
          fact(
            t('`fs.readFileSync` and its like hold the loop until the operation has completed or failed.'),
            sources.fs,
          ),
          fact(
            t('A file of any size can be read as a stream, in pieces, each a short task of the pool.'),
            sources.blocking,
          ),
        ],
      },
    ],
    watch: [
      fact(
        t('During `pbkdf2Sync` a timer of 10 ms has no turn, during `pbkdf2` it has many.'),
        sources.crypto,
      ),
      fact(t('Of five tasks at once, the fifth ends later: the pool has four threads.'), sources.libuvPool),
    ],
    docs: [sources.overview, sources.blocking, sources.libuvDesign, sources.cli],
  };
}

function diagram(t: Translate): Diagram {
  const thread = (at: number) => ({
    ...{ id: `pool${at}`, label: `${at}`, x: 240, y: 104 + at * 38 },
    ...{ width: 140, height: 32 },
  });
  return {
    title: t('Where a call waits'),
    height: 308,
    boxes: [
      { id: 'main', x: 10, y: 10, width: 180, height: 92, label: t('main thread') },
      { id: 'sockets', x: 230, y: 10, width: 160, height: 92, label: t('system: sockets') },
      { id: 'queue', x: 10, y: 150, width: 180, height: 92, label: t('tasks that wait') },
      { id: 'pool', x: 230, y: 118, width: 160, height: 184, label: t('thread pool'), around: true },
      ...[1, 2, 3, 4].map(thread),
    ],
    arrows: [
      [
        [190, 40],
        [230, 40],
      ],
      [
        [230, 76],
        [190, 76],
      ],
      [
        [60, 102],
        [60, 150],
      ],
      [
        [190, 210],
        [230, 210],
      ],
      [
        [230, 170],
        [210, 170],
        [210, 126],
        [140, 126],
        [140, 102],
      ],
    ],
    tokens: {
      socket: 'request',
      file: 'readFile',
      hash1: 'pbkdf2',
      hash2: 'gzip',
      name: 'lookup',
      file2: 'stat',
    },
    steps: [
      {
        fact: fact(
          t('Sockets do not block: the system tells the loop which of them are ready.'),
          sources.libuvDesign,
        ),
        active: ['sockets', 'main'],
        at: { socket: 'sockets' },
      },
      {
        fact: fact(t('A request has come in, and its callback runs on the main thread.'), sources.blocking),
        active: ['main'],
        at: { socket: 'main' },
      },
      {
        fact: fact(
          t('It reads a file: for files there is no such way on all systems, so a task goes to the pool.'),
          sources.libuvDesign,
        ),
        active: ['queue'],
        at: { file: 'queue' },
      },
      {
        fact: fact(
          t('A thread of the pool waits for the disk; the main thread is free for the next request.'),
          sources.blocking,
        ),
        active: ['pool1', 'main'],
        at: { file: 'pool1', socket: 'main' },
      },
      {
        fact: fact(
          t('The task is done: the pool tells the loop, which runs the callback.'),
          sources.blocking,
        ),
        active: ['main'],
        at: { file: 'main' },
      },
      {
        fact: fact(t('Four threads, five tasks: the fifth waits until a thread is free.'), sources.libuvPool),
        active: ['pool1', 'pool2', 'pool3', 'pool4'],
        held: { queue: t('waits') },
        at: { file: 'pool1', hash1: 'pool2', hash2: 'pool3', name: 'pool4', file2: 'queue' },
      },
      {
        fact: fact(
          t(
            '`readFileSync` uses no thread of the pool: the main thread waits itself, and everybody with it.',
          ),
          sources.overview,
        ),
        active: ['main'],
        held: { main: 'readFileSync' },
        at: { socket: 'sockets' },
      },
    ],
  };
}
