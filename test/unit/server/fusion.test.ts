import assert from 'node:assert/strict';
import { english } from '../../../src/model/message';
import { fuse, type MeasuredFile } from '../../../src/server/fusion';
import { measuredSite, staticFinding } from '../../fakes/lint';

const measured = (given: Partial<MeasuredFile> = {}): MeasuredFile => ({
  thresholdMs: 20,
  handlers: [],
  sites: [],
  ...given,
});
const finding = staticFinding();

describe('evidence', () => {
  it('raises a finding that was measured harmful, with the figures', () => {
    const site = measuredSite({ severity: 'error', maxMs: 1200 });
    const verdict = fuse(finding, measured({ sites: [site] }), english);
    assert.equal(verdict.severity, 'error');
    assert.equal(verdict.evidence, 'Measured: 14 × up to 1.2 s, GET /report.');
    assert.equal(verdict.site, site);
  });

  it('lowers one that was measured and is below what the user minds', () => {
    const site = measuredSite({ severity: 'information', maxMs: 24, handlers: [] });
    const verdict = fuse(finding, measured({ sites: [site] }), english);
    assert.equal(verdict.severity, 'information');
    assert.equal(verdict.evidence, 'Measured: 14 × up to 24 ms.');
  });

  it('names three handlers, and that there are more', () => {
    const site = measuredSite({ handlers: ['a', 'b', 'c', 'd'] });
    const { evidence } = fuse(finding, measured({ sites: [site] }), english);
    assert.match(evidence, /, a, b, c, …\.$/);
  });

  it('that is older than the line does not decide', () => {
    const site = measuredSite({ severity: 'error', edited: true });
    const verdict = fuse(finding, measured({ sites: [site] }), english);
    assert.equal(verdict.severity, 'warning');
    assert.match(verdict.evidence, /^Measured before this edit: 14 × up to 180 ms/);
  });

  it('of another line or another call is not taken for this one', () => {
    const others = [
      measuredSite({ lineNow: 13 }),
      measuredSite({ lineNow: 11 }),
      measuredSite({ call: 'JSON.parse' }),
    ];
    const verdict = fuse(finding, measured({ sites: others }), english);
    assert.deepEqual(verdict, { severity: 'warning', evidence: '', site: null, hidden: false });
  });

  it('of a call over several lines, or of a line without a known call, is', () => {
    const long = staticFinding({ end: { file: finding.file, line: 15, column: 3 } });
    for (const site of [measuredSite({ lineNow: 14 }), measuredSite({ call: null })])
      assert.equal(fuse(long, measured({ sites: [site] }), english).site, site);
  });

  it('hides a line that the user wants to hear no more of', () => {
    const sites = [measuredSite({ hidden: true })];
    assert.equal(fuse(finding, measured({ sites }), english).hidden, true);
  });

  it('makes a hint of what never blocked though its handler ran often, and claims no more than was seen', () => {
    const handlers = [{ name: 'GET /report', blocks: 40 }];
    const verdict = fuse(finding, measured({ handlers }), english);
    assert.equal(verdict.severity, 'hint');
    assert.equal(
      verdict.evidence,
      'Not measured: GET /report was seen to block 40 times, never here for 20 ms or longer.',
    );
  });

  it('does not, where the handler was seen a few times, or not at all, or there is none', () => {
    const few = [{ name: 'GET /report', blocks: 3 }];
    assert.equal(fuse(finding, measured({ handlers: few }), english).severity, 'warning');
    const other = [{ name: 'GET /other', blocks: 40 }];
    assert.equal(fuse(finding, measured({ handlers: other }), english).evidence, '');
    const without = staticFinding({ handler: null });
    assert.equal(fuse(without, measured({ handlers: other }), english).severity, 'warning');
  });
});
