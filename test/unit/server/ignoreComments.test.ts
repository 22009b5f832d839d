import assert from 'node:assert/strict';
import { IgnoreComments } from '../../../src/server/ignoreComments';

/** Lines of a text on which findings of a rule are ignored. */
function ignoredLines(text: string, rule: 'blocking-call' | 'slow-regex' = 'blocking-call'): number[] {
  const comments = new IgnoreComments(text);
  const lines = text.split('\n').map((_, at) => at + 1);
  return lines.filter((line) => comments.covers({ rule, start: { file: 'a.js', line, column: 1 } }));
}

const next = 'looplens-ignore-next-line';

describe('a comment that ignores', () => {
  it('counts for the line after it, or for the whole file', () => {
    assert.deepEqual(ignoredLines(`a;\n  // ${next} blocking-call: once\nb;\nc;`), [3]);
    assert.deepEqual(ignoredLines(`/* ${next} blocking-call: once */\r\nb;\r\nc;`), [2]);
    assert.deepEqual(ignoredLines('a;\n// looplens-ignore-file blocking-call: script\nb;'), [1, 2, 3]);
  });

  it('counts for the rules that it names, or for all', () => {
    assert.deepEqual(ignoredLines(`// ${next} blocking-call, slow-regex: once\na;`, 'slow-regex'), [2]);
    assert.deepEqual(ignoredLines(`// ${next} slow-regex: once\na;`), []);
    assert.deepEqual(ignoredLines(`// ${next} : once\na;`), [2]);
  });

  it('counts only with a reason', () => {
    assert.deepEqual(ignoredLines(`// ${next} blocking-call\na;`), []);
    assert.deepEqual(ignoredLines(`// ${next} blocking-call: \na;`), []);
    assert.deepEqual(ignoredLines(`/* ${next} blocking-call: */\na;`), []);
  });
});
