import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteDetails } from '../../../src/host/details';
import { steadyDuration } from '../../../src/host/delayText';
import { formatMs, t, useTranslations } from '../../../src/host/l10n';
import { problemOf } from '../../../src/host/problemText';
import { blockedNowText, noteText } from '../../../src/host/words';
import { findings } from '../../../src/model/findings';
import { categories } from '../../../src/shared/report';
import type { Stall } from '../../../src/shared/snapshot';
import { repoRoot } from '../../nodes';
import { block, frame, site, siteView } from '../../fakes/reports';

const inLodash = frame({ functionName: 'baseClone', module: 'lodash' });
const limits = { problemWarningMs: 50, problemErrorMs: 200 };

describe('in German', () => {
  before(() => {
    const texts = readFileSync(join(repoRoot, 'l10n', 'bundle.l10n.de.json'), 'utf8');
    useTranslations(JSON.parse(texts) as Record<string, string>);
  });
  after(() => useTranslations(undefined));

  it('figures have a comma', () => {
    assert.deepEqual([412, 1234, 0.4, 2000].map(formatMs), ['412 ms', '1,2 s', '0,4 ms', '2 s']);
    assert.match(steadyDuration(1234), /\u20071,2 s$/);
  });

  it('notes are right for one block and for many', () => {
    const once = site({ category: 'cpu', call: null, maxMs: 1234 });
    assert.equal(noteText(once, null, false), '● einmal blockiert, 1,2 s · Rechenarbeit in JavaScript');
    assert.equal(
      noteText(site({ count: 3, maxMs: 411.7 }), inLodash, true),
      '○ vor dieser Bearbeitung: 3× blockiert, am längsten 412 ms · fs.readFileSync in lodash baseClone',
    );
    const stall = { durationMs: 1260, category: 'regex', call: null, culprit: null } as Stall;
    assert.equal(blockedNowText(stall), '● blockiert gerade · 1,2 s · Auswertung eines regulären Ausdrucks');
  });

  it('details have no English left', () => {
    const uses = ['a', 'b', 'c', 'd', 'e', 'f'].map((handler) => ({
      ...{ target: 't1', handler, frame: null, count: 1, totalMs: 100, maxMs: 100 },
    }));
    const text = siteDetails({
      site: siteView({ count: 4, totalMs: 1200, maxMs: 412, spread: [2, 1, 0, 1, 0, 0], uses }),
      longest: block({ durationMs: 412 }),
      share: 0.001,
      edited: true,
    });
    assert.match(text, /^\*\*Hat die Event-Loop 4-mal blockiert: am längsten 412 ms\*\*\n/);
    assert.match(text, /\nDurch fs\.readFileSync \(zu 95 % sicher: der Aufruf wurde gemessen\)\n/);
    assert.match(text, /\np99 100 ms, insgesamt 1,2 s, unter 1 % der Blockierzeit aller Zeilen\n/);
    assert.match(text, /\nFür a \(8 %\), .* und 1 weitere\n/);
    assert.match(text, /\*\*Stattdessen:\*\* fs\.promises\.readFile statt fs\.readFileSync verwenden und/);
    // What links lead to is not read.
    assert.doesNotMatch(text.replaceAll(/\(command:[^)]*\)/g, ''), /\b(the|of|and|for|with|longest|to)\b/);
  });

  it('problems are sentences, with the first of the advice', () => {
    const cpu = site({ category: 'cpu', call: null, maxMs: 60, handlers: ['a', 'b', 'c', 'd'] });
    assert.equal(
      problemOf(cpu, null, limits, null)?.message,
      'Event-Loop 60 ms lang blockiert durch Rechenarbeit in JavaScript, in a, b, c und 1 weitere.',
    );
    const long = block({ category: 'module-load', call: null });
    assert.match(
      problemOf(site({ count: 2, totalMs: 150, category: 'module-load', call: null }), long, limits, 30)!
        .message,
      /^Event-Loop 2-mal blockiert durch Laden von Modulen, bis zu 100 ms lang \(insgesamt 150 ms\)\. Das überschreitet das Budget von 30 ms für renderReport\. .* beim Start anfällt\.$/,
    );
  });

  it('advice is there for every category, and English in a report', () => {
    for (const category of categories.filter((one) => one !== 'unknown')) {
      const blocks = [block({ category, call: null, culprit: inLodash })];
      const [[german], [english]] = [findings(blocks, t), findings(blocks)];
      for (const part of ['title', 'why', 'fix'] as const) {
        assert.notEqual(german![part], english![part], category);
        assert.match(german![part], /^\S.*\S$/, category);
        assert.doesNotMatch(german![part], /\b(the|of|and|for|with|longest)\b|\{\d\}/, category);
      }
    }
  });
});
