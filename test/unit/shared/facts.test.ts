import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preloadOption, turnBucket, turnBucketMs, turnBuckets } from '../../../src/shared/facts';

describe('turn buckets', () => {
  it('hold each busy time within a tenth', () => {
    for (let ms = 0.07; ms < 60_000; ms *= 1.013) {
      const middle = turnBucketMs(turnBucket(ms));
      assert.ok(middle / ms < 1.1 && ms / middle < 1.1, `${ms} is in the bucket of ${middle}`);
    }
  });

  it('never fall as the time grows, and end with the last', () => {
    let last = 0;
    for (let ms = 0; ms < 100_000; ms = ms * 1.01 + 0.001) {
      const bucket = turnBucket(ms);
      assert.ok(bucket >= last && bucket - last <= 1, `${ms}`);
      last = bucket;
    }
    assert.equal(last, turnBuckets - 1);
  });

  it('take any number', () => {
    assert.deepEqual([0, -3, NaN, 0.06].map(turnBucket), [0, 0, 0, 0]);
    assert.equal(turnBucket(Infinity), turnBuckets - 1);
    assert.ok(turnBucketMs(0) > 0 && turnBucketMs(0) < turnBucketMs(1));
  });
});

describe('preloadOption', () => {
  it('makes Node load the file, whatever is in its path', () => {
    const root = mkdtempSync(join(tmpdir(), 'looplens-preload-'));
    try {
      // Windows has neither in a name, and its separator is one of them.
      const folder = join(root, process.platform === 'win32' ? "a b'c" : 'a "b"  c\\d\\');
      mkdirSync(folder);
      const probe = join(folder, 'probe.cjs');
      writeFileSync(probe, 'process.stdout.write("preloaded ");');
      for (const [options, output] of [
        [preloadOption(probe), 'preloaded false'],
        [`${preloadOption(probe)} --no-deprecation`, 'preloaded true'],
      ] as const) {
        const script = 'process.stdout.write(String(process.noDeprecation === true))';
        const env = { ...process.env, NODE_OPTIONS: options };
        assert.equal(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }), output);
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
