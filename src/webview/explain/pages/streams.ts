import type { Translate } from '../../../model/message';
import { fact, type Diagram, type PageText } from '../pageText';
import { sources } from '../sources';

export function streams(t: Translate): PageText {
  return {
    title: t('Streams and backpressure'),
    lead: [
      fact(t('A stream handles data in pieces, so that not all of it has to be in memory.'), sources.stream),
      fact(t('Backpressure is how a slow reader tells a fast writer to wait.'), sources.backpressure),
    ],
    diagram: diagram(t),
    sections: [
      {
        heading: t('How it works'),
        facts: [
          fact(
            t(
              '`write()` returns false once `highWaterMark` is reached; the event `drain` says when to go on.',
            ),
            sources.stream,
          ),
          fact(t('`highWaterMark` is no limit: who goes on writing fills the memory.'), sources.stream),
          fact(
            t('`stream.getDefaultHighWaterMark` tells the default, which depends on version and system.'),
            sources.stream,
          ),
          fact(
            t('`pipeline` minds all that, passes errors on and cleans up; `pipe` alone passes no errors on.'),
            sources.backpressure,
          ),
        ],
      },
      {
        heading: t('What it does for the loop'),
        facts: [
          fact(
            t(
              'A file comes piece by piece, each in a callback of its own: others have their turn between two of them.',
            ),
            sources.blocking,
          ),
          fact(t('Compression as a stream runs on the thread pool, piece by piece.'), sources.zlib),
          fact(
            t('Without backpressure, memory fills, and the garbage collector has more to do.'),
            sources.backpressure,
          ),
        ],
      },
    ],
    watch: [
      fact(
        t(
          'Without minding `write()`, a megabyte waits in memory; with `drain`, no more than `highWaterMark`.',
        ),
        sources.stream,
      ),
    ],
    docs: [sources.stream, sources.backpressure, sources.zlib],
  };
}

function diagram(t: Translate): Diagram {
  return {
    title: t('A fast source and a slow sink'),
    height: 252,
    boxes: [
      { id: 'source', x: 10, y: 10, width: 170, height: 60, label: t('source: a file') },
      { id: 'read', x: 220, y: 10, width: 170, height: 60, label: t('buffer of the reader') },
      { id: 'code', x: 220, y: 96, width: 170, height: 60, label: t('your code: write()') },
      { id: 'write', x: 220, y: 182, width: 170, height: 60, label: t('buffer of the writer') },
      { id: 'sink', x: 10, y: 182, width: 170, height: 60, label: t('sink: a slow network') },
    ],
    arrows: [
      [
        [180, 40],
        [220, 40],
      ],
      [
        [305, 70],
        [305, 96],
      ],
      [
        [305, 156],
        [305, 182],
      ],
      [
        [220, 212],
        [180, 212],
      ],
    ],
    tokens: { p1: '1', p2: '2', p3: '3', p4: '4', p5: '5', drain: 'drain' },
    steps: [
      {
        fact: fact(t('The source is read into the buffer of the reader, piece by piece.'), sources.stream),
        active: ['source', 'read'],
        at: { p1: 'read', p2: 'read', p3: 'source', p4: 'source', p5: 'source' },
      },
      {
        fact: fact(t('Your code gets the first piece and writes it.'), sources.stream),
        active: ['code'],
        at: { p1: 'code', p2: 'read', p3: 'read', p4: 'source', p5: 'source' },
      },
      {
        fact: fact(
          t('The sink is slow: what it has not taken yet waits in the buffer of the writer.'),
          sources.stream,
        ),
        active: ['write', 'sink'],
        at: { p1: 'sink', p2: 'write', p3: 'write', p4: 'read', p5: 'source' },
      },
      {
        fact: fact(
          t('That buffer has reached `highWaterMark`, and `write()` returns false.'),
          sources.stream,
        ),
        active: ['write'],
        held: { code: 'false' },
        at: { p1: 'sink', p2: 'write', p3: 'write', p4: 'read', p5: 'source' },
      },
      {
        fact: fact(
          t('Your code stops writing; the reader fills up, and then reads no further.'),
          sources.stream,
        ),
        active: ['read'],
        held: { code: t('waits') },
        at: { p2: 'sink', p3: 'write', p4: 'read', p5: 'read' },
      },
      {
        fact: fact(t('The buffer is empty: `drain` says that writing may go on.'), sources.stream),
        active: ['write', 'code'],
        at: { p3: 'sink', p4: 'code', p5: 'read', drain: 'write' },
      },
      {
        fact: fact(t('So the memory in use stays the same, however long the file is.'), sources.backpressure),
        active: ['sink'],
        at: { p4: 'write', p5: 'code' },
      },
    ],
  };
}
