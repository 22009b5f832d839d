import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { subjectOf } from '../../../../src/analysis/regex/verdict';
import { KillableWorker, NoAnswer } from '../../../../src/server/regex/killableWorker';
import { CheckCancelled, RegexChecker } from '../../../../src/server/regex/regexChecker';

const workerFile = join(__dirname, '../../../../src/server/regex/regexWorker.js');
const limits = { youngMb: 3, idleMs: 10_000 };

describe('a regular expression that is checked', function () {
  this.timeout(60_000);
  let checker: RegexChecker;
  before(() => {
    checker = new RegexChecker(workerFile);
  });
  after(() => checker.dispose());

  for (const [source, flags] of [
    ['^(a+)+$', ''],
    ['^(?:\\w+\\s?)*$', ''],
    ['^([a-z]|[a-z0-9])*!', 'i'],
  ] as const)
    it(`/${source}/${flags} is exponential`, async () => {
      const { verdict, degree, attack } = await checker.check(source, flags);
      assert.deepEqual([verdict, degree], ['confirmed', 'exponential']);
      assert.ok(attack && attack.ms >= 100 && attack.length < 200);
      assert.equal(subjectOf(attack).length, attack.length);
      assert.doesNotMatch(
        subjectOf({ ...attack, length: attack.prefix.length + attack.pump.length + attack.suffix.length }),
        new RegExp(source, flags),
      );
    });

  for (const source of ['\\s+$', '^\\s+|\\s+$', '(.*?)\\[(.*?)\\]'])
    it(`/${source}/ is polynomial`, async () => {
      const { verdict, degree, attack } = await checker.check(source, '');
      assert.equal(verdict, 'confirmed');
      assert.notEqual(degree, 'exponential');
      assert.ok(attack && attack.length <= 100_000);
    });

  for (const source of ['^\\d+$', '^[a-z]+(?:-[a-z]+)*$', '[<>&]', '^(?:25[0-5]|\\d{1,2})$'])
    it(`/${source}/ is harmless`, async () => {
      assert.deepEqual(await checker.check(source, ''), { verdict: 'harmless', degree: 1, attack: null });
    });

  it('is unconfirmed where it is none', async () => {
    assert.equal((await checker.check('(', '')).verdict, 'unconfirmed');
    assert.equal((await checker.check('a', 'zz')).verdict, 'unconfirmed');
  });

  it('is remembered', async () => {
    assert.equal(checker.known('x+x+x+y', ''), null);
    const verdict = await checker.check('x+x+x+y', '');
    assert.equal(checker.known('x+x+x+y', ''), verdict);
    assert.equal(await checker.check('x+x+x+y', ''), verdict);
    assert.equal(checker.known('x+x+x+y', 'i'), null);
  });

  it('is looked at further once somebody wants to know more of it', async () => {
    const [source, flags] = ['^([k-z]|[k-z0-9])*!', 'i'];
    for (const depth of ['quick', 'suspect'] as const)
      assert.equal((await checker.check(source, flags, { depth })).verdict, 'unconfirmed', depth);
    assert.equal(checker.known(source, flags), null);
    assert.equal((await checker.check(source, flags)).verdict, 'confirmed');
    assert.equal((await checker.check(source, flags, { depth: 'quick' })).verdict, 'confirmed');
  });

  it('is shown to recheck, which takes most of the memory, only where its form does not settle it', async () => {
    const own = new RegexChecker(workerFile);
    const threads: Worker[] = [];
    const note = (thread: Worker): void => void threads.push(thread);
    process.on('worker', note);
    try {
      assert.equal((await own.check('^\\d+$', '')).verdict, 'harmless');
      assert.equal((await own.check('\\s+$', '')).verdict, 'confirmed');
      assert.equal((await own.check('^ab+c*b+$', '', { depth: 'quick' })).verdict, 'confirmed');
      assert.equal(threads.length, 1);
      assert.equal((await own.check('^(?:a|b)*$', '')).verdict, 'harmless');
      assert.equal(threads.length, 2);
    } finally {
      process.off('worker', note);
      own.dispose();
    }
  });

  it('is found slow where only a subject beyond Latin-1 can match', async () => {
    const { verdict, attack } = await checker.check('(元|\\d+)年', '', { depth: 'quick' });
    assert.equal(verdict, 'confirmed');
    assert.equal(attack?.pump, '0');
  });

  it('is looked at once where two ask at the same time', async () => {
    const [a, b] = await Promise.all([checker.check('^(b+)+$', ''), checker.check('^(b+)+$', '')]);
    assert.equal(a, b);
  });

  it('can be given up, alone or with the checker, and leaves the others alone', async () => {
    const control = new AbortController();
    const own = new RegexChecker(workerFile);
    const cancelled = assert.rejects(own.check('^(c+)+$', '', { signal: control.signal }), CheckCancelled);
    const other = own.check('^\\d+$', '');
    control.abort();
    await cancelled;
    assert.equal((await other).verdict, 'harmless');
    const left = assert.rejects(own.check('^(d+)+$', ''), CheckCancelled);
    own.dispose();
    await left;
    await assert.rejects(own.check('^\\d+$', ''), CheckCancelled);
  });

  it('is looked at before the others where someone waits for it', async () => {
    const order: string[] = [];
    const ask = (source: string, isUrgent = false) =>
      checker.check(source, '', { isUrgent }).then(() => order.push(source));
    await Promise.all([ask('^f$'), ask('^g$'), ask('^h$'), ask('^i$', true), ask('^h$', true)]);
    assert.deepEqual(order, ['^f$', '^h$', '^h$', '^i$', '^g$']);
  });

  it('goes on for another who asked for the same', async () => {
    const control = new AbortController();
    const cancelled = assert.rejects(
      checker.check('^(e+)+$', '', { signal: control.signal }),
      CheckCancelled,
    );
    const other = checker.check('^(e+)+$', '');
    control.abort();
    await cancelled;
    assert.equal((await other).verdict, 'confirmed');
  });
});

describe('the thread that runs expressions', function () {
  this.timeout(60_000);

  it('is ended in one that would run for hours, and the next one is answered', async () => {
    const worker = new KillableWorker({ file: workerFile, ...limits });
    const endless = { prefix: '', pump: 'a', suffix: '!' };
    const request = { kind: 'run', flags: '', attack: endless } as const;
    await assert.rejects(worker.ask({ ...request, source: '^(a+)+$', count: 60 }, 300), NoAnswer);
    assert.equal(typeof (await worker.ask({ ...request, source: '^a+$', count: 60 }, 20_000)), 'number');
    worker.dispose();
  });

  it('goes when nobody has asked for a while', async () => {
    const worker = new KillableWorker({ file: workerFile, youngMb: 3, idleMs: 1 });
    const started = once(process, 'worker') as Promise<[Worker]>;
    await worker.ask({ kind: 'form', source: 'a', flags: '' }, 20_000);
    const [thread] = await started;
    await once(thread, 'exit');
  });

  it('fails where it needs more memory than it may have, and the next one is answered', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'looplens-regex-'));
    const file = join(folder, 'greedy.js');
    writeFileSync(
      file,
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ kind }) => {
        for (const all = []; kind === 'recheck'; ) all.push({ all });
        parentPort.postMessage({ value: null });
      });
      parentPort.postMessage('ready');`,
    );
    const worker = new KillableWorker({ file, heapMb: 16, ...limits });
    try {
      const request = { source: 'a', flags: '' };
      await assert.rejects(worker.ask({ kind: 'recheck', ...request }, 30_000), /memory/);
      assert.equal(await worker.ask({ kind: 'form', ...request }, 20_000), null);
    } finally {
      worker.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('fails with a reason where it cannot be started', async () => {
    const worker = new KillableWorker({ file: join(__dirname, 'none.js'), ...limits });
    await assert.rejects(
      worker.ask({ kind: 'attacks', source: 'a', flags: '', all: true }, 20_000),
      /none\.js/,
    );
    worker.dispose();
  });
});
