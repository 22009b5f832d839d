import { after, blocking, each, later, main, stages } from './build.mjs';

const matches = main('matches; some patterns backtrack without end', 'input');

export const facts = {
  'JSON.parse': blocking('parses the text', 'bytes'),
  'JSON.stringify': blocking('walks the value, builds the text', 'bytes'),
  structuredClone: blocking('copies the value', 'bytes'),
  ...each('RegExp#', 'exec test', matches),
  ...each('String#', 'match matchAll replace replaceAll search split', matches),
  ...each('', 'RegExp RegExp#compile', main('compiles the pattern')),
  ...each('RegExp#', 'toString', main('gives the pattern')),
  'RegExp.escape': main('works on the text', 'bytes'),

  'Atomics.wait': blocking('sleeps until it is woken', 'time', 'Atomics.waitAsync'),
  'Atomics.waitAsync': after('v8', 'waits until it is woken', 'time', 'poll'),
  'Atomics.notify': main('wakes who waits'),
  ...each(
    'Atomics.',
    'load store add sub and or xor exchange compareExchange',
    main('one step on shared memory'),
  ),
  ...each('Atomics.', 'isLockFree pause', main('one step of the processor')),

  'WebAssembly.compile': after('v8', 'compiles the module on V8’s threads', 'bytes', 'poll'),
  'WebAssembly.compileStreaming': after(
    'v8',
    'compiles the module on V8’s threads while it arrives',
    'bytes',
    'poll',
  ),
  ...each(
    'WebAssembly.',
    'instantiate instantiateStreaming',
    stages(
      [
        ['v8', 'compiles the module on V8’s threads'],
        ['main', 'links and starts it'],
      ],
      'poll',
      'bytes',
    ),
  ),
  'WebAssembly.Module': blocking('compiles the module', 'bytes', 'WebAssembly.compile'),
  'WebAssembly.Instance': main('links and starts the module', 'entries'),
  'WebAssembly.validate': blocking('checks the module', 'bytes'),
  ...each(
    'WebAssembly.Module.',
    'imports exports customSections',
    main('lists a part of the module', 'entries'),
  ),
  'WebAssembly.Memory#grow': main('asks the system for memory', 'bytes'),
  ...each('WebAssembly.', 'Memory Table Global Tag Exception', main('makes an object')),

  Promise: later('runs the executor at once; what waits for it runs as a microtask', 'microtask'),
  ...each(
    'Promise#',
    'then catch finally',
    later('runs the callback after the promise is settled', 'microtask'),
  ),
  ...each(
    'Promise.',
    'all allSettled any race',
    later('waits for promises that run already', 'microtask', 'entries'),
  ),
  ...each('Promise.', 'resolve reject withResolvers', later('makes a promise', 'microtask')),
  'Promise.try': later('runs the function at once', 'microtask', 'input'),

  setTimeout: later('puts the callback among the timers', 'timers', 'time'),
  setInterval: later('puts the callback among the timers, again and again', 'timers', 'time'),
  setImmediate: later('runs the callback once the events of this turn are handled', 'check'),
  queueMicrotask: later('runs the callback before anything else goes on', 'microtask'),
  ...each('', 'clearTimeout clearInterval clearImmediate', main('takes the callback out')),
  'timers/promises.setTimeout': later('waits for a timer', 'timers', 'time'),
  'timers/promises.setInterval': later('waits for a timer, again and again', 'timers', 'time'),
  'timers/promises.setImmediate': later('goes on once the events of this turn are handled', 'check'),
  ...each('timers/promises.scheduler.', 'wait', later('waits for a timer', 'timers', 'time')),
  ...each(
    'timers/promises.scheduler.',
    'yield',
    later('goes on once the events of this turn are handled', 'check'),
  ),
  'timers.Timeout#refresh': later('starts the timer anew', 'timers', 'time'),
  'AbortSignal.timeout': later('aborts by a timer', 'timers', 'time'),
  ...each('', 'timers.active timers.enroll', later('puts it among the timers', 'timers', 'time')),

  ...each('', 'atob btoa', main('converts the text', 'bytes')),
  ...each(
    'console.',
    'log warn error info debug dir dirxml table trace group groupCollapsed assert',
    main('formats and writes; waits for files, pipes and (but on Windows) terminals', 'bytes'),
  ),
  ...each(
    'console.Console#',
    'log warn error info debug dir dirxml table trace group groupCollapsed assert',
    main('formats and writes; waits for files, pipes and (but on Windows) terminals', 'bytes'),
  ),
  ...each(
    'console.',
    'count countReset time timeEnd timeLog clear groupEnd',
    main('counts or measures, writes'),
  ),
  ...each('console.', 'profile profileEnd timeStamp context createTask', main('for a debugger')),

  'EventTarget#dispatchEvent': later('calls the listeners', 'sync', 'entries'),
  'events.EventEmitter#emit': later('calls the listeners', 'sync', 'entries'),
  'events.once': later('waits for the event', 'microtask', 'time'),
  'events.on': later('waits for events', 'microtask', 'time'),
  'util.promisify': main('makes a function that gives a promise'),
  'util.callbackify': main('makes a function that takes a callback'),
  'util.inspect': main('walks the value, builds the text', 'entries'),
  'util.isDeepStrictEqual': main('compares the values', 'entries'),
  ...each('util.', 'format formatWithOptions', main('builds the text', 'entries')),
  'util.diff': blocking('compares the texts', 'bytes'),
  ...each('util.', 'debounce throttle', later('makes a function that waits for a timer', 'timers', 'time')),
  ...each(
    'assert.',
    'deepEqual deepStrictEqual notDeepEqual notDeepStrictEqual partialDeepStrictEqual',
    main('compares the values', 'entries'),
  ),
  ...each('assert.', 'rejects doesNotReject', later('waits for the promise', 'microtask')),

  ...each('Buffer.', 'from copyBytesFrom concat', main('copies the bytes', 'bytes')),
  ...each('Buffer.', 'alloc', main('takes memory and clears it', 'bytes')),
  ...each('Buffer.', 'allocUnsafe allocUnsafeSlow', main('takes memory')),
  ...each('Buffer.', 'byteLength compare', main('reads the bytes', 'bytes')),
  ...each(
    'Buffer#',
    'toString asciiSlice base64Slice base64urlSlice latin1Slice hexSlice ucs2Slice utf8Slice toJSON',
    main('converts the bytes', 'bytes'),
  ),
  ...each(
    'Buffer#',
    'write asciiWrite base64Write base64urlWrite latin1Write hexWrite ucs2Write utf8Write fill copy',
    main('writes the bytes', 'bytes'),
  ),
  ...each(
    'Buffer#',
    'equals compare indexOf lastIndexOf includes swap16 swap32 swap64',
    main('walks the bytes', 'bytes'),
  ),
  ...each('Buffer#', 'subarray slice', main('a view of the same bytes')),
  ...each('buffer.', 'transcode isUtf8 isAscii', main('walks the bytes', 'bytes')),
  ...each(
    'Blob#',
    'arrayBuffer text bytes',
    later('copies the bytes; of a file it reads them in the pool', 'microtask', 'bytes'),
  ),
  'Blob#stream': later(
    'gives the bytes piece by piece; of a file it reads them in the pool',
    'microtask',
    'bytes',
  ),
  'Blob#textStream': later('gives the text piece by piece', 'microtask', 'bytes'),
  ...each('', 'Blob File', main('keeps the parts', 'bytes')),
  'TextDecoder#decode': main('converts the bytes', 'bytes'),
  ...each('TextEncoder#', 'encode encodeInto', main('converts the text', 'bytes')),
  ...each('string_decoder.StringDecoder#', 'write end', main('converts the bytes', 'bytes')),
  ...each(
    'querystring.',
    'parse stringify escape unescape unescapeBuffer',
    main('works on the text', 'bytes'),
  ),

  'test.run': after('process', 'runs the test files', 'time', 'poll'),
  ...each(
    '',
    'test.test test.describe test.skip test.todo test.only test.expectFailure test.describe.skip test.describe.todo test.describe.only test.describe.expectFailure',
    later('queues the test', 'microtask'),
  ),
};
