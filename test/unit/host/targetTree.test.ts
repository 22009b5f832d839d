import assert from 'node:assert/strict';
import {
  copiedText,
  descriptionOf,
  labelOf,
  targetTree,
  type TargetNode,
  type TreeNode,
} from '../../../src/host/targetTree';
import type { SiteUse, Snapshot, Stall, TargetView } from '../../../src/shared/snapshot';
import { emptySnapshot } from '../../fakes/engine';
import { frame, siteView } from '../../fakes/reports';

const loop = { p50Ms: 1, p99Ms: 12, maxMs: 20, utilization: 0.5 };

function target(id: string, more: Partial<TargetView> = {}): TargetView {
  return {
    ...{ id, pid: 7, threadId: 0, kind: 'process', parent: null, name: `/app/${id}.js`, node: 'v20.20.2' },
    ...{ owner: 'session', startedAtMs: 0, endedAtMs: null, lastSecond: loop, overall: loop },
    gc: { count: 0, totalMs: 0, maxMs: 0 },
    gcShare: 0,
    ...more,
  };
}

function use(of: string, handler: string | null, totalMs: number): SiteUse {
  return { target: of, handler, frame: null, count: 2, totalMs, maxMs: totalMs };
}

const siteAt = (line: number, ...uses: SiteUse[]) => siteView({ site: frame({ line }), uses });

function tree(snapshot: Partial<Snapshot>, shown = () => true): TargetNode[] {
  return targetTree({ ...emptySnapshot, ...snapshot }, shown);
}

/** Labels, indented by depth. */
function outline(nodes: readonly TreeNode[], depth = 0): string[] {
  return nodes.flatMap((node) => [
    '  '.repeat(depth) + labelOf(node),
    ...(node.kind === 'site' ? [] : outline(node.children, depth + 1)),
  ]);
}

describe('the tree of targets', () => {
  it('has routes and their lines below a thread, worst first, and lines without a route beside them', () => {
    const nodes = tree({
      targets: [target('server')],
      sites: [
        siteAt(1, use('server', 'GET /a', 100), use('server', 'GET /b', 300)),
        siteAt(2, use('server', 'GET /a', 150), use('server', null, 290)),
        siteAt(3, use('another', null, 900)),
      ],
    });
    assert.deepEqual(outline(nodes), [
      'server.js',
      '  GET /b',
      '    renderReport report.js:1',
      '  renderReport report.js:2',
      '  GET /a',
      '    renderReport report.js:2',
      '    renderReport report.js:1',
    ]);
    assert.deepEqual(nodes[0]?.children.map(descriptionOf), [
      '300 ms · 2×',
      '290 ms · 2× · fs.readFileSync · max 290 ms',
      '250 ms · 4×',
    ]);
  });

  it('has child processes and workers below what started them, live ones first, then by harm', () => {
    const nodes = tree({
      targets: [
        target('gone', { endedAtMs: 5 }),
        target('quiet'),
        target('parent'),
        target('worker', { parent: 'parent', kind: 'worker', threadId: 3 }),
        target('orphan', { parent: 'forgotten' }),
      ],
      sites: [siteAt(1, use('gone', null, 900), use('worker', null, 50))],
    });
    assert.deepEqual(outline(nodes), [
      'parent.js',
      '  worker.js',
      '    renderReport report.js:1',
      'quiet.js',
      'orphan.js',
      'gone.js',
      '  renderReport report.js:1',
    ]);
    const [worker] = nodes[0]!.children;
    assert.equal(descriptionOf(worker!), 'delay 12 ms · 50 % busy · thread 3');
    assert.equal(descriptionOf(nodes.at(-1)!), 'ended · process 7');
  });

  it('leaves out what has ended without a block, and lines that are not to be shown', () => {
    const targets = [target('gone', { endedAtMs: 5 }), target('server')];
    const sites = [siteAt(1, use('gone', null, 900), use('server', null, 5))];
    assert.deepEqual(outline(tree({ targets, sites }, () => false)), ['server.js']);
  });

  it('says what blocks a thread now', () => {
    const stall = { target: 'server', durationMs: 1234, category: 'cpu', call: null, culprit: null } as Stall;
    const [node] = tree({ targets: [target('server')], stalls: [stall] });
    assert.equal(descriptionOf(node!), 'blocked for 1.2 s by computing in JavaScript · process 7');
  });

  it('keeps the ids of what stays, and has none twice', () => {
    const given = (totalMs: number) => ({
      targets: [target('server'), target('worker', { parent: 'server' })],
      sites: [
        siteAt(1, use('server', 'GET /a', totalMs), use('server', null, 1), use('worker', 'GET /a', 5)),
        siteAt(2, use('server', 'GET /a', 20)),
      ],
    });
    const ids = (nodes: readonly TreeNode[]): string[] =>
      nodes.flatMap((node) => [node.id, ...(node.kind === 'site' ? [] : ids(node.children))]);
    const before = ids(tree(given(10)));
    assert.equal(new Set(before).size, before.length);
    assert.deepEqual(ids(tree(given(100))).sort(), before.sort());
  });

  it('can be copied', () => {
    const [node] = tree({
      targets: [target('server', { endedAtMs: 1 })],
      sites: [siteAt(1, use('server', 'GET /a', 100))],
    });
    assert.deepEqual(copiedText(node!).split('\n'), [
      '- server.js – ended · process 7',
      '  - GET /a – 100 ms · 2×',
      '    - renderReport report.js:1 – 100 ms · 2× · fs.readFileSync · max 100 ms (/app/src/report.js:1)',
    ]);
  });
});
