import type { Translate } from '../../../model/message';
import { fact, type Diagram, type PageText } from '../pageText';
import { sources } from '../sources';

export function whatNodeIsFor(t: Translate): PageText {
  return {
    title: t('What Node is good at, and where its limits are'),
    lead: [
      fact(t('Node is made for programs that serve many and mostly wait.'), sources.about),
      fact(t('It is fast as long as the work for each at a time is small.'), sources.blocking),
    ],
    diagram: diagram(t),
    sections: [
      {
        heading: t('Web servers and APIs'),
        facts: [
          fact(
            t('One process handles thousands of connections at once, without a thread for each.'),
            sources.introduction,
          ),
          fact(t('HTTP is part of Node, made for streaming and short delays.'), sources.about),
        ],
      },
      {
        heading: t('Real-time and chat'),
        facts: [
          fact(t('A connection that is open and silent needs no thread.'), sources.about),
          fact(
            t('A WebSocket lets the server speak first; Node has a client of its own, stable since 22.4.'),
            sources.websocket,
          ),
        ],
      },
      {
        heading: t('File servers and data processing'),
        facts: [
          fact(t('Streams pass files on in pieces, with little memory.'), sources.backpressure),
          fact(
            t(
              'Reading files, compressing and deriving keys go to the thread pool, when asked for asynchronously.',
            ),
            sources.blocking,
          ),
        ],
      },
      {
        heading: t('Microservices'),
        facts: [
          fact(
            t('A service that mainly asks others spends no processor time while it waits for them.'),
            sources.introduction,
          ),
          fact(t('`cluster` lets several processes of it share a port.'), sources.cluster),
        ],
      },
      {
        heading: t('Desktop and command line'),
        facts: [
          fact(
            t('V8 and Node also drive desktop programs, with projects such as Electron.'),
            sources.v8Engine,
          ),
          fact(
            t('A program can be packed into a single executable file that needs no Node installed.'),
            sources.sea,
          ),
        ],
      },
      {
        heading: t('Where its limits are'),
        facts: [
          fact(t('For a server that computes much, Node may not be the best choice.'), sources.blocking),
          fact(
            t('What remains to be computed goes to workers, other processes, or native code.'),
            sources.blocking,
          ),
          fact(
            t('One request that holds the loop makes all wait, and a crafted one can be an attack.'),
            sources.blocking,
          ),
        ],
      },
    ],
    watch: [
      fact(t('A hundred visitors who wait are served by one thread at the same time.'), sources.introduction),
      fact(t('One visitor who lets it compute keeps the next one waiting.'), sources.blocking),
    ],
    docs: [sources.about, sources.introduction, sources.blocking],
  };
}

function diagram(t: Translate): Diagram {
  return {
    title: t('Many visitors, one thread'),
    height: 252,
    boxes: [
      { id: 'visitors', x: 10, y: 10, width: 120, height: 232, label: t('visitors') },
      { id: 'main', x: 160, y: 10, width: 120, height: 110, label: t('main thread') },
      { id: 'database', x: 306, y: 10, width: 84, height: 110, label: t('database') },
      { id: 'worker', x: 160, y: 148, width: 120, height: 94, label: t('worker') },
      { id: 'answered', x: 306, y: 148, width: 84, height: 94, label: t('answered') },
    ],
    arrows: [
      [
        [130, 56],
        [160, 56],
      ],
      [
        [280, 40],
        [306, 40],
      ],
      [
        [306, 90],
        [280, 90],
      ],
      [
        [220, 120],
        [220, 148],
      ],
    ],
    tokens: { a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' },
    steps: [
      {
        fact: fact(t('Visitors come, and each is a callback on the same thread.'), sources.blocking),
        active: ['visitors', 'main'],
        at: { a: 'main', b: 'visitors', c: 'visitors', d: 'visitors', e: 'visitors' },
      },
      {
        fact: fact(t('A waits for the database, and the thread turns to B at once.'), sources.introduction),
        active: ['main', 'database'],
        at: { a: 'database', b: 'main', c: 'visitors', d: 'visitors', e: 'visitors' },
      },
      {
        fact: fact(
          t('Soon several wait at the same time, and one thread looks after them all.'),
          sources.introduction,
        ),
        active: ['database'],
        at: { a: 'database', b: 'database', c: 'database', d: 'main', e: 'visitors' },
      },
      {
        fact: fact(t('Answers come back, and each takes a moment of the thread.'), sources.introduction),
        active: ['main', 'answered'],
        at: { a: 'answered', b: 'answered', c: 'main', d: 'database', e: 'visitors' },
      },
      {
        fact: fact(t('E wants something computed: now everybody waits for E.'), sources.blocking),
        active: ['main'],
        held: { main: t('computes…'), database: t('ready') },
        at: { a: 'answered', b: 'answered', c: 'answered', e: 'main', d: 'database' },
      },
      {
        fact: fact(t('On a worker it holds up nobody.'), sources.workers),
        active: ['worker', 'main'],
        at: { a: 'answered', b: 'answered', c: 'answered', d: 'main', e: 'worker' },
      },
    ],
  };
}
