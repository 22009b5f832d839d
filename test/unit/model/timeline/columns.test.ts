import assert from 'node:assert/strict';
import { ColumnRing } from '../../../../src/model/timeline/columns';

const ring = (cap: number) => new ColumnRing({ at: new Float64Array(0), kind: new Uint8Array(0) }, cap);
const at = (columns: { readonly at: Float64Array } | null): number[] => [...(columns?.at ?? [])];

describe('ColumnRing', () => {
  it('gives what was added after a number, oldest first', () => {
    const columns = ring(1000);
    for (let n = 1; n <= 5; n++) columns.add(n * 10, { at: n, kind: n });
    assert.deepEqual(at(columns.since(-Infinity)), [1, 2, 3, 4, 5]);
    assert.deepEqual(at(columns.since(30)), [4, 5]);
    assert.deepEqual([...columns.since(35)!.kind], [4, 5]);
    assert.equal(columns.since(50), null);
  });

  it('keeps the latest up to its cap, growing on the way', () => {
    const columns = ring(1000);
    for (let n = 1; n <= 3333; n++) columns.add(n, { at: n, kind: n % 200 });
    assert.equal(columns.size, 1000);
    const { at: values, kind } = columns.since(0)!;
    assert.deepEqual(
      [...values],
      Array.from({ length: 1000 }, (_, index) => 2334 + index),
    );
    assert.equal(kind[999], 3333 % 200);
    assert.deepEqual(at(columns.since(3330)), [3331, 3332, 3333]);
    assert.equal(columns.value('at', 0), 2334);
    assert.equal(columns.bytes, 1000 * (8 + 1 + 8));
  });

  it('drops what is old, and goes on', () => {
    const columns = ring(300);
    for (let n = 1; n <= 310; n++) columns.add(n, { at: n, kind: 0 });
    columns.dropWhile('at', (value) => value < 306);
    assert.deepEqual(at(columns.since(0)), [306, 307, 308, 309, 310]);
    for (let n = 311; n <= 620; n++) columns.add(n, { at: n, kind: 0 });
    assert.equal(at(columns.since(0))[0], 321);
    assert.equal(columns.size, 300);
  });

  it('hands out copies', () => {
    const columns = ring(10);
    columns.add(1, { at: 1, kind: 0 });
    columns.since(0)!.at[0] = 7;
    assert.deepEqual(at(columns.since(0)), [1]);
  });

  it('grows a ring that has dropped its beginning', () => {
    const columns = ring(2000);
    for (let n = 1; n <= 256; n++) columns.add(n, { at: n, kind: 0 });
    columns.dropWhile('at', (value) => value <= 100);
    for (let n = 257; n <= 700; n++) columns.add(n, { at: n, kind: 0 });
    assert.deepEqual(
      at(columns.since(0)),
      Array.from({ length: 600 }, (_, index) => 101 + index),
    );
    assert.deepEqual(at(columns.since(698)), [699, 700]);
  });
});
