import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bindings } from '../../src/analysis/bindings';
import { applyEdits } from '../../src/analysis/fixes/edits';
import { isRefusal, type SourceUnit } from '../../src/analysis/fixes/fix';
import { parse } from '../../src/analysis/syntax';
import { english } from '../../src/model/message';
import { Analysis } from '../../src/server/analysis';
import { fixContextOf } from '../../src/server/fixContext';
import { fixAllFor, fixesFor } from '../../src/server/fixes';
import { OpenFile } from '../../src/server/openFile';
import { repoRoot } from '../nodes';
import { uriOf } from './serverProcess';
import { askPackage, projects, type FixProject } from './fixProjects';
import { express, makeTemplate, run, typeErrors } from './fixRuns';

/** Where the files of a project are thought to be: types of packages are found from there. */
const root = join(repoRoot, 'test');

describe('awaiting in place of a call that other files get to', function () {
  this.timeout(60_000);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'looplens-fixes-'));
    await makeTemplate(folder, {
      'node_modules/express/index.js': express,
      'node_modules/ask/index.js': askPackage,
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const project of projects)
    it(`${project.expected === 'refused' ? 'is refused for' : 'mends'} ${project.title}`, async () => {
      const { fix, all } = await fixesIn(project);
      if (project.expected === 'refused') {
        assert.ok(isRefusal(fix), JSON.stringify(fix));
        return;
      }
      assert.ok(!isRefusal(fix), JSON.stringify(fix));
      assert.equal(fix.note === null, project.expected === 'sure', fix.note ?? '');
      const after: Record<string, string> = { ...project.files };
      for (const [name, text] of Object.entries(project.files))
        after[name] = applyEdits(join(root, name), text, fix.edits);
      const changed = Object.keys(after).filter((name) => after[name] !== project.files[name]);
      assert.deepEqual(changed.sort(), project.changed);
      assert.equal(fix.preview, changed.length > 1 || fix.note !== null);
      const isAlone = changed.length === 1 && fix.note === null;
      assert.equal(all !== null, isAlone, 'for the whole file, what changes that file alone');

      const [main] = Object.keys(project.files) as [string];
      const before = await run(folder, main, project.files[main]!, project.files);
      assert.match(before, /\nexit 0 null$/);
      assert.equal(await run(folder, main, after[main]!, after), before);
      const typed = Object.entries(after).filter(([name]) => /ts$/.test(name));
      if (typed.length > 0)
        assert.deepEqual(typeErrors(new Map(typed.map(([name, text]) => [join(root, name), text]))), []);
    });
});

/** What the server offers for the only finding of the project's file. */
async function fixesIn({ files, file }: FixProject) {
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(root, name), text]));
  const analysis = new Analysis({
    fileExists: (path) => texts.has(path),
    readText: (path) => texts.get(path) ?? null,
    roots: [root],
    regexWorker: null,
  });
  try {
    const units = new Map<string, SourceUnit>();
    for (const [path, text] of texts) {
      const source = parse(path, text);
      units.set(path, { source, bindings: new Bindings(source) });
      analysis.set(path, source);
    }
    const own = join(root, file);
    const [finding] = analysis.findings(own);
    assert.ok(finding?.rule === 'blocking-call', JSON.stringify(finding));
    const open = OpenFile.create(uriOf(own), 'javascript', 1, texts.get(own)!);
    units.set(own, { source: open.source(), bindings: open.bindings() });
    const unitOf = (path: string): SourceUnit | null => units.get(path) ?? null;
    const context = fixContextOf({ analysis, unitOf, isAllRead: () => true }, own);
    const [fix] = await fixesFor(open, finding, context, () => Promise.resolve(false), english);
    assert.ok(fix);
    return { fix, all: fixAllFor(open, context, english) };
  } finally {
    analysis.dispose();
  }
}
