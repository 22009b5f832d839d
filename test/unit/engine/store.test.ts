import assert from 'node:assert/strict';
import { BlockStore } from '../../../src/engine/store';
import { block, frame } from '../../fakes/reports';

const at = (line: number, startMs = 0) => block({ site: frame({ line }), startMs });

describe('BlockStore', () => {
  it('keeps blocks in order, and sums up their lines', () => {
    const store = new BlockStore();
    for (const one of [at(1), at(2), at(1)]) store.add(one);
    assert.deepEqual(
      store.blocks.map(({ site }) => site?.line),
      [1, 2, 1],
    );
    assert.deepEqual(
      store.sites().map(({ site, count }) => [site.line, count]),
      [
        [1, 2],
        [2, 1],
      ],
    );
  });

  it('counts blocks that still last with their lines, and does not keep them', () => {
    const store = new BlockStore();
    store.add(at(1));
    assert.equal(store.sites([at(1), at(3)])[0]?.count, 2);
    assert.equal(store.sites().length, 1);
    assert.equal(store.blocks.length, 1);
  });

  it('drops the oldest past 10,000, says how many, and forgets no line', () => {
    const store = new BlockStore();
    for (let n = 0; n < 10_001; n++) store.add(at(n === 0 ? 1 : 2, n));
    assert.equal(store.blocks.length + store.dropped, 10_001);
    assert.ok(store.dropped > 0 && store.blocks.length <= 10_000);
    assert.equal(store.blocks.at(-1)?.startMs, 10_000);
    assert.equal(store.blocks[0]?.startMs, store.dropped);
    assert.deepEqual(
      store.sites().map(({ site, count }) => [site.line, count]),
      [
        [2, 10_000],
        [1, 1],
      ],
    );
  });

  it('forgets nothing for a block that lasts', () => {
    const store = new BlockStore();
    for (let n = 0; n < 10_001; n++) store.add(at(n === 0 ? 1 : 2, n));
    const counts = store.sites([at(3)]).map(({ site, count }) => [site.line, count]);
    assert.deepEqual(
      new Map(counts as [number, number][]),
      new Map([
        [1, 1],
        [2, 10_000],
        [3, 1],
      ]),
    );
  });

  it('forgets the blocks of targets that are gone, but for those of lines that others measured, too', () => {
    const store = new BlockStore();
    const of = (line: number | null, target: string) =>
      block({ site: line === null ? null : frame({ line }), target });
    for (const one of [of(1, 't1'), of(1, 't2'), of(2, 't2'), of(null, 't2'), of(null, 't1')]) store.add(one);
    store.forget(new Set(['t2']));
    const left = store.blocks.map(({ site, target }) => [site?.line, target]);
    assert.deepEqual(left, [[1, 't1'], [1, 't2'], [undefined, 't1']]); // prettier-ignore
    assert.deepEqual(store.sites().map(({ count }) => count), [2]); // prettier-ignore
  });

  it('can be cleared', () => {
    const store = new BlockStore();
    store.add(at(1));
    store.clear();
    assert.deepEqual([store.blocks, store.sites(), store.dropped], [[], [], 0]);
  });
});
