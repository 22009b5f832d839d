import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { readSource, SourceTree } from '../../../src/server/sourceTree';

describe('the files of a folder', () => {
  let root: string;

  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'looplens-tree-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  }

  async function found(folder = '.'): Promise<string[]> {
    const names: string[] = [];
    for await (const file of new SourceTree(join(root, folder)).files())
      names.push(relative(root, file).split(sep).join('/'));
    return names.sort();
  }

  it('are its sources, without packages, output, hidden and minified ones', async () => {
    const wanted = ['a.js', 'src/b.mts', 'src/c.jsx', 'src/deep/d.cjs'];
    const others = [
      ...['a.d.ts', 'a.json', 'a.vue', 'a.min.js', 'node_modules/p/a.js', 'src/node_modules/p/a.js'],
      ...['dist/a.js', 'build/a.js', 'coverage/a.js', '.next/a.js'],
    ];
    write(Object.fromEntries([...wanted, ...others].map((name) => [name, ''])));
    symlinkSync(root, join(root, 'src', 'loop'));
    assert.deepEqual(await found(), wanted);
  });

  it('are not what git ignores, in each folder by its own rules and those above', async () => {
    write({
      '.git/HEAD': '',
      '.gitignore': 'out/\n*.gen.js\n/top.js\n',
      'top.js': '',
      'a.gen.js': '',
      'out/a.js': '',
      'src/top.js': '',
      'src/out/a.js': '',
      'src/.gitignore': '!kept.gen.js\nown.js\n',
      'src/kept.gen.js': '',
      'src/own.js': '',
    });
    assert.deepEqual(await found(), ['src/kept.gen.js', 'src/top.js']);
    assert.deepEqual(await found('src'), ['src/kept.gen.js', 'src/top.js'], 'rules above the folder');
    assert.deepEqual(await found('out'), ['out/a.js'], 'it was asked for');
    const tree = new SourceTree(root);
    const has = await Promise.all(
      ['src/top.js', 'top.js', 'src/out/a.js', 'src/own.js'].map((name) => tree.has(join(root, name))),
    );
    assert.deepEqual(has, [true, false, false, false]);
  });

  it('are those of dist where the package consists of it', async () => {
    write({ 'package.json': '{"main":"./dist/index.js"}', 'dist/index.js': '', 'dist/lib/a.js': '' });
    assert.deepEqual(await found(), ['dist/index.js', 'dist/lib/a.js']);
    write({ 'src/index.ts': '' });
    assert.deepEqual(await found(), ['src/index.ts']);
  });

  it('have texts that somebody wrote', async () => {
    write({ 'a.js': 'a;\n', 'bundle.js': `${'x'.repeat(30_000)}\n`, 'large.js': 'a;\n'.repeat(400_000) });
    assert.equal(await readSource(join(root, 'a.js')), 'a;\n');
    for (const name of ['bundle.js', 'large.js', 'missing.js'])
      assert.equal(await readSource(join(root, name)), null, name);
  });
});
