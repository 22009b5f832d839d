import type { Block, Frame, Report, Site, TargetReport } from '../../src/shared/report';
import type { SiteView } from '../../src/shared/snapshot';

const startedAt = '2026-01-02T03:04:05.000Z';

export function frame(given: Partial<Frame> = {}): Frame {
  return {
    functionName: 'renderReport',
    file: '/app/src/report.js',
    line: 2,
    column: 19,
    source: 'original',
    generated: null,
    module: null,
    ...given,
  };
}

export function block(given: Partial<Block> = {}): Block {
  const site = given.site === undefined ? frame() : given.site;
  return {
    target: 't1',
    startedAt,
    startMs: 1000,
    durationMs: 100,
    ended: true,
    phase: 'running',
    category: 'sync-io',
    call: 'fs.readFileSync',
    site,
    culprit: site,
    stack: site ? [site] : [],
    handler: null,
    samples: 3,
    evidence: 'wrapper',
    confidence: 0.95,
    ...given,
  };
}

export function site(given: Partial<Site> = {}): Site {
  return {
    site: frame(),
    category: 'sync-io',
    call: 'fs.readFileSync',
    count: 1,
    totalMs: 100,
    maxMs: 100,
    p99Ms: 100,
    handlers: [],
    ...given,
  };
}

export function siteView(given: Partial<SiteView> = {}): SiteView {
  return { ...site(given), spread: [0, 1, 0, 0, 0, 0], uses: [], ...given };
}

export function target(given: Partial<TargetReport> = {}): TargetReport {
  return {
    id: 't1',
    pid: 4711,
    threadId: 0,
    kind: 'process',
    parent: null,
    name: 'server.js',
    node: 'v20.20.2',
    startedAt,
    endedAt: '2026-01-02T03:04:17.000Z',
    eventLoop: { p50Ms: 1.2, p99Ms: 80, maxMs: 812, utilization: 0.43 },
    gc: { count: 12, totalMs: 40, maxMs: 9 },
    ...given,
  };
}

export function report(given: Partial<Report> = {}): Report {
  return {
    schema: 'looplens-report/1',
    startedAt,
    endedAt: '2026-01-02T03:04:17.000Z',
    command: ['node', 'server.js'],
    targets: [target()],
    blocks: [],
    sites: [],
    findings: [],
    capture: {
      overhead: { mainThreadPct: 0.4, method: 'estimated' },
      dropped: { blocks: 0, samples: 0 },
      notes: [],
    },
    ...given,
  };
}
