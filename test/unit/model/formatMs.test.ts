import assert from 'node:assert/strict';
import { formatMs } from '../../../src/model/formatMs';

describe('formatMs', () => {
  const cases: readonly [number | null, string][] = [
    [0, '0 ms'],
    [0.04, '0 ms'],
    [0.44, '0.4 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [1234, '1.2 s'],
    [12_000, '12 s'],
    [59_499, '59 s'],
    [59_600, '1 min'],
    [125_000, '2 min 5 s'],
    [null, '?'],
    [-1, '?'],
    [NaN, '?'],
    [Infinity, '?'],
  ];
  for (const [ms, expected] of cases) it(`${ms} → ${expected}`, () => assert.equal(formatMs(ms), expected));
});
