import assert from 'node:assert/strict';
import { join } from 'node:path';
import { cli } from '../../../src/cli/cli';
import { fakeContext } from '../../fakes/cliContext';
import { FakeEngine } from '../../fakes/engine';

const root = join(__dirname, '..', '..', '..', '..');

describe('cli', () => {
  it('helps on standard output', async () => {
    const context = fakeContext(new FakeEngine());
    assert.equal(await cli(['--help'], context), 0);
    assert.match(context.out.join(''), /^Looplens names the line/);
    assert.ok(
      context.out
        .join('')
        .split('\n')
        .every((line) => line.length <= 80),
    );
    assert.deepEqual(context.err, []);
  });

  it('knows its version', async () => {
    const context = fakeContext(new FakeEngine(), { dist: join(root, 'dist') });
    assert.equal(await cli(['--version'], context), 0);
    assert.match(context.out.join(''), /^\d+\.\d+\.\d+\S*\n$/);
  });

  it('answers a wrong command line with a sentence, the usage and 2', async () => {
    const context = fakeContext(new FakeEngine());
    assert.equal(await cli(['run', '--fast'], context), 2);
    assert.equal(
      context.err.join(''),
      "looplens: Unknown option '--fast'.\nusage: looplens run [options] -- <command> [args…]\nlooplens --help tells more.\n",
    );
    assert.deepEqual([context.out, context.started], [[], []]);
  });
});
