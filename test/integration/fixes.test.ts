import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
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
import { eachOf, express, makeTemplate, run, typeErrors } from './fixRuns';

const count = 76;
const seed = 20;

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
    await makeTemplate(folder, { 'node_modules/express/index.js': express });
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
