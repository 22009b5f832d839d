import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repoRoot } from '../nodes';

interface Checked {
  readonly ran: number;
  readonly wrong: readonly string[];
}

describe('the knowledge of Node’s API', () => {
  it('agrees with what this Node does', async function () {
    this.timeout(120_000); // hundreds of recipes, on a machine that may have other work
    const url = pathToFileURL(join(repoRoot, 'scripts', 'knowledge', 'check.mjs')).href;
    const { check } = (await import(url)) as { check: (file: string) => Promise<Checked> };
    const { ran, wrong } = await check(join(repoRoot, 'src', 'knowledge', 'data', 'api.json'));
    assert.deepEqual(wrong, []);
    assert.ok(ran >= 60, `${ran} recipes ran`);
  });
});
