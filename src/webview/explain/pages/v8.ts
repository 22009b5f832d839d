import type { Translate } from '../../../model/message';
import { fact, type Diagram, type PageText } from '../pageText';
import { sources } from '../sources';

export function v8(t: Translate): PageText {
  return {
    title: t('V8: from text to machine code'),
    lead: [
      fact(t('V8 compiles your code while it runs, again and better the more it is used.'), sources.maglev),
      fact(
        t('What it has optimized rests on the kinds of values seen so far; other kinds throw it back.'),
        sources.maglev,
      ),
    ],
    diagram: diagram(t),
    sections: [
      {
        heading: t('The four tiers'),
        facts: [
          fact(t('All JavaScript is compiled to bytecode first, which Ignition interprets.'), sources.maglev),
          fact(
            t('Sparkplug turns bytecode into machine code in a single pass, without optimizing it.'),
            sources.sparkplug,
          ),
          fact(
            t(
              'Maglev optimizes; compiling takes it about ten times as long as Sparkplug, and TurboFan ten times that.',
            ),
            sources.maglev,
          ),
          fact(t('TurboFan takes the longest and makes the fastest code.'), sources.maglev),
          fact(
            t('Node uses Maglev from version 22 on; Node 20 goes from Sparkplug to TurboFan.'),
            sources.maglevOn,
          ),
          fact(
            t('In Node 22 it was turned off again, because programs crashed or went wrong with it.'),
            sources.maglevOff,
          ),
          fact(t('`node --v8-options` lists the options of your V8, `--maglev` among them.'), sources.cli),
        ],
      },
      {
        heading: t('Loading'),
        facts: [
          fact(
            t(
              'Functions that are not called at once are only skimmed, and parsed in full at their first call.',
            ),
            sources.preparser,
          ),
          fact(
            t(
              '`module.enableCompileCache` keeps compiled code on disk for the next start, from Node 22.8 on.',
            ),
            sources.compileCache,
          ),
        ],
      },
      {
        heading: t('Shapes of objects'),
        facts: [
          fact(
            t('Objects that begin alike and get the same properties in the same order share a hidden class.'),
            sources.fastProperties,
          ),
          fact(
            t('Where only one class was ever seen, a property is read with one check and one load.'),
            sources.maglev,
          ),
        ],
      },
      {
        heading: t('Regular expressions'),
        facts: [
          fact(
            t('They are compiled too: to bytecode at first, to machine code when used again.'),
            sources.regexpTierUp,
          ),
          fact(
            t('The engine tries one way after the other, and some patterns have exponentially many ways.'),
            sources.regexpLinear,
          ),
        ],
      },
    ],
    watch: [
      fact(t('The function goes from bytecode to optimized code as it is called.'), sources.maglev),
      fact(t('One call with an object of another shape throws the optimized code away.'), sources.maglev),
    ],
    docs: [sources.ignition, sources.sparkplug, sources.maglev, sources.turbofan, sources.hiddenClasses],
  };
}

function diagram(t: Translate): Diagram {
  const tier = (id: string, row: number, label: string) => ({
    ...{ id, label, x: 170, y: 84 + row * 57 },
    ...{ width: 200, height: 47 },
  });
  return {
    title: t('The life of a function'),
    height: 312,
    boxes: [
      { id: 'source', x: 10, y: 10, width: 106, height: 50, label: t('source text') },
      { id: 'parser', x: 144, y: 10, width: 106, height: 50, label: t('parser') },
      { id: 'bytecode', x: 278, y: 10, width: 106, height: 50, label: t('bytecode') },
      tier('ignition', 0, 'Ignition'),
      tier('sparkplug', 1, 'Sparkplug'),
      tier('maglev', 2, 'Maglev'),
      tier('turbofan', 3, 'TurboFan'),
      { id: 'seen', x: 10, y: 84, width: 130, height: 218, label: t('kinds of values seen') },
    ],
    arrows: [
      [
        [116, 35],
        [144, 35],
      ],
      [
        [250, 35],
        [278, 35],
      ],
      [
        [330, 60],
        [330, 84],
      ],
      ...[0, 1, 2].map(
        (row) =>
          [
            [270, 131 + row * 57],
            [270, 141 + row * 57],
          ] as const,
      ),
      [
        [170, 106],
        [140, 106],
      ],
      [
        [140, 222],
        [170, 222],
      ],
      [
        [140, 280],
        [170, 280],
      ],
      [
        [370, 222],
        [390, 222],
      ],
      [
        [370, 280],
        [390, 280],
        [390, 106],
        [370, 106],
      ],
    ],
    tokens: { code: 'area()', kind: '{w, h}', other: '{h, w}' },
    steps: [
      {
        fact: fact(
          t('The parser skims the function as the file is loaded: enough to skip it.'),
          sources.preparser,
        ),
        active: ['source', 'parser'],
        at: { code: 'parser' },
      },
      {
        fact: fact(t('At its first call it is parsed and compiled to bytecode.'), sources.preparser),
        active: ['bytecode'],
        at: { code: 'bytecode' },
      },
      {
        fact: fact(
          t('Ignition interprets the bytecode, and V8 notes which kinds of values come along.'),
          sources.maglev,
        ),
        active: ['ignition', 'seen'],
        at: { code: 'ignition', kind: 'seen' },
      },
      {
        fact: fact(
          t('Sparkplug makes plain machine code of the bytecode, almost at once.'),
          sources.sparkplug,
        ),
        active: ['sparkplug', 'seen'],
        at: { code: 'sparkplug', kind: 'seen' },
      },
      {
        fact: fact(
          t('Maglev makes code for just the kinds that were seen, with checks that they stay so.'),
          sources.maglev,
        ),
        active: ['maglev', 'seen'],
        at: { code: 'maglev', kind: 'seen' },
      },
      {
        fact: fact(
          t('If the function stays hot, TurboFan takes its time for the fastest code.'),
          sources.maglev,
        ),
        active: ['turbofan', 'seen'],
        at: { code: 'turbofan', kind: 'seen' },
      },
      {
        fact: fact(t('An object of another shape comes: a check fails.'), sources.maglev),
        active: ['turbofan'],
        held: { turbofan: t('check fails') },
        at: { code: 'turbofan', kind: 'seen', other: 'seen' },
      },
      {
        fact: fact(
          t('The function goes on in bytecode where it was, and what is seen now is noted as well.'),
          sources.maglev,
        ),
        active: ['ignition', 'seen'],
        at: { code: 'ignition', kind: 'seen', other: 'seen' },
      },
    ],
  };
}
