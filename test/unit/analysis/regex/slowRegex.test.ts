import assert from 'node:assert/strict';
import { Bindings } from '../../../../src/analysis/bindings';
import { findRegexes } from '../../../../src/analysis/regex/find';
import { placesOf, slowRegexFinding } from '../../../../src/analysis/regex/slowRegex';
import type { RegexVerdict } from '../../../../src/analysis/regex/verdict';
import { parse } from '../../../../src/analysis/syntax';

const attack = { prefix: '', pump: ' ', suffix: 'x', length: 12_001, ms: 120.4 };
const quadratic: RegexVerdict = { verdict: 'confirmed', degree: 2, attack };
const exponential: RegexVerdict = {
  verdict: 'confirmed',
  degree: 'exponential',
  attack: { ...attack, length: 30 },
};

function finding(text: string, verdict: RegexVerdict) {
  const source = parse('/app/x.ts', text);
  const [use] = findRegexes(source, new Bindings(source));
  assert.ok(use);
  return slowRegexFinding(use, verdict, placesOf(use, source));
}

const request = (guard: string) =>
  `exports.h = (req, res) => { const s = req.body.s; ${guard} return /\\s+$/.test(s); };`;

describe('what is said of a slow regular expression', () => {
  it('is a warning where a request decides a subject of any length', () => {
    const found = finding(request(''), quadratic);
    assert.equal(found?.severity, 'warning');
    assert.deepEqual(found.start, { file: '/app/x.ts', line: 1, column: request('').indexOf('/\\s+$/') + 1 });
    assert.deepEqual(found.detail, {
      attack: "' '.repeat(12000) + 'x'",
      length: 12_001,
      ms: 120,
      degree: 2,
      from: 'request',
    });
  });

  it('is none where a limit keeps it short enough, and one where the limit is too long', () => {
    assert.equal(finding(request('if (s.length > 1000) return;'), quadratic)?.severity, 'hint');
    assert.equal(finding(request('if (s.length > 1000) return;'), quadratic)?.detail.maxLength, 1000);
    assert.equal(finding(request('if (s.length > 50000) return;'), quadratic)?.severity, 'warning');
    assert.equal(finding(request('if (s.length > 1000) return;'), exponential)?.severity, 'warning');
    assert.equal(finding(request('if (s.length > 20) return;'), exponential)?.severity, 'hint');
  });

  it('is a warning for an exponential one whoever decides the subject, but for the file itself', () => {
    assert.equal(finding('export const f = (s) => /r/.test(s)', exponential)?.severity, 'warning');
    assert.equal(finding('export const f = (s) => /r/.test(s)', quadratic)?.severity, 'information');
    assert.equal(finding('export const R = /r/', exponential)?.severity, 'warning');
    assert.equal(finding('export const R = /r/', quadratic)?.severity, 'information');
    assert.equal(finding("/r/.test('constant')", exponential)?.severity, 'hint');
  });

  it('is nothing where no slowdown was reproduced', () => {
    for (const verdict of ['harmless', 'unconfirmed'] as const)
      assert.equal(finding(request(''), { verdict, degree: 1, attack: null }), null);
  });
});
