import assert from 'node:assert/strict';
import type { ApiEntry } from '../../../src/knowledge/entry';
import { allIds, lookupApi, variantFor } from '../../../src/knowledge/lookup';

const entries = allIds().map((id) => lookupApi(id)!);
const one = (values: readonly unknown[], value: unknown) => values.includes(value);

/** What is wrong with an entry, in words; empty when nothing is. */
function faults({
  id,
  aliases,
  module,
  kind,
  since,
  removed,
  variants,
  provenance,
  docUrl,
}: ApiEntry): string[] {
  const found: string[] = [];
  const check = (holds: unknown, fault: string) => holds || found.push(`${id}: ${fault}`);
  check(lookupApi(id)?.id === id, 'is not found by its id');
  for (const alias of aliases) check(lookupApi(alias)?.id === id, `is not found as ${alias}`);
  check(/^[a-z_]+[a-z_0-9]*(\/\w+)?$/.test(module), `module ${module}`);
  check(one(['function', 'method', 'constructor', 'getter', 'global'], kind), `kind ${kind}`);
  check(one(['probed', 'derived', 'doc', 'default'], provenance), `provenance ${provenance}`);
  check(since === null || /^\d+\.\d+\.\d+$/.test(since), `since ${since}`);
  check(removed === null || one([22, 24, 26], removed), `removed ${removed}`);
  check(
    docUrl === null || /^https:\/\/nodejs\.org\/api\/[a-z_0-9]+\.html(#[a-z_0-9-]+)?$/.test(docUrl),
    `${docUrl}`,
  );
  check(variants.length > 0, 'has no variant');
  for (const { versions, stages, callbackPhase, blocksMain, cost, replacement } of variants) {
    check(versions.length > 0 && versions.every((major) => one([20, 22, 24, 26], major)), 'versions');
    check(stages.length > 0, 'has no stage');
    for (const { where, what } of stages)
      check(
        one(['main', 'pool', 'kernel', 'worker', 'v8', 'process'], where) && what.trim(),
        `stage ${where} ${what}`,
      );
    check(
      callbackPhase === null ||
        one(['timers', 'poll', 'check', 'close', 'nextTick', 'microtask', 'sync'], callbackPhase),
      `phase ${callbackPhase}`,
    );
    check(one(['bytes', 'iterations', 'entries', 'time', 'input', 'constant'], cost), `cost ${cost}`);
    check(
      !blocksMain ||
        one(
          stages.map(({ where }) => where),
          'main',
        ),
      'blocks, but does nothing there',
    );
    if (!replacement) continue;
    const other = lookupApi(replacement.api);
    check(other, `${replacement.api} is no entry`);
    check(other && !variantsBlock(other), `${replacement.api} blocks as well`);
  }
  return found;
}

const variantsBlock = ({ variants }: ApiEntry) => variants.every(({ blocksMain }) => blocksMain);

describe('entries', () => {
  it('are well-formed, all of them', () => {
    assert.ok(entries.length > 2000);
    assert.deepEqual(entries.flatMap(faults), []);
  });

  it('have ids and aliases once each', () => {
    const names = entries.flatMap(({ id, aliases }) => [id, ...aliases]);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
  });

  it('say that what waits or works for long blocks, and what to use instead', () => {
    // Keys and random bytes of the usual sizes take microseconds, an archive comes piece by piece.
    const quick =
      /^crypto\.(hkdf|generateKey|randomFill)Sync$|^fs\.openAsBlobSync$|^zlib\.createZipArchiveSync$/;
    const sync = entries.filter(({ id }) => /^(fs|crypto|zlib|child_process)\.\w+Sync(\.native)?$/.test(id));
    assert.ok(sync.length >= 70);
    for (const { id, variants } of sync.filter(({ id }) => !quick.test(id)))
      for (const { blocksMain, replacement } of variants) {
        assert.ok(blocksMain, id);
        assert.ok(replacement, `${id} has a replacement`);
      }
  });

  it('say so of their counterparts no more', () => {
    for (const { id, variants } of entries)
      for (const { replacement } of variants)
        if (replacement)
          assert.equal(variantFor(lookupApi(replacement.api)!, null).stages.length > 0, true, id);
  });

  it('guess few', () => {
    const guessed = entries.filter(({ provenance }) => provenance === 'default');
    assert.ok(guessed.length / entries.length < 0.3, `${guessed.length} of ${entries.length}`);
  });
});
