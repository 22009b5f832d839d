import assert from 'node:assert/strict';
import { lineStartsOf, placeAt } from '../../../src/analysis/places';

describe('the place of an offset', () => {
  it('is that of an editor, however lines end', () => {
    assert.deepEqual(lineStartsOf(''), [0]);
    assert.deepEqual(lineStartsOf('a\nb\n'), [0, 2, 4]);
    assert.deepEqual(lineStartsOf('a\r\nb\r\n\r\n'), [0, 3, 6, 8]);
    assert.deepEqual(lineStartsOf('a\rb\r\nc\n\rd'), [0, 2, 5, 7, 8]);
    // V8 begins a line here, VS Code does not.
    assert.deepEqual(lineStartsOf("'\u2028'\n1"), [0, 4]);
  });

  it('counts lines and columns from 1', () => {
    const starts = lineStartsOf('ab\r\ncd');
    assert.deepEqual(placeAt('/a.js', starts, 5), { file: '/a.js', line: 2, column: 2 });
    assert.deepEqual(placeAt('/a.js', starts, 0), { file: '/a.js', line: 1, column: 1 });
  });
});
