import assert from 'node:assert/strict';
import { join } from 'node:path';
import { permitProbe } from '../../../src/cli/permission';

const dist = join('opt', 'loop lens', 'dist');
const allow = `"--allow-fs-read=${join(dist, '*').replaceAll('\\', '\\\\')}"`;
const probe = { LOOPLENS: '{}', NODE_OPTIONS: '--require probe.cjs' };

function nodeOptions(command: string, inherited?: string): string | undefined {
  return permitProbe(probe, inherited, command.split(' '), dist).NODE_OPTIONS;
}

describe('permitProbe', () => {
  it('leaves a program without the permission model alone', () => {
    for (const command of ['node server.js', 'npm run dev', 'node --permission server.js'])
      assert.deepEqual(permitProbe(probe, undefined, command.split(' '), dist), probe);
  });

  it('adds its folder where node is asked for the permission model', () => {
    for (const command of [
      'node --experimental-permission --allow-fs-read=/app/* server.js',
      '/usr/bin/node --no-warnings --experimental-permission server.js',
      'node -r ./setup.js --experimental-permission server.js',
    ])
      assert.equal(nodeOptions(command), `--require probe.cjs ${allow}`, command);
  });

  it('adds it where NODE_OPTIONS asks, whatever the command', () => {
    assert.equal(nodeOptions('npm test', '--experimental-permission'), `--require probe.cjs ${allow}`);
  });

  it('does not take the program’s own arguments, nor another program’s, for those of node', () => {
    for (const command of ['node server.js --experimental-permission', 'tool --experimental-permission'])
      assert.equal(nodeOptions(command), probe.NODE_OPTIONS, command);
  });

  it('keeps NODE_OPTIONS that the probe needs nothing of', () => {
    const made = permitProbe({}, '--experimental-permission', ['npm'], dist);
    assert.equal(made.NODE_OPTIONS, `--experimental-permission ${allow}`);
  });
});
