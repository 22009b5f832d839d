import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskFiles } from '../../src/engine/sourceFiles';
import { SourceResolver } from '../../src/engine/sourceResolver';
import type { RawStack } from '../../src/shared/facts';
import {
  bundle,
  changeMap,
  compileWithTsc,
  createProject,
  describeStack,
  fixtures,
  run,
  transpile,
  writeFiles,
} from './sourceMapBuilds';

/** What test/fixtures/sourceMaps/src/app.ts captures, as its author sees it. */
const written: Record<string, string> = {
  function:
    'renderReport@renderReport:capture < report@handler:renderReport < main@main-function:report < @top:main',
  arrow: 'pickRelease@pickRelease:capture < main@main-arrow:pickRelease < @top:main',
  constructor: 'ImportService@constructor:capture < main@main-constructor:new < @top:main',
  private:
    '#secret@secret:capture < label@label:#secret < @run:label < run@run:map < main@main-run:run < @top:main',
  callback: '@callback:capture < summarise@summarise:each < main@main-summarise:summarise < @top:main',
  namespace:
    '@main-namespace:capture < summarise@text-summarise:make < shout@shout:summarise < main@main-namespace:shout < @top:main',
  whisper0: '@deep:capture < whisper@whisper: < main@main-whisper:whisper < @top:main',
  json: 'toJSON@main-json:capture < main@main-json:stringify < @top:main',
  replace: '@main-replace:capture < main@main-replace:replace < @top:main',
  imported: 'get encoding@main-imported:capture < main@main-imported:readNow < @top:main',
  async: 'later@later:capture',
};

const loader = join(fixtures, 'transpile.cjs');
const noMap = () => Promise.resolve(null);

async function describeAll(stacks: Record<string, RawStack>, resolver: SourceResolver) {
  const texts: Record<string, string> = {};
  for (const [label, stack] of Object.entries(stacks)) {
    texts[label] = await describeStack(await resolver.resolveStack(stack));
  }
  return texts;
}

describe('source maps of real tools', () => {
  let project: Awaited<ReturnType<typeof createProject>>;
  beforeEach(async () => {
    project = await createProject();
  });
  afterEach(() => project.remove());

  const builds: Record<string, (folder: string) => Promise<string> | string> = {
    'tsc with a map beside': (folder) => compileWithTsc(folder, { sourceMap: true }),
    'tsc with an inline map': (folder) =>
      compileWithTsc(folder, { inlineSourceMap: true, inlineSources: true }),
    'tsc with a source root': (folder) =>
      compileWithTsc(folder, { sourceMap: true, sourceRoot: join(folder, 'src') }),
    'an esbuild bundle': (folder) => bundle(folder, {}),
    'a minified esbuild bundle': (folder) => bundle(folder, { minify: true }),
    'a minified esbuild bundle with an inline map': (folder) =>
      bundle(folder, { minify: true, sourcemap: 'inline' }),
    'a bundle that does not mention the map beside it': (folder) => bundle(folder, { sourcemap: 'external' }),
    'webpack: names, without contents': async (folder) => {
      const script = await bundle(folder, { minify: true, sourcesContent: false });
      await changeMap(script, (map) => ({
        ...map,
        sources: (map.sources as string[]).map((source) => source.replace('../', 'webpack://app/./')),
      }));
      return script;
    },
    'an index map with sections': async (folder) => {
      const script = await bundle(folder, { minify: true, banner: { js: '// one\n// two' } });
      await changeMap(script, (map) => ({
        version: 3,
        sections: [
          { offset: { line: 0, column: 0 }, map: { version: 3, sources: [], names: [], mappings: '' } },
          { offset: { line: 2, column: 0 }, map: { ...map, mappings: String(map.mappings).slice(2) } },
        ],
      }));
      return script;
    },
  };
  for (const [name, build] of Object.entries(builds)) {
    it(`lead to the lines, columns and names that were written: ${name}`, async () => {
      const stacks = await run(await build(project.folder));
      const resolver = new SourceResolver({ askTarget: noMap });
      assert.deepEqual(await describeAll(stacks, resolver), written);
    });
  }

  it('come from the target where a loader transpiled in memory, one question per script', async () => {
    const stacks = await run(join(project.folder, 'src', 'app.ts'), '-r', loader);
    const asked: string[] = [];
    const askTarget = async (url: string) => {
      asked.push(url);
      return (await transpile(fileURLToPath(url))).map;
    };
    assert.deepEqual(
      await describeAll(stacks, new SourceResolver({ askTarget, ownFiles: [loader] })),
      written,
    );
    assert.equal(asked.length, 3);

    const [leaf] = await new SourceResolver({ askTarget }).resolveStack(stacks.json ?? []);
    assert.deepEqual(leaf?.token, { name: 'capture', receiver: null, firstArgument: 'string' });
    assert.equal(leaf?.frame.generated?.file, join(project.folder, 'src', 'app.ts'));
  });

  it('keep a frame where it runs while a blocked target does not answer, and try again', async () => {
    const { arrow = [] } = await run(join(project.folder, 'src', 'app.ts'), '-r', loader);
    const { map } = await transpile(join(project.folder, 'src', 'app.ts'));
    let answer: (map: string) => void = () => {};
    const askTarget = () => new Promise<string>((resolve) => (answer = resolve));
    const resolver = new SourceResolver({ askTarget, ownFiles: [loader] });
    const [early] = await resolver.resolveStack(arrow, 1);
    assert.equal(early?.frame.source, 'generated');
    answer(map);
    assert.equal(await describeStack(await resolver.resolveStack(arrow)), written.arrow);
  });

  it('name the package of a bundled dependency and leave out what the bundler added', async () => {
    await writeFiles(project.folder, {
      'node_modules/@scope/slow/package.json': '{"main":"index.js"}',
      'node_modules/@scope/slow/index.js':
        'exports.work = function work(run) {\n  return run(); // @work\n};\n',
      'src/app.ts': "import { work } from '@scope/slow';\nwork(() => capture('bundled')); // @top\n",
    });
    const { bundled = [] } = await run(await bundle(project.folder, { minify: true }));
    const frames = await new SourceResolver({ askTarget: noMap }).resolveStack(bundled);
    assert.deepEqual(
      frames.slice(0, 3).map(({ kind, frame }) => [kind, frame.module, frame.functionName, frame.line]),
      [
        ['own', null, '', 2],
        ['dependency', '@scope/slow', 'exports.work', 2],
        ['own', null, '', 2],
      ],
    );
    assert.equal(frames[1]?.frame.file, join(project.folder, 'node_modules/@scope/slow/index.js'));
  });

  it('of a dependency count only where its sources came with it', async () => {
    const dependency = join(project.folder, 'node_modules', 'dep');
    await writeFiles(project.folder, {
      'node_modules/dep/src/app.ts': "\n\n\nexport const work = () => {\n  capture('dep');\n};\nwork();\n",
      'app.js': "require('./node_modules/dep/dist/app.js');",
    });
    await bundle(dependency, { sourcesContent: false });
    const { dep = [] } = await run(join(project.folder, 'app.js'));
    const leaf = async () => {
      const [frame] = await new SourceResolver({ askTarget: noMap }).resolveStack(dep);
      return `${frame?.kind} ${frame?.frame.module} ${frame?.frame.source} ${frame?.frame.file}:${frame?.frame.line}`;
    };
    const original = `dependency dep original ${join(dependency, 'src', 'app.ts')}:5`;
    assert.equal(await leaf(), original);
    await rm(join(dependency, 'src'), { recursive: true });
    assert.match(await leaf(), /^dependency dep generated .*dist\/app\.js:\d+$/);
    await changeMap(join(dependency, 'dist', 'app.js'), (map) => ({ ...map, sourcesContent: ['text'] }));
    assert.equal(await leaf(), original);
  });

  it('that are damaged, lost or of another build leave generated frames', async () => {
    const script = await bundle(project.folder, { minify: true });
    const { function: stack = [] } = await run(script);
    const map = await readFile(`${script}.map`, 'utf8');
    const resolveLeaf = async () => {
      const [frame] = await new SourceResolver({ askTarget: noMap }).resolveStack(stack);
      return [frame?.kind, frame?.frame.source, frame?.frame.file, frame?.frame.generated];
    };
    const damages = [
      '',
      'null',
      '[]',
      '{"version":3}',
      map.slice(0, 1000),
      '{"version":3,"sources":[],"mappings":7}',
    ];
    for (const damaged of damages) {
      await writeFile(`${script}.map`, damaged);
      assert.deepEqual(await resolveLeaf(), ['own', 'generated', script, null], damaged);
    }
    await rm(`${script}.map`);
    assert.deepEqual(await resolveLeaf(), ['own', 'generated', script, null]);

    await writeFile(`${script}.map`, map);
    await writeFile(script, `short();\n//# sourceMappingURL=app.js.map\n`);
    assert.deepEqual(await resolveLeaf(), ['own', 'generated', script, null]);
  });

  it('are read once, however many stacks want them at the same time', async () => {
    const script = await bundle(project.folder, {});
    const stacks = await run(script);
    const reads: string[] = [];
    const files = {
      ...diskFiles,
      read: (path: string) => {
        reads.push(path);
        return diskFiles.read(path);
      },
    };
    const resolver = new SourceResolver({ askTarget: noMap, files });
    await Promise.all(Object.values(stacks).map((stack) => resolver.resolveStack(stack)));
    const ofBuild = reads.filter((path) => path.startsWith(script));
    assert.deepEqual(ofBuild, [script, `${script}.map`]);
  });
});
