import { each, later, main, pool } from './build.mjs';

const goesOn = (what, cost = 'constant') => later(what, 'nextTick', cost);
const settles = (what, cost = 'constant') => later(what, 'microtask', cost);

export const facts = {
  ...each(
    'stream.',
    'Readable Writable Duplex Transform PassThrough',
    goesOn('makes a stream; its methods do the work'),
  ),
  'stream.Readable#read': goesOn('takes what was buffered', 'bytes'),
  'stream.Readable#push': goesOn('buffers the data', 'bytes'),
  'stream.Readable#unshift': goesOn('buffers the data', 'bytes'),
  ...each('stream.Readable#', 'pipe resume', goesOn('lets the data flow', 'bytes')),
  'stream.Readable#on': goesOn('keeps the listener; one for data lets the data flow', 'bytes'),
  ...each('stream.Readable#', 'destroy removeListener removeAllListeners', goesOn('stops the flow')),
  'stream.Readable#wrap': goesOn('reads an old stream', 'bytes'),
  'stream.Writable#write': goesOn('buffers the data, writes it where the stream leads', 'bytes'),
  'stream.Writable#end': goesOn('writes what is left', 'bytes'),
  'stream.Writable#destroy': goesOn('closes the stream'),
  ...each('stream.', 'pipeline compose', goesOn('lets the data flow from stream to stream', 'bytes')),
  'stream.finished': goesOn('waits for the end of the stream', 'time'),
  'stream.destroy': goesOn('closes the stream'),
  'stream.promises.pipeline': settles('lets the data flow from stream to stream', 'bytes'),
  'stream.promises.finished': settles('waits for the end of the stream', 'time'),
  ...each(
    'stream/consumers.',
    'arrayBuffer blob buffer bytes text',
    settles('gathers the whole stream', 'bytes'),
  ),
  'stream/consumers.json': settles('gathers the whole stream, then parses the JSON', 'bytes'),
  ...each(
    'stream.Readable#',
    'every find forEach reduce some toArray',
    settles('walks the whole stream', 'entries'),
  ),
  ...each(
    'stream.Readable#',
    'filter flatMap map take drop asIndexedPairs iterator compose',
    main('makes a stream of the stream'),
  ),

  ...each(
    '',
    'ReadableStream WritableStream TransformStream TextEncoderStream TextDecoderStream',
    settles('makes a stream; its methods do the work'),
  ),
  'ReadableStream.from': settles('makes a stream of the values', 'entries'),
  ...each('ReadableStream#', 'pipeTo pipeThrough tee values cancel', settles('lets the data flow', 'bytes')),
  'ReadableStreamDefaultReader#read': settles('waits for the next piece', 'bytes'),
  'ReadableStreamBYOBReader#read': settles('waits for the next piece', 'bytes'),
  ...each(
    '',
    'ReadableStreamDefaultReader#cancel ReadableStreamBYOBReader#cancel',
    settles('stops the flow'),
  ),
  'WritableStreamDefaultWriter#write': settles('buffers the data, writes it where the stream leads', 'bytes'),
  ...each('WritableStreamDefaultWriter#', 'close abort', settles('closes the stream')),
  ...each('WritableStream#', 'close abort', settles('closes the stream')),
  ...each(
    '',
    'CompressionStream DecompressionStream',
    pool('compresses or decompresses piece by piece', 'bytes'),
  ),

  ...each(
    '',
    'readline.createInterface readline.Interface readline.promises.createInterface readline.promises.Interface',
    main('splits what arrives into lines', 'bytes'),
  ),
  'readline.Interface#question': later('waits for a line', 'poll', 'time'),
  'readline.promises.Interface#question': later('waits for a line', 'poll', 'time'),
  'readline.promises.Readline#commit': settles('writes to the terminal'),
};
