import type { Translate } from '../../../model/message';
import { fact, type Diagram, type PageText } from '../pageText';
import { sources } from '../sources';

export function garbageCollection(t: Translate): PageText {
  return {
    title: t('Garbage collection and heap spaces'),
    lead: [
      fact(t('V8 frees objects that can no longer be reached from your code.'), sources.trashTalk),
      fact(
        t('Much of that work is done by other threads, but part of it stops your JavaScript.'),
        sources.trashTalk,
      ),
    ],
    diagram: diagram(t),
    sections: [
      {
        heading: t('Young objects: the scavenger'),
        facts: [
          fact(t('Most objects die young, and the heap is built on that.'), sources.trashTalk),
          fact(
            t(
              'The scavenger copies what is alive, so its pause grows with what survives, not with what dies.',
            ),
            sources.trashTalk,
          ),
          fact(
            t('`--max-semi-space-size` makes the young space larger, so that it is collected less often.'),
            sources.memory,
          ),
        ],
      },
      {
        heading: t('Old objects: mark and compact'),
        facts: [
          fact(
            t('Helper threads mark what can be reached while your JavaScript goes on.'),
            sources.concurrentMarking,
          ),
          fact(
            t('Then the main thread stops to finish marking and to move objects together.'),
            sources.trashTalk,
          ),
          fact(t('Parts of a collection take longer the larger the heap is.'), sources.heapLimit),
        ],
      },
      {
        heading: t('The limit'),
        facts: [
          fact(
            t('Near its limit V8 collects as a last resort, and ends the program if that does not help.'),
            sources.heapLimit,
          ),
          fact(t('`--max-old-space-size` sets how large the old space may become.'), sources.memory),
          fact(t('The bytes of larger Buffers lie outside of the heap of JavaScript.'), sources.memoryUsage),
          fact(t('`v8.getHeapSpaceStatistics` tells how full each space is.'), sources.v8Module),
        ],
      },
    ],
    watch: [
      fact(t('Ten million objects that die at once cost short pauses of the scavenger.'), sources.trashTalk),
      fact(
        t('Two million that stay are copied, fill the old space, and make the pauses longer.'),
        sources.trashTalk,
      ),
    ],
    docs: [sources.trashTalk, sources.scavenger, sources.concurrentMarking, sources.memory, sources.gcTraces],
  };
}

function diagram(t: Translate): Diagram {
  return {
    title: t('The life of objects'),
    height: 310,
    boxes: [
      { id: 'young', x: 10, y: 10, width: 380, height: 112, label: t('young generation'), around: true },
      { id: 'from', x: 20, y: 36, width: 174, height: 76, label: t('new objects') },
      { id: 'to', x: 206, y: 36, width: 174, height: 76, label: t('survived once') },
      { id: 'old', x: 10, y: 140, width: 380, height: 88, label: t('old generation'), around: true },
      { id: 'oldspace', x: 20, y: 166, width: 360, height: 52, label: t('old space') },
      { id: 'main', x: 10, y: 246, width: 184, height: 54, label: t('your JavaScript') },
      { id: 'helpers', x: 206, y: 246, width: 184, height: 54, label: t('helper threads') },
    ],
    arrows: [
      [
        [194, 74],
        [206, 74],
      ],
      [
        [293, 112],
        [293, 166],
      ],
    ],
    tokens: { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e' },
    steps: [
      {
        fact: fact(
          t('New objects are put into the young generation, one behind the other.'),
          sources.trashTalk,
        ),
        active: ['from', 'main'],
        at: { a: 'from', b: 'from', c: 'from', d: 'from' },
      },
      {
        fact: fact(
          t('The space is full: the scavenger stops your JavaScript, and helper threads take part.'),
          sources.trashTalk,
        ),
        active: ['from', 'helpers'],
        held: { main: t('stopped') },
        at: { a: 'from', b: 'from', c: 'from', d: 'from' },
      },
      {
        fact: fact(
          t('What can still be reached is copied; the rest is gone without further work.'),
          sources.trashTalk,
        ),
        active: ['to', 'helpers'],
        held: { main: t('stopped') },
        at: { a: 'to', c: 'to' },
      },
      {
        fact: fact(t('Your JavaScript goes on and makes new objects.'), sources.trashTalk),
        active: ['from', 'main'],
        at: { a: 'to', c: 'to', e: 'from' },
      },
      {
        fact: fact(t('What survives a second time moves to the old generation.'), sources.trashTalk),
        active: ['oldspace', 'helpers'],
        held: { main: t('stopped') },
        at: { a: 'oldspace', c: 'oldspace', e: 'to' },
      },
      {
        fact: fact(
          t('As the heap nears a limit, helpers mark what can be reached, while your JavaScript runs.'),
          sources.trashTalk,
        ),
        active: ['oldspace', 'helpers', 'main'],
        at: { a: 'oldspace', c: 'oldspace', e: 'to' },
      },
      {
        fact: fact(
          t('A pause ends the marking; objects of thinly filled pages are moved together.'),
          sources.trashTalk,
        ),
        active: ['oldspace', 'helpers'],
        held: { main: t('stopped') },
        at: { a: 'oldspace', e: 'to' },
      },
      {
        fact: fact(
          t('Sweeping, which turns gaps into free memory, goes on beside your JavaScript.'),
          sources.trashTalk,
        ),
        active: ['helpers', 'main'],
        at: { a: 'oldspace', e: 'to' },
      },
    ],
  };
}
