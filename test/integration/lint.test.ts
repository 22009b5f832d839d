import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import type { LintReport } from '../../src/shared/lint';
import { repoRoot } from '../nodes';
import { CliProcess, ProgramFolder } from './cliProcess';

const blocking = [
  "const fs = require('node:fs');",
  "const app = require('express')();",
  "app.get('/report', (request, response) => response.send(fs.readFileSync('report.txt')));",
];

describe('looplens lint', () => {
  const schema = readFileSync(join(repoRoot, 'dist', 'looplens-lint-1.schema.json'), 'utf8');
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(JSON.parse(schema) as object);
  let folder: ProgramFolder;

  beforeEach(() => (folder = new ProgramFolder()));
  afterEach(() => folder.dispose());

  async function lint(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    const cli = new CliProcess(['lint', ...args], { cwd: folder.path, env: { NO_COLOR: '1' } });
    const status = await cli.status();
    return { status, out: cli.out, err: cli.err };
  }

  it('names what blocks, for a person', async () => {
    folder.write('app.js', ...blocking);
    folder.write('quiet.js', 'setInterval(() => {}, 1000);');
    const { status, out, err } = await lint();
    assert.deepEqual([status, err], [1, '']);
    assert.match(
      out,
      /^app\.js\n {2}3:57 {2}warning {2}.*fs\.readFileSync.*GET \/report.* {2}blocking-call\n/,
    );
    assert.match(out, /\n1 warning in 2 files\.\n$/);
  });

  it('prints JSON as its schema says', async () => {
    const file = folder.write('app.js', ...blocking);
    const { status, out } = await lint('app.js', '--format', 'json');
    assert.equal(status, 1);
    const report = JSON.parse(out) as LintReport;
    assert.ok(validate(report), JSON.stringify(validate.errors));
    assert.equal(report.schema, 'looplens-lint/1');
    const [{ message, path, ...found }] = report.findings as [LintReport['findings'][number]];
    assert.match(message, /fs\.readFileSync/);
    assert.ok(path.length > 0);
    assert.deepEqual(found, {
      ...{ rule: 'blocking-call', severity: 'warning', file, line: 3, column: 57, endLine: 3, endColumn: 72 },
      ...{ call: 'fs.readFileSync', handler: 'GET /report' },
    });
    for (const wrong of [{}, { findings: [] }, { ...report, findings: [{ ...report.findings[0], line: 0 }] }])
      assert.equal(validate(wrong), false);
  });

  it('prints SARIF', async () => {
    folder.write('app.js', ...blocking);
    const { out } = await lint('--format', 'sarif');
    const log = JSON.parse(out) as { version: string; runs: { results: { ruleId: string }[] }[] };
    assert.equal(log.version, '2.1.0');
    assert.deepEqual(log.runs[0]!.results.map(({ ruleId }) => ruleId), ['blocking-call']); // prettier-ignore
  });

  it('fails for what it is told to fail for', async () => {
    folder.write('app.js', ...blocking);
    assert.equal((await lint('--fail-on', 'error')).status, 0);
    assert.equal((await lint('--fail-on', 'hint')).status, 1);
    const { status, out } = await lint('--fail-on', 'error', '--quiet');
    assert.deepEqual([status, out], [0, 'Nothing found in 1 file.\n']);
  });

  it('tells only of what it is asked about, and reads what git ignores only when it is named', async () => {
    folder.write('package.json', '{}');
    mkdirSync(join(folder.path, 'src'));
    folder.write('src/app.js', ...blocking);
    folder.write('other.js', ...blocking);
    folder.write('.gitignore', 'other.js');
    mkdirSync(join(folder.path, '.git'));
    assert.match((await lint('src')).out, /^src\/app\.js\n[^]*\n1 warning in 1 file\.\n$/);
    assert.match((await lint()).out, /\n1 warning in 1 file\.\n$/);
    assert.match((await lint('other.js')).out, /^other\.js\n/);
  });

  it('says what it cannot find, and that there is nothing to analyse', async () => {
    const missing = await lint('nope');
    assert.deepEqual([missing.status, missing.out], [2, '']);
    assert.equal(missing.err, 'looplens: There is no file or folder "nope".\n');
    folder.write('notes.txt', ...blocking);
    const other = await lint('notes.txt');
    assert.equal(other.status, 2);
    assert.match(other.err, /no JavaScript or TypeScript file to analyse in "notes\.txt"/);
    const empty = await lint('.', '--format', 'json');
    assert.equal(empty.status, 2);
    assert.match(empty.err, /^looplens: There is no JavaScript or TypeScript file to analyse in "\."\.\n$/);
  });
});
