import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareReportFile, ReportFileError } from '../../../src/cli/reportFile';

describe('prepareReportFile', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'looplens-test-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('leaves no trace until the report is written, then only the report', async () => {
    const file = await prepareReportFile('report.json', folder);
    assert.deepEqual(readdirSync(folder), []);
    await file.write('{}');
    assert.deepEqual(readdirSync(folder), ['report.json']);
    assert.equal(file.path, join(folder, 'report.json'));
  });

  it('replaces an older report only when the new one is whole', async () => {
    writeFileSync(join(folder, 'report.json'), 'old');
    const file = await prepareReportFile('report.json', folder);
    assert.equal(readFileSync(join(folder, 'report.json'), 'utf8'), 'old');
    await file.write('new');
    assert.equal(readFileSync(join(folder, 'report.json'), 'utf8'), 'new');
  });

  it('makes the folders on the way', async () => {
    await (await prepareReportFile('a/b/report.json', folder)).write('{}');
    assert.equal(readFileSync(join(folder, 'a', 'b', 'report.json'), 'utf8'), '{}');
  });

  it('writes to where a link leads', async function () {
    if (process.platform === 'win32') this.skip();
    writeFileSync(join(folder, 'real.json'), '');
    symlinkSync('real.json', join(folder, 'link.json'));
    await (await prepareReportFile('link.json', folder)).write('{}');
    assert.equal(readFileSync(join(folder, 'real.json'), 'utf8'), '{}');
  });

  it('writes into a pipe without replacing it', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const file = await prepareReportFile('pipe', folder);
    const [read] = await Promise.all([readFile(pipe, 'utf8'), file.write('{}')]);
    assert.equal(read, '{}');
    assert.ok(lstatSync(pipe).isFIFO());
  });

  it('says early why it can’t', async () => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'file'), '');
    for (const [name, why] of [
      ['sub', /sub: that is a folder; name a file in it\.$/],
      ['file/report.json', /report\.json: a part of that path is a file, not a folder\.$/],
    ] as const)
      await assert.rejects(
        prepareReportFile(name, folder),
        (error) => error instanceof ReportFileError && why.test(error.message),
      );
  });

  it('says late why it could not, and leaves no draft', async () => {
    const file = await prepareReportFile('sub/report.json', folder);
    rmSync(join(folder, 'sub'), { recursive: true });
    await assert.rejects(file.write('{}'), ReportFileError);
    mkdirSync(join(folder, 'sub', 'report.json'), { recursive: true });
    await assert.rejects(file.write('{}'), ReportFileError);
    assert.deepEqual(readdirSync(join(folder, 'sub')), ['report.json']);
  });
});
