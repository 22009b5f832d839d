import assert from 'node:assert/strict';
import { IgnoreComments } from '../../../src/server/ignoreComments';

/** Lines of a text on which findings of a rule are ignored. */
function ignoredLines(text: string, rule: 'blocking-call' | 'slow-regex' = 'blocking-call'): number[] {
  const comments = new IgnoreComments(text);
  const lines = text.split('\n').map((_, at) => at + 1);
  return [...lines, lines.length + 1].filter((line) =>
    comments.covers({ rule, start: { file: 'a.js', line, column: 1 } }),
  );
}

describe('a comment that ignores', () => {
  it('counts for the line after it, or for its own where code stands before it', () => {
    assert.deepEqual(ignoredLines('a;\n  // looplens-ignore blocking-call: once\nb;\nc;'), [2, 3]);
    assert.deepEqual(ignoredLines('a;\nb; // looplens-ignore blocking-call: once\nc;'), [2]);
    assert.deepEqual(ignoredLines('/* looplens-ignore blocking-call: once */\r\nb;\r\nc;'), [1, 2]);
    assert.deepEqual(ignoredLines('{/* looplens-ignore blocking-call: once */}\nb;'), [1, 2]);
  });

  it('counts for the rules that it names, and with a reason only', () => {
    const both = '// looplens-ignore blocking-call, slow-regex: once\n';
    assert.deepEqual(ignoredLines(both, 'slow-regex'), [1, 2]);
    assert.deepEqual(ignoredLines('// looplens-ignore slow-regex: once\n'), []);
    assert.deepEqual(ignoredLines('// looplens-ignore blocking-call\n'), []);
    assert.deepEqual(ignoredLines('// looplens-ignore blocking-call: \n'), []);
    assert.deepEqual(ignoredLines('/* looplens-ignore blocking-call: */\n'), []);
  });
});
