import assert from 'node:assert/strict';
import { join } from 'node:path';
import { subjectOf } from '../../../../src/analysis/regex/verdict';
import { KillableWorker, NoAnswer } from '../../../../src/server/regex/killableWorker';
import { CheckCancelled, RegexChecker } from '../../../../src/server/regex/regexChecker';

const workerFile = join(__dirname, '../../../../src/server/regex/regexWorker.js');

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

  it('is looked at once where two ask at the same time', async () => {
    const [a, b] = await Promise.all([checker.check('^(b+)+$', ''), checker.check('^(b+)+$', '')]);
    assert.equal(a, b);
  });

  it('can be given up, alone or with the checker, and leaves the others alone', async () => {
    const control = new AbortController();
    const own = new RegexChecker(workerFile);
    const cancelled = assert.rejects(own.check('^(c+)+$', '', control.signal), CheckCancelled);
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
      checker.check(source, '', undefined, isUrgent).then(() => order.push(source));
    await Promise.all([ask('^f$'), ask('^g$'), ask('^h$'), ask('^i$', true), ask('^h$', true)]);
    assert.deepEqual(order, ['^f$', '^h$', '^h$', '^i$', '^g$']);
  });

  it('goes on for another who asked for the same', async () => {
    const control = new AbortController();
    const cancelled = assert.rejects(checker.check('^(e+)+$', '', control.signal), CheckCancelled);
    const other = checker.check('^(e+)+$', '');
    control.abort();
    await cancelled;
    assert.equal((await other).verdict, 'confirmed');
  });
});

describe('the thread that runs expressions', function () {
  this.timeout(60_000);

  it('is ended in one that would run for hours, and the next one is answered', async () => {
    const worker = new KillableWorker(workerFile);
    const endless = { prefix: '', pump: 'a', suffix: '!' };
    const request = { kind: 'run', flags: '', attack: endless } as const;
    await assert.rejects(worker.ask({ ...request, source: '^(a+)+$', count: 60 }, 300), NoAnswer);
    assert.equal(typeof (await worker.ask({ ...request, source: '^a+$', count: 60 }, 20_000)), 'number');
    worker.dispose();
  });

  it('fails with a reason where it cannot be started', async () => {
    const worker = new KillableWorker(join(__dirname, 'none.js'));
    await assert.rejects(
      worker.ask({ kind: 'attacks', source: 'a', flags: '', all: true }, 20_000),
      /none\.js/,
    );
    worker.dispose();
  });
});
