import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { findings } from '../../../src/model/findings';
import { categories, type Report } from '../../../src/shared/report';
import { block, frame, report, site, target } from '../../fakes/reports';

const root = join(__dirname, '..', '..', '..', '..');
const schema = JSON.parse(readFileSync(join(root, 'src/shared/looplens-report-1.schema.json'), 'utf8')) as {
  $defs: { category: { enum: string[] } };
};
const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

/** As a reader gets it. */
function wire(given: Report): Report {
  return JSON.parse(JSON.stringify(given)) as Report;
}

function assertValid(value: unknown): void {
  assert.ok(validate(value), JSON.stringify(validate.errors, null, 1));
}

const mapped = frame({ generated: { file: '/app/dist/report.js', line: 1, column: 8812 } });
const blocks = [
  block({ site: mapped, handler: { framework: 'express', name: 'GET /report' } }),
  block({ site: null, culprit: null, call: null, category: 'unknown', evidence: 'none', confidence: 0 }),
  block({ culprit: frame({ module: 'copier', source: 'generated' }), ended: false, phase: 'startup' }),
];
const full = report({
  targets: [
    target({ endedAt: null }),
    target({
      id: 't2',
      kind: 'worker',
      threadId: 1,
      parent: 't1',
      eventLoop: { p50Ms: null, p99Ms: null, maxMs: null, utilization: null },
    }),
  ],
  blocks,
  sites: [site({ handlers: ['GET /report'] })],
  findings: findings(blocks),
});

describe('looplens-report-1.schema.json', () => {
  it('accepts a full report, one of nothing, and one of a running program', () => {
    assertValid(wire(full));
    assertValid(wire(report({ targets: [] })));
    assertValid(wire(report({ command: null })));
  });

  it('accepts what a later release adds', () => {
    const later = wire(full);
    assertValid({
      ...later,
      extra: 1,
      blocks: later.blocks.map((each) => ({ ...each, requests: 3 })),
    });
  });

  it('knows the categories of report.ts', () => {
    assert.deepEqual(schema.$defs.category.enum, categories);
  });

  const wrong: readonly [string, (given: Report) => unknown][] = [
    ['another version', (given) => ({ ...given, schema: 'looplens-report/2' })],
    ['a missing part', (given) => ({ ...given, sites: undefined })],
    ['a time that is no time', (given) => ({ ...given, startedAt: 'yesterday' })],
    ['an empty command', (given) => ({ ...given, command: [] })],
    ['an unknown category', (given) => with0(given, { category: 'disk' })],
    ['a negative duration', (given) => with0(given, { durationMs: -1 })],
    ['a duration in words', (given) => with0(given, { durationMs: '12 ms' })],
    ['confidence above 1', (given) => with0(given, { confidence: 1.2 })],
    ['a 0-based line', (given) => with0(given, { site: frame({ line: 0 }) })],
    ['a frame without a function', (given) => with0(given, { site: { file: '/a.js', line: 1, column: 1 } })],
    ['a site that is undefined', (given) => with0(given, { site: undefined })],
    ['a handler that is a name', (given) => with0(given, { handler: 'GET /' })],
    [
      'utilization in percent',
      (given) => ({ ...given, targets: [target({ eventLoop: { ...target().eventLoop, utilization: 43 } })] }),
    ],
    ['a site without blocks', (given) => ({ ...given, sites: [site({ count: 0 })] })],
  ];
  for (const [what, change] of wrong)
    it(`refuses ${what}`, () => assert.equal(validate(JSON.parse(JSON.stringify(change(full)))), false));
});

function with0(given: Report, change: object): unknown {
  return { ...given, blocks: [{ ...given.blocks[0], ...change }] };
}
