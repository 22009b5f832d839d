import assert from 'node:assert/strict';
import { SourceResolver } from '../../../src/engine/sourceResolver';
import type { SourceResolverOptions } from '../../../src/engine/sourceResolver';
import type { RawFrame } from '../../../src/shared/facts';

/** A resolver whose disk is an object, and which notes what it asks the target for. */
function resolverOn(files: Record<string, string>, options: Partial<SourceResolverOptions> = {}) {
  const asked: string[] = [];
  const resolver = new SourceResolver({
    askTarget: (url) => {
      asked.push(url);
      return Promise.resolve(null);
    },
    platform: 'posix',
    files: {
      read: (path) => Promise.resolve(files[path] ?? null),
      isFile: (path) => Promise.resolve(path in files),
    },
    ...options,
  });
  const frame = async (url: string, line0 = 0, col0 = 0) => {
    const resolved = await resolver.resolve({ fn: 'f', url, line0, col0 });
    const { file, line, column, source, module } = resolved.frame;
    return `${resolved.kind} ${source} ${file}:${line}:${column}${module === null ? '' : ` of ${module}`}`;
  };
  return { resolver, asked, frame };
}

const map = (source: string) =>
  JSON.stringify({ version: 3, sources: [source], names: [], mappings: 'AACA' });

describe('a frame', () => {
  it('without a file keeps the name that V8 has for it', async () => {
    const { frame } = resolverOn({});
    assert.equal(await frame('node:internal/fs/utils', 9, 4), 'node original node:internal/fs/utils:10:5');
    assert.equal(await frame(''), 'internal generated :1:1');
    assert.equal(await frame('wasm://wasm/2a3b'), 'dependency generated wasm://wasm/2a3b:1:1');
    assert.equal(await frame('evalmachine.<anonymous>'), 'dependency generated evalmachine.<anonymous>:1:1');
    assert.equal(await frame('[eval]'), 'own original [eval]:1:1');
    assert.ok((await frame(`data:text/javascript,${'x'.repeat(9999)}`)).length < 300);
  });

  it('of plain JavaScript is as written, unless a program wrote the line', async () => {
    const { frame, asked } = resolverOn({
      '/app/a.js': 'work();\n',
      '/app/min.js': `${'a();'.repeat(200)}\n`,
      '/app/built.js': 'work();\n//# sourceMappingURL=built.js.map',
      '/app/node_modules/dep/index.js': 'work();',
    });
    assert.equal(await frame('file:///app/a.js'), 'own original /app/a.js:1:1');
    assert.equal(await frame('/app/min.js', 0, 40), 'own generated /app/min.js:1:41');
    assert.equal(await frame('/app/built.js'), 'own generated /app/built.js:1:1');
    assert.equal(
      await frame('/app/node_modules/dep/index.js'),
      'dependency original /app/node_modules/dep/index.js:1:1 of dep',
    );
    const inArchive = '/app/.yarn/cache/x-npm-1.zip/node_modules/x/b.js';
    assert.equal(await frame(inArchive, 3), `dependency original ${inArchive}:4:1 of x`);
    assert.deepEqual(asked, []);
  });

  it('of TypeScript without a map is as written only where Node itself takes the types out', async () => {
    const files = { '/app/a.ts': 'work();\n', '/app/b.tsx': 'work();\n' };
    const strips = resolverOn(files);
    assert.equal(await strips.frame('file:///app/a.ts?namespace=1'), 'own original /app/a.ts:1:1');
    assert.equal(await strips.frame('/app/a.ts', 7), 'own generated /app/a.ts:8:1');
    assert.equal(await strips.frame('/app/b.tsx'), 'own generated /app/b.tsx:1:1');
    assert.deepEqual(strips.asked, ['file:///app/a.ts?namespace=1', '/app/a.ts', '/app/b.tsx']);
    const old = resolverOn(files, { features: { stripsTypes: false } });
    assert.equal(await old.frame('/app/a.ts'), 'own generated /app/a.ts:1:1');
  });

  it('that a loader transpiled has its file, however the map calls it', async () => {
    for (const source of [
      'a.ts',
      '/app/a.ts',
      'file:///app/a.ts',
      'src/elsewhere.ts',
      'webpack://x/./a.ts',
    ]) {
      const { frame } = resolverOn(
        { '/app/a.ts': '\nwork();' },
        { askTarget: () => Promise.resolve(map(source)) },
      );
      assert.equal(await frame('/app/a.ts'), 'own original /app/a.ts:2:1', source);
    }
  });

  it('of a target that could not be asked is asked for again', async () => {
    let askTarget = (): Promise<string | null> => Promise.reject(new Error('gone'));
    const { frame } = resolverOn({ '/app/a.ts': '\nwork();' }, { askTarget: () => askTarget() });
    assert.equal(await frame('/app/a.ts'), 'own generated /app/a.ts:1:1');
    askTarget = () => Promise.resolve(map('a.ts'));
    assert.equal(await frame('/app/a.ts'), 'own original /app/a.ts:2:1');
  });

  it('of TypeScript is not as written where calls are not at calls', async () => {
    const { resolver } = resolverOn({ '/app/a.ts': 'const a = 1;\nwork();' });
    const stack = [0, 0, 0].map((line0) => ({ fn: '', url: '/app/a.ts', line0, col0: 0 }));
    const [leaf] = await resolver.resolveStack(stack);
    assert.equal(leaf?.frame.source, 'generated');
  });

  it('of webpack: sources is in the nearest folder that has the file, else in that of the package', async () => {
    const bundle = { '/app/.next/server/a.js': 'a();\n//# sourceMappingURL=a.js.map' };
    const present = resolverOn({
      ...bundle,
      '/app/.next/server/a.js.map': map('webpack://_N_E/./src/page.tsx?12ab'),
      '/app/src/page.tsx': '',
    });
    assert.equal(await present.frame('/app/.next/server/a.js'), 'own original /app/src/page.tsx:2:1');
    const absent = resolverOn({
      ...bundle,
      '/app/.next/server/a.js.map': map('webpack://_N_E/./src/page.tsx'),
      '/app/package.json': '{}',
    });
    assert.equal(await absent.frame('/app/.next/server/a.js'), 'own original /app/src/page.tsx:2:1');
    const runtime = resolverOn({
      ...bundle,
      '/app/.next/server/a.js.map': map('webpack://_N_E/webpack/bootstrap'),
    });
    assert.equal(
      await runtime.frame('/app/.next/server/a.js'),
      'internal generated /app/.next/server/a.js:1:1',
    );
  });

  it('of a module that webpack evaluates starts at the working directory', async () => {
    const url = 'webpack-internal:///(rsc)/./src/page.tsx';
    const { frame } = resolverOn(
      { '/app/src/page.tsx': '' },
      { cwd: '/app', askTarget: () => Promise.resolve(map(url)) },
    );
    assert.equal(await frame(url), 'own original /app/src/page.tsx:2:1');
    const dependency = resolverOn({}, { cwd: '/app' });
    assert.equal(
      await dependency.frame('webpack-internal:///./node_modules/dep/a.js'),
      'dependency generated /app/node_modules/dep/a.js:1:1 of dep',
    );
  });

  it('at the head of a loop or callback stands at the call that its round took its time in', async () => {
    const loop = 'for (const a of list) {\n  const b = norm(a);\n  if (!seen.includes(b)) seen.push(b);\n}\n';
    const callback = 'list.forEach((a) => {\n  log(a);\n  if (!seen.includes(a)) seen.push(a);\n});\n';
    const files = { '/app/loop.js': loop, '/app/each.js': callback, '/app/loop.ts': loop };
    const { resolver } = resolverOn(files);
    const lineOf = async (url: string, col0: number, caller: RawFrame[] = []) => {
      const [leaf] = await resolver.resolveStack([{ fn: 'f', url, line0: 0, col0 }, ...caller]);
      return leaf!.frame.line;
    };
    const each = { fn: 'Array.forEach', url: '', line0: 0, col0: 0 };
    assert.equal(await lineOf('/app/loop.js', 0), 3);
    assert.equal(await lineOf('/app/each.js', 13, [each]), 3);
    assert.equal(await lineOf('/app/each.js', 13), 1, 'entered once, for all that is known');
    assert.equal(await lineOf('/app/loop.js', 22), 1, 'not the head');
    assert.equal(await lineOf('/app/loop.ts', 0), 1, 'not the text that runs');
  });

  it('of the observer itself is internal', async () => {
    const { frame } = resolverOn({}, { ownFiles: ['/dist/probe.cjs'] });
    assert.equal(await frame('/dist/probe.cjs', 3), 'internal original /dist/probe.cjs:4:1');
  });

  it('has Windows paths on Windows', async () => {
    const { frame } = resolverOn(
      {
        'C:\\app\\dist\\a.js': 'a();\n//# sourceMappingURL=a.js.map',
        'C:\\app\\dist\\a.js.map': map('../src/a.ts'),
        'C:\\app\\src\\a.ts': '',
        'C:\\app\\node_modules\\@s\\dep\\a.js': 'a();',
      },
      { platform: 'win32' },
    );
    assert.equal(await frame('file:///C:/app/dist/a.js'), 'own original C:\\app\\src\\a.ts:2:1');
    assert.equal(await frame('c:\\app\\dist\\a.js'), 'own original C:\\app\\src\\a.ts:2:1');
    assert.equal(
      await frame('C:\\app\\node_modules\\@s\\dep\\a.js'),
      'dependency original C:\\app\\node_modules\\@s\\dep\\a.js:1:1 of @s/dep',
    );
  });

  it('of a caller that stands at no call makes the target be asked whether a loader changed the file', async () => {
    const { resolver, asked } = resolverOn({ '/app/a.js': 'const a = 1;\nwork();' });
    const stack = (line0: number) => [
      { fn: '', url: 'node:fs', line0: 0, col0: 0 },
      { fn: '', url: '/app/a.js', line0, col0: 0 },
    ];
    await resolver.resolveStack(stack(1));
    assert.deepEqual(asked, []);
    const [, caller] = await resolver.resolveStack(stack(0));
    assert.deepEqual(asked, ['/app/a.js']);
    assert.equal(caller?.frame.source, 'original');
  });
});
