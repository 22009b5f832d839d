import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/analysis/fixes/edits';
import { fileOnly, isRefusal, type FixContext } from '../../../../src/analysis/fixes/fix';
import { fixResultsAt } from '../../../../src/analysis/fixes/fixes';
import { moveToWorkerFix } from '../../../../src/analysis/fixes/workerFix';
import { english } from '../../../../src/model/message';
import { lines, spanOfPart, unitOf } from './mend';

function moved(text: string, file = '/p/a.js', context: Partial<FixContext> = {}) {
  const { source, bindings } = unitOf(file, text);
  const result = moveToWorkerFix(
    source,
    bindings,
    spanOfPart(text, 'work('),
    { ...fileOnly, ...context },
    english,
  );
  assert.ok(result);
  return result;
}

function refusal(text: string, file = '/p/a.js'): string {
  const result = moved(text, file);
  return isRefusal(result) ? result.refused : 'offered';
}

describe('moving a function to a worker', () => {
  it('puts it into a file of its own and starts a worker in its place', () => {
    const text = lines(`
      const crypto = require('node:crypto');
      const fs = require('node:fs');
      function work(text, rounds = 3) {
        let hash = text;
        for (let i = 0; i < rounds; i++) hash = crypto.createHash('md5').update(hash).digest('hex');
        return hash;
      }
      setImmediate(() => {
        fs.watch(work('a').slice(1));
      });
    `);
    const fix = moved(text);
    assert.ok(!isRefusal(fix));
    assert.deepEqual([fix.kind, fix.preview, fix.title], ['refactor', true, 'Move work to a worker thread']);
    assert.equal(
      applyEdits('/p/a.js', text, fix.edits),
      lines(`
        const fs = require('node:fs');
        const { Worker } = require('node:worker_threads');
        function work(text, rounds = 3) {
          return new Promise((resolve, reject) => {
            const worker = new Worker(require.resolve('./work.worker.js'), { workerData: [text, rounds] });
            worker.once('message', resolve);
            worker.once('error', reject);
          });
        }
        setImmediate(async () => {
          fs.watch((await work('a')).slice(1));
        });
      `),
    );
    assert.equal(
      applyEdits('/p/work.worker.js', '', fix.edits),
      lines(`
        const { parentPort, workerData } = require('node:worker_threads');
        const crypto = require('node:crypto');

        function work(text, rounds = 3) {
          let hash = text;
          for (let i = 0; i < rounds; i++) hash = crypto.createHash('md5').update(hash).digest('hex');
          return hash;
        }

        parentPort.postMessage(work(...workerData));
      `),
    );
  });

  it('is written for TypeScript and ES modules', () => {
    const text =
      "import { use, other } from 'b';\nexport function work(count: number): number {\n  other();\n  return count < 1 ? 1 : work(count - 1);\n}\nsetImmediate(() => use(work(1)));\n";
    const fix = moved(text, '/p/a.ts', { moduleKindOf: () => 'esm', callersOf: () => 'none-outside' });
    assert.ok(!isRefusal(fix));
    const after = applyEdits('/p/a.ts', text, fix.edits);
    assert.match(after, /^import \{ use, other \} from 'b';\nimport \{ Worker \} from 'worker_threads';\n/);
    assert.match(after, /export function work\(count: number\): Promise<number> \{/);
    assert.match(after, /new URL\('\.\/work\.worker\.js', import\.meta\.url\)/);
    assert.match(after, /setImmediate\(async \(\) => use\(await work\(1\)\)\);/);
    const worker = applyEdits('/p/work.worker.ts', '', fix.edits);
    assert.match(
      worker,
      /\nimport \{ other \} from 'b';\n\nfunction work\(count: number\): number \{\n {2}other\(\);/,
    );
    assert.match(
      worker,
      /parentPort\?\.postMessage\(work\(\.\.\.\(workerData as Parameters<typeof work>\)\)\);/,
    );
  });

  it('is offered at the declaration and at calls, beside other fixes', () => {
    const text =
      "const fs = require('fs');\nfunction work() {\n  return fs.readFileSync('a', 'utf8');\n}\nsetImmediate(() => work());\n";
    const { source, bindings } = unitOf('a.js', text);
    const ids = (part: string): string[] =>
      fixResultsAt(source, bindings, spanOfPart(text, part), fileOnly, english).flatMap((result) =>
        isRefusal(result) ? [] : [result.id],
      );
    assert.deepEqual(ids('work() {'.slice(0, 4)), ['move-to-worker']);
    assert.deepEqual(ids('work());'.slice(0, 6)), ['move-to-worker']);
    assert.deepEqual(ids('readFileSync'), ['await-async']);
  });

  it('is refused with a reason', () => {
    const call = 'setImmediate(() => work());';
    const reasons: readonly (readonly [string, RegExp])[] = [
      [`let a = 1;\nfunction work() { return a; }\n${call}`, /It uses a, which the file declares/],
      [
        `const a = require('b')();\nfunction work() { return a; }\n${call}`,
        /It uses a, which the file declares/,
      ],
      [`function work() { return this.a; }\n${call}`, /this or arguments/],
      [`function work() { return arguments[0]; }\n${call}`, /this or arguments/],
      [`async function work() {}\n${call}`, /asynchronous or a generator/],
      [`function work({ a }) {}\n${call}`, /takes its parameters apart/],
      [`function work() { return () => 1; }\n${call}`, /gives a function, a Buffer/],
      [`function work() { return { a() {} }; }\n${call}`, /gives a function, a Buffer/],
      [`function work(a) {}\nsetImmediate(() => work(() => 1));`, /is given a function, a Buffer/],
      [`function work(a) {}\nsetImmediate(() => work(this));`, /is given a function, a Buffer/],
      [`function work() { return Buffer.from('a'); }\n${call}`, /gives a function, a Buffer/],
      [`function work() { return { a: new Thing() }; }\n${call}`, /gives a function, a Buffer/],
      [`function work(a) {}\n[1].map(work);`, /used other than by calling it/],
      [`function work(a) {}\n[1].map(() => work());`, /uses the result of its callback at once/],
      [`function f() { function work() {} work(); }`, /inside of another function/],
    ];
    for (const [text, reason] of reasons) assert.match(refusal(text), reason, text);
    assert.match(refusal(`function work() {}\n${call}`, '/p/a.mts'), /no return type/);
    assert.match(refusal(`function work(): void {}\n${call}`, '/p/a.ts'), /ES module or to CommonJS/);
  });
});
