import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pageIds, type PageId } from '../../src/shared/panels';
import { repoRoot } from '../nodes';

const folder = join(repoRoot, 'media', 'experiments');

/** What each says, line by line; the figures in it are of this machine. */
const promises: Readonly<Record<PageId, readonly RegExp[]>> = {
  'event-loop': [
    /^1\. the program itself/,
    /^2\. poll/,
    /^3\. .*nextTick$/,
    /^4\. check/,
    /^5\. timers/,
    /^6\. .*computes/,
    /^7\. the long callback has ended$/,
    /^8\. .*far too late/,
  ],
  'io-and-thread-pool': [
    /^1\. pbkdf2Sync/,
    /^2\. .*: 0$/,
    /^3\. pbkdf2, /,
    /^4\. .*: [1-9]\d*$/,
    /^5\. five tasks/,
    /^6\. they ended after (\d+, ){4}\d+ ms$/,
  ],
  'asynchronous-code': [
    /^1\. the callback itself$/,
    /^2\. process\.nextTick$/,
    /^3\. queueMicrotask$/,
    /^4\. then of a promise$/,
    /^5\. setImmediate$/,
    /^6\. setTimeout/,
    /^7\. awaiting/,
    /^8\. the chain has ended$/,
    /^9\. only now the timer$/,
  ],
  v8: [
    /^1\. .*: not compiled yet$/,
    /^2\. .*: bytecode in Ignition$/,
    /^3\. .*: optimized by (Maglev|TurboFan)$/,
    /^4\. .* deoptimized: bytecode in Ignition$/,
    /^5\. .*: optimized by (Maglev|TurboFan)$/,
  ],
  'garbage-collection': [
    /^1\. ten million/,
    /^2\. thrown away: [1-9]\d* minor and \d+ major .* \d MB in old space$/,
    /^3\. two million/,
    /^4\. kept: [1-9]\d* minor and [1-9]\d* major .* \d{2,} MB in old space$/,
  ],
  threads: [
    /^1\. computing on the main thread$/,
    /^2\. .*: 0$/,
    /^3\. computing on a worker$/,
    /^4\. .*: [1-9]\d*$/,
    /^5\. .*: true$/,
  ],
  streams: [/^1\. writing/, /^2\. .*: 1024 KiB$/, /^3\. waiting/, /^4\. .*: 64 KiB$/],
  'what-node-is-for': [
    /^1\. a hundred visitors/,
    /^2\. .*: 100$/,
    /^3\. all answered after \d+ ms$/,
    /^4\. one visitor/,
    /^5\. answered: the one who let it compute, then the one behind$/,
    /^6\. the one behind had \d+ ms instead of 300$/,
  ],
};

describe('experiments', () => {
  it('are there for every page', () => {
    assert.deepEqual(readdirSync(folder).sort(), pageIds.map((page) => `${page}.mjs`).sort());
  });

  for (const page of pageIds) {
    it(`${page} shows what it promises`, async () => {
      // Rejects, with what it printed, when it does not end by itself.
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, `${page}.mjs`)], {
        timeout: 50_000,
      });
      assert.equal(stderr, '');
      const lines = stdout.trimEnd().split('\n');
      for (const [at, promise] of promises[page].entries()) assert.match(lines[at] ?? '', promise, stdout);
      assert.equal(lines.length, promises[page].length, stdout);
    });
  }
});
