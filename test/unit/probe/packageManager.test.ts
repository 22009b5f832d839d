import assert from 'node:assert/strict';
import { isPackageManager } from '../../../src/probe/packageManager';

describe('isPackageManager', () => {
  it('knows what only starts other programs', () => {
    for (const script of [
      '/usr/lib/node_modules/npm/bin/npm-cli.js',
      '/usr/bin/npm',
      'C:\\nodejs\\node_modules\\npm\\bin\\npx-cli.js',
      '/b/npx',
      '/b/yarn.js',
      '/b/yarnpkg',
      '/b/yarn.cjs',
      '/b/pnpm.cjs',
      '/b/pnpx.mjs',
      '/b/corepack.js',
    ]) {
      assert.ok(isPackageManager(script), script);
    }
  });

  it('takes nothing else for one', () => {
    for (const script of [
      '/srv/npm-proxy/server.js',
      '/srv/npm/index.js',
      '/srv/my-npm.js',
      '/srv/npm.config.js',
      '/srv/yarn-lock-check.js',
      '/srv/app.js',
      '',
      undefined,
    ]) {
      assert.ok(!isPackageManager(script), script);
    }
  });
});
