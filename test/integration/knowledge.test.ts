import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repoRoot } from '../nodes';

interface Checked {
  readonly ran: number;
  readonly wrong: readonly string[];
  readonly reflected: number;
  readonly missing: readonly string[];
  readonly provenance: Readonly<Record<string, number>>;
}

describe('the knowledge of Node’s API', () => {
  it('has all of this Node, and agrees with what it does', async function () {
    this.timeout(120_000); // hundreds of recipes, on a machine that may have other work
    const url = pathToFileURL(join(repoRoot, 'scripts', 'knowledge', 'check.mjs')).href;
    const { check } = (await import(url)) as { check: (file: string) => Promise<Checked> };
    const data = join(repoRoot, 'src', 'knowledge', 'data', 'api.json');
    const { ran, wrong, reflected, missing, provenance } = await check(data);
    assert.deepEqual(wrong, []);
    assert.ok(ran >= 60, `${ran} recipes ran`);
    assert.deepEqual(missing, []);
    assert.ok(reflected > 1900, `${reflected} ids`);
    const all = Object.values(provenance).reduce((sum, count) => sum + count, 0);
    console.log(`      ${ran} recipes, ${reflected} ids, provenance of ${all} entries:`, provenance);
    assert.ok((provenance['default'] ?? 0) / all < 0.3);
  });
});
