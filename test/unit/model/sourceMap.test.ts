import assert from 'node:assert/strict';
import { parseSourceMap } from '../../../src/model/sourceMap';
import { sourceCandidates } from '../../../src/model/sourceMapPaths';
import { sourceMapUrl } from '../../../src/model/sourceMapUrl';

describe('a source map', () => {
  const plain = { version: 3, sources: ['a.ts', 'b.ts'], names: ['work'], mappings: 'AAAAA,IACC;;ACDD,E' };

  it('gives the mapping at or before a column of the same line', () => {
    const map = parseSourceMap(JSON.stringify({ ...plain, sourceRoot: 'src', sourcesContent: ['text'] }));
    assert.deepEqual(map?.sources, ['a.ts', 'b.ts']);
    assert.equal(map.sourceRoot, 'src');
    assert.deepEqual([map.hasContent(0), map.hasContent(1)], [true, false]);
    assert.deepEqual(map.originalAt(0, 0), { source: 0, line0: 0, col0: 0, name: 'work' });
    assert.deepEqual(map.originalAt(0, 3), { source: 0, line0: 0, col0: 0, name: null });
    assert.deepEqual(map.originalAt(0, 9), { source: 0, line0: 1, col0: 1, name: null });
    assert.deepEqual(map.originalAt(2, 0)?.source, 1);
    assert.equal(map.originalAt(1, 0), null);
    assert.equal(map.originalAt(2, 2), null, 'unmapped code');
    assert.equal(map.originalAt(99, 0), null);
  });

  it('may consist of sections, and may be made unfit to run', () => {
    const sections = [
      { offset: { line: 0, column: 0 }, map: plain },
      { offset: { line: 10, column: 5 }, map: { ...plain, sourceRoot: 'lib' } },
    ];
    const map = parseSourceMap(`)]}'\n${JSON.stringify({ version: 3, sections })}`);
    const position = map?.originalAt(10, 5);
    assert.equal(map?.sources[position?.source ?? -1], 'lib/a.ts');
  });

  it('that is damaged is none, and what is wrong inside of one leads nowhere', () => {
    for (const text of ['', '7', 'null', '[]', '{}', '{"version":3,"sources":[]}', '{"sections":[{}]}']) {
      assert.equal(parseSourceMap(text), null, text);
    }
    const wild = parseSourceMap(
      JSON.stringify({ ...plain, names: [], sources: [null], mappings: 'AAAA,CCAA,C~~,IDDDD' }),
    );
    for (const column of [0, 1, 2, 9]) assert.equal(wild?.originalAt(0, column) ?? null, null);
  });
});

describe('the comment that names a source map', () => {
  it('is the last thing in a script', () => {
    assert.equal(sourceMapUrl('a();\n//# sourceMappingURL=a.js.map'), 'a.js.map');
    assert.equal(sourceMapUrl('a();//@ sourceMappingURL=a.js.map\r\n\n'), 'a.js.map');
    assert.equal(sourceMapUrl('a();\n/*# sourceMappingURL=a.js.map */\n'), 'a.js.map');
    assert.equal(
      sourceMapUrl('//# sourceMappingURL=old.map\n//# sourceMappingURL=new.map\n//# sourceURL=a.js'),
      'new.map',
    );
    const data = `data:application/json;base64,${'QUJD'.repeat(1_000_000)}`;
    assert.equal(sourceMapUrl(`a();\n//# sourceMappingURL=${data}\n`), data);
  });

  it('is not what a program writes that handles source maps', () => {
    assert.equal(sourceMapUrl('const c = "//# sourceMappingURL=" + url;'), null);
    assert.equal(sourceMapUrl('const c = "//# sourceMappingURL=a.map";'), null);
    assert.equal(sourceMapUrl('//# sourceMappingURL=a.map\nwork();'), null);
    assert.equal(sourceMapUrl('const sourceMappingURL=1;'), null);
    assert.equal(sourceMapUrl(''), null);
  });
});

describe('the file of a source', () => {
  const of = (source: string, sourceRoot = '', platform: 'posix' | 'win32' = 'posix') => {
    const base = platform === 'posix' ? '/app/dist/a.js.map' : 'C:\\app\\dist\\a.js.map';
    const candidates = sourceCandidates(source, sourceRoot, base, platform);
    return candidates && [...candidates.paths, ...candidates.below.map((path) => `…/${path}`)];
  };

  it('is found from the map, from the source root, or in the project', () => {
    assert.deepEqual(of('../src/a.ts'), ['/app/src/a.ts']);
    assert.deepEqual(of('a.ts', '../src'), ['/app/src/a.ts', '/app/dist/a.ts']);
    assert.deepEqual(of('a.ts', '/app/src/'), ['/app/src/a.ts', '/app/dist/a.ts']);
    assert.deepEqual(of('/abs/a.ts', 'root'), ['/abs/a.ts', '…/abs/a.ts']);
    assert.deepEqual(of('file:///abs/a%20b.ts'), ['/abs/a b.ts']);
    assert.deepEqual(of('a.ts', 'file:///abs'), ['/abs/a.ts']);
    assert.deepEqual(of('../src/a%20b.ts'), ['/app/src/a%20b.ts', '/app/src/a b.ts']);
    assert.deepEqual(of('../src/App.vue?vue&type=script'), ['/app/src/App.vue']);
    assert.deepEqual(of('webpack://name/./src/a.ts?1a2b'), ['…/src/a.ts', '…/name/src/a.ts']);
    assert.deepEqual(of('webpack:///./src/a.ts'), ['…/src/a.ts']);
    assert.deepEqual(of('webpack:////abs/a.ts'), ['/abs/a.ts']);
    assert.deepEqual(of('src/a.ts', 'webpack:///'), ['…/src/a.ts']);
    assert.deepEqual(of('ng:///src/a.ts'), ['…/src/a.ts']);
    assert.deepEqual(of('webpack-internal:///(rsc)/./src/a.tsx'), ['…/src/a.tsx']);
    assert.deepEqual(of('turbopack:///[project]/src/a.ts'), ['…/src/a.ts']);
  });

  it('is found on Windows too', () => {
    assert.deepEqual(of('../src/a.ts', '', 'win32'), ['C:\\app\\src\\a.ts']);
    assert.deepEqual(of('..\\src\\a.ts', '', 'win32'), ['C:\\app\\src\\a.ts']);
    assert.deepEqual(of('D:\\src\\a.ts', '', 'win32'), ['D:\\src\\a.ts']);
    assert.deepEqual(of('file:///D:/src/a.ts', '', 'win32'), ['D:\\src\\a.ts']);
    assert.deepEqual(of('webpack:///C:/src/a.ts', '', 'win32'), ['C:\\src\\a.ts']);
  });

  it('does not exist for what a bundler made up', () => {
    const madeUp = [
      '',
      'webpack://app/webpack/bootstrap',
      'webpack/runtime/define property getters',
      'webpack://app/external commonjs "fs"',
      '\0commonjsHelpers.js',
      '<stdin>',
      '(disabled):fs',
      'virtual:env',
    ];
    for (const source of madeUp) assert.equal(of(source), null, source);
  });
});
