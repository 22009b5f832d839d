import assert from 'node:assert/strict';
import { deserialize, serialize } from 'node:v8';
import { inOwnMemory } from '../../../src/shared/ownMemory';

const message = {
  version: 3,
  rows: [
    { thread: 'a', atMs: Float64Array.of(1.5, NaN), category: Uint8Array.of(1, 2, 3) },
    { thread: 'b', atMs: Float64Array.of(7), category: new Uint8Array(0) },
  ],
  sites: [{ file: 'x.js', line: 3, module: null }],
};

describe('inOwnMemory', () => {
  it('says the same in one piece of memory that holds nothing else', () => {
    const received = deserialize(serialize(message)) as typeof message;
    const own = inOwnMemory(received);
    assert.deepEqual(own, message);
    const columns = own.rows.flatMap(({ atMs, category }) => [atMs, category]);
    const [memory, ...others] = new Set(columns.map(({ buffer }) => buffer));
    assert.equal(others.length, 0);
    assert.equal(memory!.byteLength, 16 + 8 + 8, 'columns begin at multiples of 8');
  });

  it('leaves a message without columns alone', () => {
    const plain = { frames: [{ file: 'x.js' }], unknownMs: 0 };
    assert.equal(inOwnMemory(plain), plain);
  });
});
