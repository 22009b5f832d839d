import assert from 'node:assert/strict';
import { parseCpuProfile } from '../../../src/model/profile/parse';
import { treeOf } from '../../../src/model/profile/tree';
import { timeChart, treeChart, type ChartCall } from '../../../src/webview/flame/chartData';
import { above, firstCall, nodeAt, pathTo, visibleRows } from '../../../src/webview/flame/treeRows';
import { cpuProfile } from '../../fakes/cpuProfile';

const profile = parseCpuProfile(
  new TextEncoder().encode(
    cpuProfile([
      [['main /app/a.js:1', 'read /app/a.js:5'], 10],
      [['main /app/a.js:1', 'parse /app/b.js:1', 'trim /app/b.js:9'], 30],
      [['main /app/a.js:1', 'parse /app/b.js:1'], 5],
      [['tick /app/c.js:1'], 20],
      [['main /app/a.js:1', 'read /app/a.js:5'], 8],
    ]),
  ),
);
const { frames, nodes, samples } = profile;
const tree = treeOf(nodes, frames.length, { selfUs: null, focus: null, inverted: false });
const nameOf = (node: number) => frames[tree.frame[node]!]!.functionName;
const sorting = {
  ...{ by: 'total' as const, nameOf },
  selfOf: (node: number) => tree.selfUs[node]!,
  totalOf: (node: number) => tree.totalUs[node]!,
};
const named = (name: string) =>
  Array.from(tree.frame.keys()).findIndex((node) => node > 0 && nameOf(node) === name);

describe('rows of the flame’s table', () => {
  it('are the heaviest first, with those below what is expanded', () => {
    const expanded = new Set([named('main')]);
    assert.deepEqual(visibleRows(tree, expanded, sorting).map(nameOf), ['main', 'parse', 'read', 'tick']);
    const all = new Set([named('main'), named('parse')]);
    assert.deepEqual(visibleRows(tree, all, { ...sorting, by: 'self' }).map(nameOf), [
      ...['tick', 'main', 'read', 'parse', 'trim'],
    ]);
    assert.deepEqual(visibleRows(tree, all, { ...sorting, by: 'name' }).map(nameOf), [
      ...['main', 'parse', 'trim', 'read', 'tick'],
    ]);
  });

  it('lead to the chart and back', () => {
    const trim = named('trim');
    assert.deepEqual(above(tree, trim).map(nameOf), ['main', 'parse']);
    const call = firstCall(nodes, samples, pathTo(tree, trim))!;
    assert.equal(call.atUs, 10_000);
    assert.equal(nodeAt(tree, pathTo(nodes, call.node)), trim);
    assert.equal(nodeAt(tree, [tree.frame[trim]!]), 0, 'trim is no outermost call');
    assert.equal(firstCall(nodes, samples, [tree.frame[trim]!]), null);
  });
});

describe('going from call to call', () => {
  it('in the order of time', () => {
    const chart = timeChart(profile);
    const name = (call: ChartCall | null) => call && frames[chart.frameOf(call.node)]!.functionName;
    const main = chart.at(0)!;
    assert.equal(name(main), 'main');
    assert.deepEqual(chart.spanOf(main), { fromUs: 0, toUs: 45_000 });
    const read = chart.step(main, 'in')!;
    const parse = chart.step(read, 'after')!;
    assert.deepEqual([name(read), name(parse), name(chart.step(parse, 'in'))], ['read', 'parse', 'trim']);
    assert.deepEqual(chart.spanOf(parse), { fromUs: 10_000, toUs: 45_000 });
    assert.equal(name(chart.step(parse, 'after')), 'tick', 'less deep there');
    assert.equal(name(chart.step(parse, 'out')), 'main');
    assert.equal(chart.step(main, 'out'), null);
    assert.equal(chart.step(main, 'before'), null);
    const again = chart.step(chart.step(main, 'after')!, 'after')!;
    assert.deepEqual(chart.spanOf(again), { fromUs: 65_000, toUs: 73_000 }, 'another call of main');
  });

  it('in the merged flame', () => {
    const chart = treeChart(tree);
    const main = chart.at(0)!;
    assert.equal(nameOf(main.node), 'main');
    assert.deepEqual(chart.spanOf(main), { fromUs: 0, toUs: 53_000 });
    const parse = chart.step(main, 'in')!;
    assert.deepEqual([nameOf(parse.node), nameOf(chart.step(parse, 'after')!.node)], ['parse', 'read']);
    assert.equal(chart.step(parse, 'before'), null);
    assert.equal(nameOf(chart.step(main, 'after')!.node), 'tick');
    assert.equal(chart.step(main, 'out'), null);
  });
});
