import assert from 'node:assert/strict';
import { colorsFor } from '../../../src/cli/colors';

describe('colorsFor', () => {
  const cases: readonly [NodeJS.ProcessEnv, boolean, boolean][] = [
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  ];
  for (const [env, isTTY, expected] of cases)
    it(`${JSON.stringify(env)}, ${isTTY ? 'terminal' : 'pipe'}: ${expected ? 'colours' : 'none'}`, () =>
      assert.equal(colorsFor(env, isTTY).isColorSupported, expected));
});
