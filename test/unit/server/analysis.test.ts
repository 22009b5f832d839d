import assert from 'node:assert/strict';
import { parse } from '../../../src/analysis/syntax';
import { Analysis } from '../../../src/server/analysis';

describe('the analysis of a set of files', () => {
  const code = "require('express')().get('/', () => require('fs').readFileSync('a'));";

  function findings(text: string): readonly string[] {
    const analysis = new Analysis({ fileExists: () => false, regexWorker: null });
    analysis.set('/srv/app/a.js', parse('/srv/app/a.js', text));
    return analysis.findings('/srv/app/a.js').map(({ rule }) => rule);
  }

  it('says nothing of what a minifier wrote', () => {
    assert.deepEqual(findings(code), ['blocking-call']);
    assert.deepEqual(findings(`${code}${'var a=1;'.repeat(1000)}`), []);
    assert.deepEqual(findings(`${code}\n${'var a = 1;\n'.repeat(1000)}`), ['blocking-call']);
  });
});
