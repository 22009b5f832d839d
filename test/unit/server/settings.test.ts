import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { fileOf, isInside, uriOf } from '../../../src/server/files';
import { settingsOf } from '../../../src/server/settings';

const on = { lint: true, regex: true, hover: true };
const off = { lint: false, regex: false, hover: false };

describe('settings', () => {
  it('are those of the innermost folder around a file', () => {
    const folders = ['/a', '/a/b', '/a/b/c'].map((path) => ({
      uri: pathToFileURL(path).href,
      settings: path === '/a/b' ? off : on,
    }));
    const lints = (file: string) => settingsOf(fileOf(pathToFileURL(file).href), { all: on, folders }).lint;
    assert.deepEqual(['/a/x.js', '/a/b/x.js', '/a/b/c/x.js', '/a/bc/x.js', '/x.js'].map(lints), [
      ...[true, false, true, true, true],
    ]);
  });
});

describe('names of documents', () => {
  it('go to a path and back, and tell the language of what is no file', () => {
    const path = fileOf(pathToFileURL('/a b/ä#.ts').href);
    assert.equal(fileOf(uriOf(path)), path);
    const untitled = fileOf('untitled:Untitled-1', 'typescriptreact');
    assert.equal(untitled, 'untitled:Untitled-1.tsx');
    assert.equal(uriOf(untitled), untitled);
  });

  it('are in a folder only below it', () => {
    assert.deepEqual(
      ['/a/b.js', '/a', '/ab.js', '/b/a'].map((file) => isInside(file, '/a')),
      [true, true, false, false],
    );
    assert.ok(isInside('/a', '/'));
  });
});
