import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import * as ts from 'typescript';
import type { ResolvedFrame } from '../../src/model/evidence';
import type { RawStack } from '../../src/shared/facts';
import { repoRoot } from '../nodes';

export const fixtures = join(repoRoot, 'test', 'fixtures', 'sourceMaps');
const execute = promisify(execFile);

/** Folder of its own with the fixture's sources in `src`. */
export async function createProject() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'looplens-maps-')));
  await cp(join(fixtures, 'src'), join(folder, 'src'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{}');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Writes files below `folder`, by path. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Compiles `src/app.ts` to `dist/app.js` with tsc's own emitter. */
export function compileWithTsc(folder: string, options: ts.CompilerOptions): string {
  const program = ts.createProgram([join(folder, 'src', 'app.ts')], {
    rootDir: join(folder, 'src'),
    outDir: join(folder, 'dist'),
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noCheck: true,
    noLib: true,
    types: [],
    ...options,
  });
  program.emit();
  return join(folder, 'dist', 'app.js');
}

/** Bundles `src/app.ts` into `dist/app.js` with esbuild. */
export async function bundle(folder: string, options: esbuild.BuildOptions): Promise<string> {
  const outfile = join(folder, 'dist', 'app.js');
  await esbuild.build({
    entryPoints: [join(folder, 'src', 'app.ts')],
    absWorkingDir: folder,
    bundle: true,
    platform: 'node',
    sourcemap: true,
    logLevel: 'error',
    outfile,
    ...options,
  });
  return outfile;
}

/** Replaces the map beside `script` by what `change` makes of it. */
export async function changeMap(
  script: string,
  change: (map: Record<string, unknown>) => unknown,
): Promise<void> {
  const map = JSON.parse(await readFile(`${script}.map`, 'utf8')) as Record<string, unknown>;
  await writeFile(`${script}.map`, JSON.stringify(change(map)));
}

/** What loaders such as tsx do to a file before Node sees it; the map is returned instead of appended. */
export async function transpile(path: string): Promise<{ code: string; map: string }> {
  return esbuild.transform(await readFile(path, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    sourcefile: path,
    sourcemap: 'external',
    minifyWhitespace: true,
  });
}

/** Runs a script and gives the stacks that it captured, with V8's own positions. */
export async function run(script: string, ...nodeArguments: string[]): Promise<Record<string, RawStack>> {
  const preload = ['-r', join(fixtures, 'capture.cjs')];
  const env = { ...process.env, ESBUILD: require.resolve('esbuild') };
  const { stdout } = await execute(process.execPath, [...preload, ...nodeArguments, script], { env });
  return JSON.parse(stdout) as Record<string, RawStack>;
}

/**
 * A stack as text, innermost first: `function@marker:identifier` for each frame of the user's, where the marker is the comment
 * `// @marker` on the frame's line and the identifier stands at its column.
 */
export async function describeStack(frames: readonly ResolvedFrame[]): Promise<string> {
  const texts: string[] = [];
  for (const { frame, kind } of frames) {
    if (kind !== 'own') continue;
    const line = (await readFile(frame.file, 'utf8')).split('\n')[frame.line - 1] ?? '';
    const marker = /\/\/ @([\w-]+)/.exec(line)?.[1] ?? `line ${frame.line}`;
    const word = /^#?\w*/.exec(line.slice(frame.column - 1))?.[0] ?? '';
    texts.push(`${frame.functionName}@${marker}:${word}`);
  }
  return texts.join(' < ');
}
