import type { StaticFinding } from '../../src/analysis/finding';
import type { LintFinding } from '../../src/shared/lint';
import type { MeasuredSite } from '../../src/shared/serverApi';

/** `fs.readFileSync` on line 12 of a file, in a function that `GET /report` calls. */
export function staticFinding(given: Partial<StaticFinding> = {}): StaticFinding {
  const file = '/app/render.js';
  return {
    rule: 'blocking-call',
    severity: 'warning',
    file,
    span: { start: 200, end: 230 },
    start: { file, line: 12, column: 5 },
    end: { file, line: 12, column: 35 },
    call: 'fs.readFileSync',
    handler: {
      framework: 'express',
      name: 'GET /report',
      place: { file: '/app/app.js', line: 3, column: 1 },
    },
    path: [
      { functionName: 'GET /report', place: { file: '/app/app.js', line: 4, column: 3 } },
      { functionName: 'render', place: { file, line: 12, column: 5 } },
    ],
    detail: {},
    ...given,
  };
}

/** The same as `looplens lint` tells it. */
export function lintFinding(given: Partial<LintFinding> = {}): LintFinding {
  return {
    rule: 'blocking-call',
    severity: 'warning',
    message: 'fs.readFileSync blocks the event loop in GET /report.',
    file: '/app/src/render.js',
    line: 12,
    column: 5,
    endLine: 12,
    endColumn: 35,
    call: 'fs.readFileSync',
    handler: 'GET /report',
    path: [
      { file: '/app/src/app.js', line: 4, functionName: 'GET /report' },
      { file: '/app/src/render.js', line: 12, functionName: 'render' },
    ],
    ...given,
  };
}

/** What was measured of that line. */
export function measuredSite(given: Partial<MeasuredSite> = {}): MeasuredSite {
  return {
    file: '/app/render.js',
    line: 12,
    lineNow: 12,
    edited: false,
    call: 'fs.readFileSync',
    count: 14,
    totalMs: 900,
    maxMs: 180,
    handlers: ['GET /report'],
    severity: 'warning',
    hidden: false,
    ...given,
  };
}
