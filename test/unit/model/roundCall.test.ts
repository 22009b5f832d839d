import assert from 'node:assert/strict';
import { growingCallOfRound } from '../../../src/model/roundCall';

/** What stands at the call that took a round's time; the round's head is at `¦`. */
function at(marked: string, ofCallback = false): string | null {
  const text = marked.replace('¦', '');
  const call = growingCallOfRound(text, marked.indexOf('¦'), ofCallback);
  return call === null ? null : /^\w+\(\w*/.exec(text.slice(call))![0];
}

describe('the growing call of a round', () => {
  it('is the one in the body of a loop, or in its head', () => {
    assert.equal(
      at('¦for (const a of b) {\n  a.trim();\n  if (!seen.includes(a))\n    seen.push(a);\n}'),
      'includes(a',
    );
    assert.equal(at('¦for (const a of b) if (!seen.includes(a)) seen.push(a);\nx.indexOf(b)'), 'includes(a');
    assert.equal(at('¦while ((at = text.indexOf(word, at)) !== -1) {\n  at++;\n}'), 'indexOf(word');
    assert.equal(at('for (const ¦a of b) {\n  if (!seen.includes(a)) seen.push(a);\n}'), 'includes(a');
    assert.equal(at('for await (let ¦[a] of b) seen.splice(a, 1);'), 'splice(a');
    assert.equal(at('¦for (;;) {\n  all = all.concat(next());\n}'), 'concat(next');
  });

  it('is the one in a function that is called for each item', () => {
    const filter =
      'list.filter(¦(a) => {\n  const b = norm(a);\n  return other.lastIndexOf(b) < 0;\n}).shift()';
    assert.equal(at(filter, true), 'lastIndexOf(b');
    assert.equal(at('list.map(¦a => b.includes(a), c.indexOf(d))', true), 'includes(a');
    assert.equal(at('list.forEach(function ¦(a) {\n  b.splice(a, 1);\n});', true), 'splice(a');
  });

  it('is none where several lines have one, an inner loop has its own head, or there is none', () => {
    const texts = [
      '¦for (const a of b) {\n  c.includes(a);\n  d.includes(a);\n}',
      '¦for (const a of b) {\n  for (const c of d) {\n    e.includes(c);\n  }\n}',
      '¦for (const a of b) {\n  sum += a;\n}\nc.includes(sum)',
      '¦for (const a of b) {\n  include(a);\n}',
      '¦if (a) {\n  c.includes(a);\n}',
      '¦for (const a of b) {\n  c.includes(a);',
      'for (¦a of b) c.includes(a);',
      'const ¦a = (b) => c.includes(b);',
      'each(let ¦a); c.includes(a);',
      '¦for',
      '¦',
    ];
    assert.deepEqual(
      texts.map((text) => at(text)),
      texts.map(() => null),
    );
  });

  it('is on one line that has two', () => {
    assert.equal(at('¦for (const a of b) {\n  if (!c.includes(a) && !d.includes(a)) e++;\n}'), 'includes(a');
  });
});
