import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';
import { isSynchronousCall } from '../../src/analysis/fixes/asyncForms';
import { applyEdits } from '../../src/analysis/fixes/edits';
import { fileOnly, isRefusal, type Fix } from '../../src/analysis/fixes/fix';
import { fixAll } from '../../src/analysis/fixes/fixes';
import { awaitAsync } from '../../src/analysis/fixes/syncToAsync';
import { Bindings } from '../../src/analysis/bindings';
import { parse } from '../../src/analysis/syntax';
import { moveToWorkerFix } from '../../src/analysis/fixes/workerFix';
import { english } from '../../src/model/message';
import { repoRoot } from '../nodes';
import { generatePrograms, type FixProgram } from './fixPrograms';

const count = 76;
const seed = 20;

/** What Express 4 does with handlers and their errors, and no more: it looks at no promise. */
const express = `module.exports = () => {
  const routes = new Map();
  return {
    get: (path, handler) => routes.set(path, handler),
    ask([path, ...others]) {
      if (!path) return;
      const answer = (text) => {
        console.log(path, text);
        this.ask(others);
      };
      const res = { send: answer };
      const next = (error) => answer(error ? 'error ' + error.code : 'next');
      try {
        routes.get(path)({ res }, res, next);
      } catch (error) {
        next(error);
      }
    },
  };
};`;

/** A program after some of its synchronous calls were mended. */
interface Mended {
  readonly program: FixProgram;
  readonly text: string;
  /** Fixes that were made, in their order. */
  readonly fixes: readonly Fix[];
}

describe('awaiting in place of synchronous calls', function () {
  this.timeout(240_000);
  const programs = generatePrograms(count, seed);
  const stepwise = programs.map((program) => mendStepwise(program));
  const atOnce = programs.map((program) => mendAtOnce(program));
  const mended = [...stepwise, ...atOnce.filter(({ text }, index) => text !== stepwise[index]!.text)].filter(
    ({ fixes }) => fixes.length > 0,
  );
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'looplens-fixes-'));
    await mkdir(join(folder, 'template', 'dir', 'inner', 'deep'), { recursive: true });
    await mkdir(join(folder, 'template', 'dir', 'last'));
    await mkdir(join(folder, 'template', 'node_modules', 'express'), { recursive: true });
    const files = {
      'a.txt': 'text\n',
      'b.txt': 'b',
      'dir/x': 'x',
      'dir/inner/y': 'y',
      'dir/inner/deep/z': 'z',
    };
    for (const [file, text] of Object.entries({ ...files, 'node_modules/express/index.js': express }))
      await writeFile(join(folder, 'template', file), text);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('is refused where nothing can wait, and offered elsewhere', () => {
    const wrong = stepwise.filter(({ program, fixes }) => (fixes.length === 0) !== program.mustRefuse);
    assert.deepEqual(
      wrong.map(({ program }) => program.title),
      [],
    );
  });

  it('makes all at once what single fixes make without a preview', () => {
    for (const [index, { fixes, text }] of stepwise.entries()) {
      const all = atOnce[index]!;
      const isSure = fixes.every(({ kind }) => kind === 'quickfix');
      if (isSure && fixes.length > 0) assert.equal(leftIn(all.program, all.text), leftIn(all.program, text));
    }
  });

  it('leaves programs that type-check', () => {
    const texts = new Map<string, string>();
    for (const [index, { program, text }] of mended.entries())
      if (/\.[cm]ts$/.test(program.file)) {
        texts.set(join(repoRoot, 'test', `before${index}.${program.file}`), program.text);
        texts.set(join(repoRoot, 'test', `after${index}.${program.file}`), text);
      }
    assert.ok(texts.size > 40);
    assert.deepEqual(typeErrors(texts), []);
  });

  it('leaves programs that print the same and end the same', async () => {
    const before = new Map<string, string>();
    const different: string[] = [];
    let quick = 0;
    let quickSame = 0;
    let previews = 0;
    let previewsSame = 0;
    await eachOf([...new Set(mended.map(({ program }) => program))], async (program) => {
      before.set(program.title, await run(folder, program.file, program.text));
    });
    await eachOf(mended, async ({ program, text, fixes }) => {
      const outcome = await run(folder, program.file, text);
      const isSame = outcome === before.get(program.title);
      if (fixes.every(({ kind }) => kind === 'quickfix')) {
        quick++;
        if (isSame) quickSame++;
      } else {
        previews++;
        if (isSame) previewsSame++;
      }
      if (!isSame) different.push(`${program.title}\n${before.get(program.title)}\n${outcome}\n${text}`);
    });
    const refused = stepwise.filter(({ fixes }) => fixes.length === 0).length;
    console.log(
      `      ${count} programs, ${refused} refused; mended without a preview ${quick}, the same ${quickSame}; with one ${previews}, the same ${previewsSame}`,
    );
    assert.ok(quick >= 40, `only ${quick} were mended without a preview`);
    assert.ok(quickSame / quick >= 0.95 && previewsSame / previews >= 0.95, different.join('\n\n'));
  });

  it('moves functions to workers that give the same', async () => {
    for (const { file, text } of workerPrograms) {
      const source = parse(file, text);
      const at = text.indexOf('work(');
      const context = { ...fileOnly, callersOf: () => 'none-outside' as const };
      const fix = moveToWorkerFix(source, new Bindings(source), { start: at, end: at + 4 }, context, english);
      assert.ok(fix && !isRefusal(fix), JSON.stringify(fix));
      const worker = fix.edits.at(-1)!.file;
      const own = { [worker]: applyEdits(worker, '', fix.edits) };
      const after = applyEdits(file, text, fix.edits);
      const before = await run(folder, file, text);
      assert.match(before, /\n.*\nexit 0 null$/s);
      assert.equal(await run(folder, file, after, own), before, after);
      if (/ts$/.test(file)) {
        const path = (name: string): string => join(repoRoot, 'test', name);
        assert.deepEqual(
          typeErrors(
            new Map([
              [path(file), after],
              [path(worker), own[worker]!],
            ]),
          ),
          [],
        );
      }
    }
  });
});

/** A function that works for long on what it is given, its result and its error. */
const workerPrograms = ['main.cjs', 'main.mjs', 'main.cts', 'main.mts'].map((file) => {
  const isTyped = /ts$/.test(file);
  const types = (text: string): string => (isTyped ? text : '');
  const load =
    file === 'main.cjs'
      ? "const { createHash, randomBytes } = require('crypto');"
      : "import { createHash, randomBytes } from 'crypto';";
  const text = `${load}
void randomBytes;

function work(text${types(': string')}, rounds = 2)${types(': { hash: string; rounds: number }')} {
  if (text === '') throw new RangeError('nothing to work on');
  if (rounds > 2) return work(text, rounds - 1);
  return { hash: createHash('md5').update(text).digest('hex'), rounds };
}

setImmediate(() => {
  console.log(work('a'), work('b', 4).hash.length);
  try {
    work('');
  } catch (error${types(': any')}) {
    console.log(error.name, error.message);
  }
});
`;
  return { file, text };
});

/** Makes the first fix that is offered, again and again. */
function mendStepwise(program: FixProgram): Mended {
  const fixes: Fix[] = [];
  let { text } = program;
  for (;;) {
    const fix = firstFix(program.file, text);
    if (!fix) return { program, text, fixes };
    fixes.push(fix);
    text = applyEdits(program.file, text, fix.edits);
    if (fixes.length > 40) throw new Error(`No end of fixes: ${program.title}\n${text}`);
  }
}

function mendAtOnce(program: FixProgram): Mended {
  const source = parse(program.file, program.text);
  const fix = fixAll(source, new Bindings(source), fileOnly, english);
  const text = fix ? applyEdits(program.file, program.text, fix.edits) : program.text;
  return { program, text, fixes: fix ? [fix] : [] };
}

function firstFix(file: string, text: string): Fix | null {
  const source = parse(file, text);
  const bindings = new Bindings(source);
  for (const call of synchronousCalls(source, bindings)) {
    const span = { start: call.getStart(), end: call.end };
    const result = awaitAsync(source, bindings, span, fileOnly, english);
    if (result && !isRefusal(result)) return result;
  }
  return null;
}

function leftIn({ file }: FixProgram, text: string): number {
  const source = parse(file, text);
  return synchronousCalls(source, new Bindings(source)).length;
}

function synchronousCalls(source: ts.SourceFile, bindings: Bindings): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isSynchronousCall(node, bindings)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

/** Standard output and how it ended. */
async function run(
  folder: string,
  file: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
): Promise<string> {
  const own = await mkdtemp(join(folder, 'run-'));
  await cp(join(folder, 'template'), own, { recursive: true });
  for (const [name, content] of Object.entries({ ...others, [file]: text }))
    await writeFile(
      join(own, name.replace('ts', 'js')),
      /ts$/.test(name) ? compiled(name, content) : content,
    );
  const script = file.replace('ts', 'js');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script], { cwd: own, timeout: 20_000 }, (_error, stdout) => {
      resolve(`${stdout}\nexit ${child.exitCode} ${child.signalCode}`);
    });
  });
}

function compiled(file: string, text: string): string {
  const module = file.endsWith('.mts') ? ts.ModuleKind.ES2022 : ts.ModuleKind.CommonJS;
  const compilerOptions = { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(text, { fileName: file, compilerOptions }).outputText;
}

function typeErrors(texts: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, noUnusedLocals: true },
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const text = texts.get(file);
    return text === undefined
      ? getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, text, languageVersion);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map(
    ({ file, start, messageText }) =>
      `${ts.flattenDiagnosticMessageText(messageText, '\n')}\n${file?.text.slice(Math.max(0, (start ?? 0) - 200), (start ?? 0) + 200)}`,
  );
}

/** Two at a time. */
async function eachOf<T>(list: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await act(one);
  };
  await Promise.all([worker(), worker()]);
}
