import assert from 'node:assert/strict';
import { LruMap } from '../../../src/model/lruMap';
import { SourceText } from '../../../src/model/sourceText';

describe('a map with a cap', () => {
  it('forgets what was used longest ago', () => {
    const map = new LruMap<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    assert.deepEqual([map.get('a'), map.get('b'), map.get('c')], [1, undefined, 3]);
  });

  it('goes by weight, also one that is known later, and keeps the newest', () => {
    const map = new LruMap<number>(10);
    map.set('a', 1, 4);
    map.set('b', 2, 0);
    map.weigh('b', 7);
    assert.deepEqual([map.get('a'), map.get('b')], [undefined, 2]);
    map.set('c', 3, 99);
    assert.deepEqual([map.size, map.get('c')], [1, 3]);
    map.weigh('gone', 5);
    map.clear();
    assert.equal(map.size, 0);
  });
});

describe('the text of a script', () => {
  it('has the lines that V8 counts', () => {
    const text = new SourceText('a\nbc\r\nd\u2028e\rf');
    const offsets = [
      text.offsetAt(0, 0),
      text.offsetAt(1, 1),
      text.offsetAt(2, 0),
      text.offsetAt(3, 0),
      text.offsetAt(4, 0),
    ];
    assert.deepEqual(offsets, [0, 3, 6, 8, 10]);
    assert.deepEqual(text.positionAt(3), { line0: 1, col0: 1 });
    assert.deepEqual(text.positionAt(10), { line0: 4, col0: 0 });
  });

  it('has no place outside of them', () => {
    const text = new SourceText('ab\nc');
    for (const [line, column] of [
      [2, 0],
      [0, 9],
      [-1, 0],
      [0, -1],
    ] as const) {
      assert.equal(text.offsetAt(line, column), null);
    }
  });
});
