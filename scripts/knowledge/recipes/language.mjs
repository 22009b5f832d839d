import assert from 'node:assert';
import { EventEmitter, on, once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import querystring from 'node:querystring';
import { PassThrough, Readable, Writable, finished, pipeline } from 'node:stream';
import consumers from 'node:stream/consumers';
import streams from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import timers from 'node:timers/promises';
import url from 'node:url';
import util from 'node:util';
import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
import { callback, promise, sync } from './recipe.mjs';

/** The smallest WebAssembly module. */
const wasm = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const shared = () => new Int32Array(new SharedArrayBuffer(4));
const text = '{"a":[1,2,3]}';
const source = () => {
  const stream = new PassThrough();
  stream.end('x');
  return stream;
};

export const recipes = [
  sync('JSON.parse', () => JSON.parse(text)),
  sync('JSON.stringify', () => JSON.stringify({ a: 1 })),
  sync('structuredClone', () => structuredClone({ a: 1 })),
  sync('RegExp#exec', () => /a/.exec(text)),
  sync('RegExp#test', () => /a/.test(text)),
  sync('String#match', () => text.match(/a/)),
  sync('String#matchAll', () => [...text.matchAll(/a/g)]),
  sync('String#replace', () => text.replace(/a/, 'b')),
  sync('String#replaceAll', () => text.replaceAll('a', 'b')),
  sync('String#search', () => text.search(/a/)),
  sync('String#split', () => text.split(',')),
  sync('Atomics.wait', () => Atomics.wait(shared(), 0, 0, 1)),
  callback('Atomics.waitAsync', (at, _, done) => {
    const cell = shared();
    Atomics.waitAsync(cell, 0, 0).value.then(() => done(), done);
    Atomics.notify(cell, 0);
  }),
  sync('Atomics.add', () => Atomics.add(shared(), 0, 1)),
  promise('WebAssembly.compile', () => WebAssembly.compile(wasm)),
  promise('WebAssembly.instantiate', () => WebAssembly.instantiate(wasm)),
  sync('WebAssembly.Module', () => new WebAssembly.Module(wasm)),
  sync('WebAssembly.Instance', () => new WebAssembly.Instance(new WebAssembly.Module(wasm))),
  sync('WebAssembly.validate', () => WebAssembly.validate(wasm)),
  promise('Promise.all', () => Promise.all([1])),
  promise('Promise.race', () => Promise.race([1])),
  promise('Promise.resolve', () => Promise.resolve(1)),
  callback('Promise#then', (at, _, done) => Promise.resolve().then(() => done())),
  callback('setTimeout', (at, _, done) => setTimeout(done, 1)),
  callback('setInterval', (at, _, done) => {
    const timer = setInterval(() => {
      clearInterval(timer);
      done();
    }, 1);
  }),
  callback('setImmediate', (at, _, done) => setImmediate(done)),
  callback('queueMicrotask', (at, _, done) => queueMicrotask(done)),
  sync('clearTimeout', () => clearTimeout(setTimeout(() => {}, 1))),
  promise('timers/promises.setTimeout', () => timers.setTimeout(1)),
  promise('timers/promises.setImmediate', () => timers.setImmediate()),
  promise('timers/promises.setInterval', () => timers.setInterval(1).next()),
  promise('timers/promises.scheduler.wait', () => timers.scheduler.wait(1)),
  promise('timers/promises.scheduler.yield', () => timers.scheduler.yield()),
  callback('AbortSignal.timeout', (at, _, done) => {
    const signal = AbortSignal.timeout(5);
    signal.onabort = () => done();
  }),
  sync('atob', () => atob('YQ==')),
  sync('Buffer.from', () => Buffer.from(text)),
  sync('Buffer.alloc', () => Buffer.alloc(8)),
  sync('Buffer.concat', () => Buffer.concat([Buffer.from(text)])),
  sync('Buffer#toString', () => Buffer.from(text).toString('base64')),
  sync('Buffer#indexOf', () => Buffer.from(text).indexOf('a')),
  promise('Blob#text', () => new Blob([text]).text()),
  promise('Blob#arrayBuffer', () => new Blob([text]).arrayBuffer()),
  sync('TextDecoder#decode', () => new TextDecoder().decode(Buffer.from(text))),
  sync('string_decoder.StringDecoder#write', () => new StringDecoder().write(Buffer.from(text))),
  sync('querystring.parse', () => querystring.parse('a=b')),
  sync('EventTarget#dispatchEvent', () => new EventTarget().dispatchEvent(new Event('x'))),
  promise('events.once', () => {
    const emitter = new EventEmitter();
    const event = once(emitter, 'x');
    emitter.emit('x');
    return event;
  }),
  promise('events.on', () => {
    const emitter = new EventEmitter();
    const events = on(emitter, 'x');
    emitter.emit('x');
    return events.next();
  }),
  sync('events.EventEmitter#emit', () => new EventEmitter().emit('x')),
  sync('util.inspect', () => util.inspect({ a: 1 })),
  sync('util.format', () => util.format('%s', 'x')),
  sync('util.isDeepStrictEqual', () => util.isDeepStrictEqual({ a: 1 }, { a: 1 })),
  sync('util.promisify', () => util.promisify(fs.stat)),
  sync('assert.deepStrictEqual', () => assert.deepStrictEqual({ a: 1 }, { a: 1 })),
  sync('path.join', () => path.join('a', 'b')),
  sync('path.resolve', () => path.resolve('a')),
  sync('url.fileURLToPath', () => url.fileURLToPath('file:///a')),
  sync('URL', () => new URL('http://a/b')),
  sync('os.cpus', () => os.cpus()),
  sync('os.hostname', () => os.hostname()),
  sync('os.networkInterfaces', () => os.networkInterfaces()),
  callback('stream.pipeline', (at, _, done) => pipeline(source(), new PassThrough().resume(), done)),
  callback('stream.finished', (at, _, done) => {
    const stream = new PassThrough().resume();
    finished(stream, done);
    stream.end();
  }),
  promise('stream/promises.pipeline', () => streams.pipeline(source(), new PassThrough().resume())),
  promise('stream/promises.finished', () => {
    const stream = new PassThrough().resume();
    const end = streams.finished(stream);
    stream.end();
    return end;
  }),
  callback('stream.Writable#write', (at, _, done) =>
    new Writable({ write: (chunk, encoding, next) => next() }).write('x', done),
  ),
  callback('stream.Writable#end', (at, _, done) =>
    new Writable({ write: (chunk, encoding, next) => next() }).end('x', () => done()),
  ),
  callback('stream.Readable#destroy', (at, _, done) =>
    new Readable({ read() {} }).once('close', () => done()).destroy(),
  ),
  callback('stream.Readable#push', (at, _, done) => {
    const stream = new Readable({ read() {} }).once('readable', () => done());
    stream.push('x');
  }),
  promise('stream.Readable#toArray', () => Readable.from(['x']).toArray()),
  promise('stream.Readable#forEach', () => Readable.from(['x']).forEach(() => {})),
  promise('stream/consumers.text', () => consumers.text(Readable.from(['x']))),
  promise('stream/consumers.json', () => consumers.json(Readable.from([text]))),
  promise('stream/consumers.buffer', () => consumers.buffer(Readable.from([Buffer.from('x')]))),
  promise('ReadableStreamDefaultReader#read', () => ReadableStream.from(['x']).getReader().read()),
  promise('WritableStreamDefaultWriter#write', () => new WritableStream().getWriter().write('x')),
  promise('WritableStreamDefaultWriter#close', () => new WritableStream().getWriter().close()),
  promise('ReadableStream#pipeTo', () => ReadableStream.from(['x']).pipeTo(new WritableStream())),
  promise('CompressionStream', async () => {
    const compression = new CompressionStream('gzip');
    const reader = compression.readable.getReader();
    compression.writable
      .getWriter()
      .write(Buffer.from(text))
      .catch(() => {});
    return reader.read();
  }),
  ...['load', 'sub', 'and', 'or', 'xor', 'exchange', 'store'].map((name) =>
    sync(`Atomics.${name}`, () => Atomics[name](shared(), 0, 1)),
  ),
  sync('Atomics.compareExchange', () => Atomics.compareExchange(shared(), 0, 0, 1)),
  sync('Atomics.notify', () => Atomics.notify(shared(), 0)),
  promise('Promise.allSettled', () => Promise.allSettled([1])),
  promise('Promise.any', () => Promise.any([1])),
  callback('Promise.reject', (at, _, done) => Promise.reject(new Error('x')).catch(() => done())),
  callback('Promise#catch', (at, _, done) => Promise.reject(new Error('x')).catch(() => done())),
  callback('Promise#finally', (at, _, done) => Promise.resolve().finally(() => done())),
  promise('Promise.try', () => Promise.try(() => 1)),
  callback('Promise.withResolvers', (at, _, done) => {
    const { promise: kept, resolve } = Promise.withResolvers();
    kept.then(() => done());
    resolve();
  }),
  callback('Promise', (at, _, done) => new Promise((resolve) => resolve()).then(() => done())),
  sync('RegExp', () => new RegExp('a')),
  sync('RegExp.escape', () => RegExp.escape('a.b')),
  sync('WebAssembly.Memory', () => new WebAssembly.Memory({ initial: 1 })),
  sync('WebAssembly.Memory#grow', () => new WebAssembly.Memory({ initial: 1, maximum: 2 }).grow(1)),
  sync('WebAssembly.Table', () => new WebAssembly.Table({ element: 'anyfunc', initial: 1 })),
  sync('WebAssembly.Global', () => new WebAssembly.Global({ value: 'i32' }, 1)),
  sync('WebAssembly.Module.exports', () => WebAssembly.Module.exports(new WebAssembly.Module(wasm))),
  sync('WebAssembly.Module.imports', () => WebAssembly.Module.imports(new WebAssembly.Module(wasm))),
  sync('console.log', () => console.log('x')),
  sync('console.error', () => console.error()),
  sync('console.table', () => console.table([])),
  sync('util.types.isMap', () => util.types.isMap(1)),
  sync('util.types.isPromise', () => util.types.isPromise(1)),
  sync('URLPattern#test', () => new URLPattern({ pathname: '/a' }).test('http://a/a')),
  sync('path.format', () => path.format({ base: 'a' })),
  sync('os.freemem', () => os.freemem()),
  sync('os.userInfo', () => os.userInfo()),
  promise(
    'DecompressionStream',
    async (_, packed) => {
      const compression = new DecompressionStream('gzip');
      const reader = compression.readable.getReader();
      compression.writable
        .getWriter()
        .write(packed)
        .catch(() => {});
      return reader.read();
    },
    { prepare: () => gzipSync(text) },
  ),
];
