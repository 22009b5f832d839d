import assert from 'node:assert/strict';
import { normalizePath, packageOf, parentFolder, pathOfScript, resolvePath } from '../../../src/model/paths';
import type { Platform } from '../../../src/model/paths';

const cases = (platform: Platform, act: (input: string) => unknown, expected: Record<string, unknown>) => {
  for (const [input, output] of Object.entries(expected)) {
    assert.equal(act(input), output, `${platform}: ${input}`);
  }
};

describe('paths', () => {
  it('of scripts are native and without what loaders append', () => {
    cases('posix', (url) => pathOfScript(url, 'posix'), {
      'file:///srv/my%20app/a.js': '/srv/my app/a.js',
      'file:///srv/a.ts?namespace=123': '/srv/a.ts',
      'file:///srv/a.mjs?t=1#hash': '/srv/a.mjs',
      'file:///srv/100%.js': '/srv/100%.js',
      '/srv/app/../a.js': '/srv/a.js',
      '/srv/a.ts?namespace=123': '/srv/a.ts',
      '/srv/what?/a.js': '/srv/what?/a.js',
      'C:\\app\\a.js': null,
      'node:fs': null,
      'wasm://wasm/2a3b': null,
      'evalmachine.<anonymous>': null,
      '[eval]': null,
      '': null,
    });
    cases('win32', (url) => pathOfScript(url, 'win32'), {
      'file:///C:/My%20App/a.js': 'C:\\My App\\a.js',
      'file:///c:/app/a.ts?namespace=123': 'C:\\app\\a.ts',
      'file://server/share/a.js': '\\\\server\\share\\a.js',
      'C:\\app\\src\\..\\a.js': 'C:\\app\\a.js',
      'c:/app/a.js': 'C:\\app\\a.js',
      '\\\\?\\C:\\app\\a.js': 'C:\\app\\a.js',
      '\\\\?\\UNC\\server\\share\\a.js': '\\\\server\\share\\a.js',
      'file:///srv/a.js': null,
      'node:fs': null,
      '': null,
    });
  });

  it('are resolved against a folder and do not leave the root', () => {
    assert.equal(resolvePath('/srv/app/dist', '../src/./a.ts', 'posix'), '/srv/app/src/a.ts');
    assert.equal(resolvePath('/srv', '../../../a.ts', 'posix'), '/a.ts');
    assert.equal(resolvePath('/srv', '/abs/a.ts', 'posix'), '/abs/a.ts');
    assert.equal(resolvePath('C:\\app\\dist', '../src/a.ts', 'win32'), 'C:\\app\\src\\a.ts');
    assert.equal(resolvePath('C:\\app', '..\\..\\..\\a.ts', 'win32'), 'C:\\a.ts');
    assert.equal(resolvePath('C:\\app', '/d:/b/a.ts', 'win32'), 'D:\\b\\a.ts');
    assert.equal(resolvePath('C:\\app', '/b/a.ts', 'win32'), 'C:\\b\\a.ts');
    assert.equal(resolvePath('\\\\server\\share\\app', '../a.ts', 'win32'), '\\\\server\\share\\a.ts');
    assert.equal(normalizePath('\\\\server\\share\\..\\..\\a.ts', 'win32'), '\\\\server\\share\\a.ts');
  });

  it('have parents up to the root', () => {
    assert.equal(parentFolder('/srv/a.js', 'posix'), '/srv');
    assert.equal(parentFolder('/', 'posix'), null);
    assert.equal(parentFolder('C:\\a.js', 'win32'), 'C:\\');
    assert.equal(parentFolder('C:\\', 'win32'), null);
  });

  it('name the package below the last node_modules', () => {
    const expected = {
      '/srv/node_modules/lodash/index.js': 'lodash',
      '/srv/node_modules/@scope/name/lib/a.js': '@scope/name',
      '/srv/node_modules/a/node_modules/b/index.js': 'b',
      '/srv/node_modules/.pnpm/x@1.0.0/node_modules/x/index.js': 'x',
      '/srv/node_modules/.pnpm/@s+x@1.0.0/node_modules/@s/x/index.js': '@s/x',
      '/srv/.yarn/cache/x-npm-1.0.0-abc.zip/node_modules/x/index.js': 'x',
      'C:\\app\\node_modules\\@scope\\name\\a.js': '@scope/name',
      '/srv/my_node_modules/a.js': null,
      '/srv/node_modules_old/a.js': null,
      '/srv/app/a.js': null,
      'node:fs': null,
    };
    for (const [path, name] of Object.entries(expected)) assert.equal(packageOf(path), name, path);
  });
});
