import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findRegexes } from '../../../src/analysis/regex/find';
import { placesOf, slowRegexFinding } from '../../../src/analysis/regex/slowRegex';
import { fileOnly, isRefusal } from '../../../src/analysis/fixes/fix';
import { english } from '../../../src/model/message';
import { fixesFor, type IsHarmlessRegex } from '../../../src/server/fixes';
import { OpenFile } from '../../../src/server/openFile';
import { Regexes } from '../../../src/server/regexes';

const workerFile = join(__dirname, '../../../src/server/regex/regexWorker.js');

/** Ids of the fixes for the only expression of a text, which is taken to be slow. */
async function fixIds(text: string, isHarmless: IsHarmlessRegex): Promise<string[]> {
  const file = OpenFile.create('file:///srv/app/a.js', 'javascript', 1, text);
  const [use] = findRegexes(file.source(), file.bindings());
  assert.ok(use);
  const attack = { prefix: '', pump: 'a', suffix: '!', length: 30, ms: 100 };
  const verdict = { verdict: 'confirmed', degree: 'exponential', attack } as const;
  const finding = slowRegexFinding(use, verdict, placesOf(use, file.source()));
  assert.ok(finding);
  const results = await fixesFor(file, finding, fileOnly, isHarmless, english);
  return results.flatMap((result) => (isRefusal(result) ? [] : [result.id]));
}

describe('fixes of slow regular expressions', () => {
  const text = 'exports.isName = (text) => /^(?:[a-z]+)+$/.test(text);';

  it('are offered only when what takes their place was tried out', async () => {
    const asked: string[] = [];
    const answer =
      (is: boolean): IsHarmlessRegex =>
      (source, flags) => {
        asked.push(`/${source}/${flags}`);
        return Promise.resolve(is);
      };
    assert.ok((await fixIds(text, answer(true))).includes('linear-regex'));
    assert.ok(!(await fixIds(text, answer(false))).includes('linear-regex'));
    assert.deepEqual(asked, ['/^[a-z]+$/', '/^[a-z]+$/']);
  });

  it('are tried out in the worker', async function () {
    this.timeout(60_000);
    const regexes = new Regexes(workerFile);
    try {
      const isHarmless: IsHarmlessRegex = (source, flags) => regexes.isHarmless(source, flags);
      assert.ok((await fixIds(text, isHarmless)).includes('linear-regex'));
      assert.equal(await regexes.isHarmless('^(?:[a-z]+)+$', ''), false);
    } finally {
      regexes.dispose();
    }
    assert.equal(await regexes.isHarmless('^b$', ''), false);
  });
});
