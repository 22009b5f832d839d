import assert from 'node:assert/strict';
import { claimSlot, createShared, maxThreads, ringBytes, word } from '../../../src/probe/layout';
import { isPackageManager } from '../../../src/probe/packageManager';
import { takeConfig } from '../../../src/probe/children';
import { ringRead, ringWrite } from '../../../src/probe/ring';
import { preloadOption } from '../../../src/shared/facts';

describe('the ring between a thread and its sentinel', () => {
  it('gives lines back in order, across its end and in any script', () => {
    const slot = claimSlot(createShared())!;
    const line = 'ü'.repeat(ringBytes / 7);
    for (let round = 0; round < 20; round++) {
      assert.ok(ringWrite(slot, `${round} ${line}`));
      assert.ok(ringWrite(slot, 'short'));
      assert.equal(ringRead(slot), `${round} ${line}\nshort\n`);
    }
    assert.equal(ringRead(slot), '');
  });

  it('drops and counts what does not fit, and keeps what does', () => {
    const slot = claimSlot(createShared())!;
    assert.ok(ringWrite(slot, 'first'));
    assert.ok(!ringWrite(slot, 'x'.repeat(ringBytes)));
    assert.equal(slot.words[word.dropped], 1);
    assert.equal(ringRead(slot), 'first\n');
  });

  it('has a slot for each of many threads, and says when there is none', () => {
    const shared = createShared();
    for (let n = 0; n < maxThreads; n++) assert.equal(claimSlot(shared)?.index, n);
    assert.equal(claimSlot(shared), null);
  });
});

describe('the environment of an observed program', () => {
  it('is what it would be without us, whatever the path', () => {
    const probe = 'C:\\a "b"\\c d\\probe.cjs';
    const config = { endpoint: 'e', token: 't', thresholdMs: 20, sentinel: 's', spool: '' };
    const env: NodeJS.ProcessEnv = {
      NODE_OPTIONS: `${preloadOption(probe)} --max-old-space-size=99`,
      LOOPLENS: JSON.stringify(config),
      HOME: '/h',
    };
    assert.deepEqual(takeConfig(env, probe), config);
    assert.deepEqual(env, { NODE_OPTIONS: '--max-old-space-size=99', HOME: '/h' });
    const bare: NodeJS.ProcessEnv = { NODE_OPTIONS: preloadOption(probe), LOOPLENS: '{' };
    assert.equal(takeConfig(bare, probe), null);
    assert.deepEqual(bare, {});
  });

  it('passes package managers through', () => {
    for (const script of [
      '/usr/lib/node_modules/npm/bin/npm-cli.js',
      'C:\\n\\npx-cli.js',
      '/b/yarn.js',
      '/b/pnpm.cjs',
      '/b/corepack.js',
    ]) {
      assert.ok(isPackageManager(script), script);
    }
    for (const script of ['/srv/npm-proxy/server.js', '/srv/app.js', undefined])
      assert.ok(!isPackageManager(script), script);
  });
});
