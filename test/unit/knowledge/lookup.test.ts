import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import { allIds, lookupApi, resultOf, variantFor, variantsFor } from '../../../src/knowledge/lookup';

const places = (id: string, major: number | null = null) =>
  variantFor(lookupApi(id)!, major).stages.map(({ where }) => where);

describe('lookupApi', () => {
  it('tells where a call runs, what it blocks and what to use instead', () => {
    const entry = lookupApi('fs.readFileSync')!;
    const variant = variantFor(entry, 22);
    assert.deepEqual([variant.blocksMain, variant.cost, variant.callbackPhase], [true, 'bytes', null]);
    assert.deepEqual(variant.replacement, { api: 'fs.promises.readFile', fixId: 'sync-to-promise' });
    assert.deepEqual(places('fs.readFileSync'), ['main']);
    assert.deepEqual(places('fs.promises.readFile'), ['pool']);
    assert.deepEqual(places('net.connect'), ['pool', 'kernel']);
    assert.deepEqual(places('worker_threads.Worker'), ['main', 'worker']);
    assert.deepEqual(places('child_process.exec'), ['main', 'process']);
  });

  it('finds one entry under every name of a callable', () => {
    for (const [name, id] of [
      ['fs/promises.readFile', 'fs.promises.readFile'],
      ['node:fs/promises.readFile', 'fs.promises.readFile'],
      ['node:fs.readFileSync', 'fs.readFileSync'],
      ['timers.setTimeout', 'setTimeout'],
      ['timers.promises.setTimeout', 'timers/promises.setTimeout'],
      ['buffer.Buffer.from', 'Buffer.from'],
      ['crypto.webcrypto.subtle.digest', 'crypto.subtle.digest'],
      ['util.types.isMap', 'util/types.isMap'],
      ['net.createConnection', 'net.connect'],
    ] as const)
      assert.equal(lookupApi(name)?.id, id, name);
  });

  it('finds methods where the class got them from', () => {
    assert.equal(lookupApi('http.IncomingMessage#pipe')?.id, 'stream.Readable#pipe');
    assert.equal(lookupApi('net.Socket#on')?.id, 'stream.Readable#on');
    assert.equal(lookupApi('net.Server#emit')?.id, 'events.EventEmitter#emit');
    assert.equal(lookupApi('net.Socket#write')?.id, 'net.Socket#write', 'its own comes first');
  });

  it('knows nothing of what is none', () => {
    for (const id of [
      '',
      '#',
      'fs',
      'fs.',
      'fs.nothing',
      'fs.Stats#nothing',
      'Nothing#x',
      'toString',
      'a|b',
      'fs.promises',
    ])
      assert.equal(lookupApi(id), null, id);
  });

  it('has every public module', () => {
    const known = new Set(
      allIds()
        .flatMap((id) => [id, ...lookupApi(id)!.aliases])
        .map((id) => id.split(/[.#]/)[0]),
    );
    const without = ['constants', 'sys'];
    const missing = builtinModules.filter(
      (name) => !name.startsWith('_') && !without.includes(name) && !known.has(name.replace(/^node:/, '')),
    );
    assert.deepEqual(missing, []);
  });

  it('tells whose instance a call returns', () => {
    assert.equal(resultOf('crypto.createHash'), 'crypto.Hash');
    assert.equal(resultOf('fs.promises.open'), 'fs.promises.FileHandle');
    assert.equal(resultOf('net.Socket'), 'net.Socket', 'of a class: its own');
    assert.equal(resultOf('path.join'), null);
  });
});

describe('docUrl', () => {
  it('leads to the heading in Node’s documentation where that is sure, else to the page', () => {
    const url = (id: string) => lookupApi(id)!.docUrl?.replace('https://nodejs.org/api/', '');
    assert.equal(url('fs.readFileSync'), 'fs.html#fsreadfilesyncpath-options');
    assert.equal(url('fs.promises.readFile'), 'fs.html#fspromisesreadfilepath-options');
    assert.equal(url('child_process.execSync'), 'child_process.html#child_processexecsynccommand-options');
    assert.equal(url('Buffer.byteLength'), 'buffer.html#static-method-bufferbytelengthstring-encoding');
    assert.equal(
      url('timers/promises.setTimeout'),
      'timers.html#timerspromisessettimeoutdelay-value-options',
    );
    assert.equal(url('crypto.subtle.digest'), 'webcrypto.html#subtledigestalgorithm-data');
    assert.equal(url('ReadableStream#pipeTo'), 'webstreams.html');
    assert.equal(url('JSON.parse'), undefined, 'none of Node’s');
  });
});

describe('since and removed', () => {
  it('are known of many', () => {
    const { since, removed } = lookupApi('fs.cpSync')!;
    assert.deepEqual([since, removed], ['16.7.0', null]);
    assert.equal(lookupApi('crypto.createCipher')?.removed, 22);
    assert.equal(lookupApi('fs.globSync')?.since, '22.0.0');
  });
});

describe('variantFor', () => {
  it('tells majors apart', () => {
    assert.deepEqual(places('import', 20), ['pool', 'main']);
    assert.deepEqual(places('import', 22), ['main']);
    assert.deepEqual(places('import', null), ['main'], 'the newest where none is asked for');
  });

  it('takes the nearest major for one that was not looked at', () => {
    assert.deepEqual(places('import', 18), ['pool', 'main']);
    assert.deepEqual(places('import', 21), ['pool', 'main']);
    assert.deepEqual(places('import', 30), ['main']);
  });

  it('has every way of a call, the usual one first', () => {
    const ways = (id: string) =>
      variantsFor(lookupApi(id)!, 20).map(({ when, stages }) => [when, stages[0]!.where]);
    assert.deepEqual(ways('crypto.randomBytes'), [
      ['without a callback', 'main'],
      ['with a callback', 'pool'],
    ]);
    assert.deepEqual(ways('dns.lookup'), [
      ['of a name', 'pool'],
      ['of an address', 'main'],
    ]);
  });
});
