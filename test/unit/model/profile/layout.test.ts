import assert from 'node:assert/strict';
import { Rectangles, timeRectangles, treeRectangles } from '../../../../src/model/profile/layout';
import { parseCpuProfile } from '../../../../src/model/profile/parse';
import { durationUs } from '../../../../src/model/profile/profile';
import { treeOf } from '../../../../src/model/profile/tree';
import { bytesOf, randomProfile } from './profiles';

const profile = parseCpuProfile(bytesOf(randomProfile(11, 80, 400)));
const { nodes, samples, frames } = profile;
const end = durationUs(samples);

/** The call at a moment and row, by going through all samples. */
function callAt(us: number, row: number): number {
  const sample = samples.atUs.findLastIndex((at) => at <= us);
  let node = samples.node[sample] ?? 0;
  while (nodes.depth[node]! > row + 1) node = nodes.parent[node]!;
  return nodes.depth[node] === row + 1 ? node : 0;
}

describe('timeRectangles', () => {
  for (const [name, from, to] of [
    ['all', 0, end],
    ['a part', end * 0.3, end * 0.35],
    ['before and after', -end, end * 2],
  ] as const) {
    it(`shows in each column the calls of that time: ${name}`, () => {
      const widthPx = 500;
      const step = (to - from) / widthPx;
      const shift = Math.round(from / step);
      const out = new Rectangles();
      timeRectangles(samples, nodes, { fromUs: from, toUs: to, widthPx, fromRow: 0, toRow: 100 }, out);
      for (let column = 0; column < widthPx; column++) {
        const us = (shift + column + 0.5) * step;
        for (let row = 0; row < 12; row++) {
          const found = out.at(column, row);
          const expected = us < 0 || us >= end ? 0 : callAt(us, row);
          assert.equal(found < 0 ? 0 : out.node[found], expected, `column ${column}, row ${row}`);
        }
      }
    });
  }

  it('has one rectangle for a call that goes on over many samples, and only the rows in view', () => {
    const out = new Rectangles();
    timeRectangles(samples, nodes, { fromUs: 0, toUs: end, widthPx: 300, fromRow: 1, toRow: 3 }, out);
    const rows = out.row.subarray(0, out.count);
    assert.deepEqual([Math.min(...rows), Math.max(...rows)], [1, 2]);
    for (let a = 0; a < out.count; a++) {
      for (let b = 0; b < out.count; b++) {
        const meets = out.row[a] === out.row[b] && out.toPx[a] === out.fromPx[b];
        assert.ok(!(meets && out.node[a] === out.node[b]), 'two halves of one call');
      }
    }
  });

  it('shows the same calls after panning by whole pixels', () => {
    const [one, other] = [new Rectangles(), new Rectangles()];
    const step = end / 5000;
    const view = (by: number) => ({
      ...{ fromUs: (1000 + by) * step, toUs: (1300 + by) * step, widthPx: 300, fromRow: 0, toRow: 50 },
    });
    timeRectangles(samples, nodes, view(0), one);
    timeRectangles(samples, nodes, view(7), other);
    for (let column = 7; column < 300; column++) {
      for (let row = 0; row < 8; row++) {
        const [a, b] = [one.at(column, row), other.at(column - 7, row)];
        assert.equal(a < 0 ? -1 : one.node[a], b < 0 ? -1 : other.node[b]);
      }
    }
  });
});

describe('treeRectangles', () => {
  const tree = treeOf(nodes, frames.length, { selfUs: null, focus: null, inverted: false });
  const total = tree.totalUs[0]!;

  it('gives each call its share of the width, within its caller', () => {
    const out = new Rectangles();
    treeRectangles(tree, { fromUs: 0, toUs: total, widthPx: 1_000_000, fromRow: 0, toRow: 100 }, out);
    assert.equal(out.count, tree.size - 1);
    for (let i = 0; i < out.count; i++) {
      const share = tree.totalUs[out.node[i]!]! / total;
      assert.ok(Math.abs((out.toPx[i]! - out.fromPx[i]!) / 1_000_000 - share) < 1e-5);
    }
  });

  it('leaves out what is out of view or too narrow', () => {
    const out = new Rectangles();
    treeRectangles(tree, { fromUs: total * 0.5, toUs: total * 0.51, widthPx: 50, fromRow: 2, toRow: 4 }, out);
    assert.ok(out.count > 0 && out.count < tree.size / 4);
    for (let i = 0; i < out.count; i++) {
      assert.ok(out.row[i]! >= 2 && out.row[i]! < 4 && out.fromPx[i]! < out.toPx[i]! && out.toPx[i]! <= 51);
    }
  });
});
