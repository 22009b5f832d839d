// Kinds of blocks that are one native call, or a few: their size decides how long they take and is calibrated.
// Beyond the fields that timedKinds.mjs names:
//   from   size that calibration starts with; it doubles ('add' in `grow`: adds 1) until the block takes 25 ms
//   power  time grows with size ** power; 1 when absent; 0: it doubles with every 1 that is added
//   file   (path, size) makes the file or folder that is the block's argument
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const records = `(size) => Array.from({ length: size }, (_, i) => ({ id: i, name: 'item ' + i, tags: ['a', 'b'], price: i / 7 }))`;
const moduleLine = (i) =>
  `exports.f${i} = function (a, b) { const c = a * ${i} + b; return c > 10 ? c : [c, 'text ${i}']; };\n`;

const logText = `const logText = (size) =>
  Buffer.from(Array.from({ length: size / 8 }, (_, i) => ((i * 2654435761) >>> 8).toString(36)).join(' '));`;

const calls = [
  {
    id: 'pbkdf2',
    category: 'crypto',
    from: 10_000,
    code: `function pbkdf2(iterations) {
  return crypto.pbkdf2Sync('secret', 'salt', iterations, 32, 'sha256'); // @site
}`,
  },
  {
    id: 'scrypt',
    category: 'crypto',
    from: 2,
    code: `function scrypt(p) {
  return crypto.scryptSync('secret', 'salt', 32, { N: 1024, r: 8, p }); // @site
}`,
  },
  {
    id: 'gzip',
    category: 'zlib',
    from: 100_000,
    maxMs: 600,
    prepare: `logText`,
    top: logText,
    code: `function gzip(data) {
  const packed = zlib.gzipSync(data); // @site
  return packed.length;
}`,
  },
  {
    id: 'inflate',
    category: 'zlib',
    from: 100_000,
    maxMs: 200,
    prepare: `(size) => zlib.deflateSync(logText(size), { level: 1 })`,
    top: logText,
    code: `function inflate(data) {
  return zlib.inflateSync(data).length; // @site
}`,
  },
  {
    id: 'jsonParse',
    category: 'json',
    from: 5_000,
    maxMs: 400,
    prepare: `(size) => Buffer.from(JSON.stringify((${records})(size))).toString('latin1')`,
    code: `function jsonParse(text) {
  const value = JSON.parse(text); // @site
  const first = value[0];
  return first.name;
}`,
  },
  {
    id: 'jsonStringify',
    category: 'json',
    from: 5_000,
    maxMs: 400,
    prepare: records,
    code: `function jsonStringify(value) {
  const text = JSON.stringify(value); // @site
  return text.length;
}`,
  },
  {
    id: 'regexNested',
    category: 'regex',
    from: 16,
    grow: 'add',
    power: 0,
    prepare: `(size) => 'a'.repeat(size) + '!'`,
    code: `function regexNested(text) {
  return /^(a+)+$/.test(text); // @site
}`,
  },
  {
    id: 'regexTrailing',
    category: 'regex',
    from: 1000,
    power: 2,
    prepare: `(size) => ' '.repeat(size) + 'x'`,
    code: `function regexTrailing(text) {
  return text.replace(/\\s+$/, ''); // @site
}`,
  },
];

const files = [
  {
    id: 'bigRead',
    category: 'sync-io',
    from: 16,
    maxMs: 150,
    file: (path, size) => writeFileSync(path, Buffer.alloc(size * 1_000_000, 'größe ')),
    code: `function bigRead(file) {
  return fs.readFileSync(file, 'utf8').length; // @site
}`,
  },
  {
    id: 'requireBig',
    category: 'module-load',
    culprit: null,
    from: 4000,
    maxMs: 200,
    file: (path, size) => writeFileSync(path, Array.from({ length: size }, (_, i) => moduleLine(i)).join('')),
    code: `function requireBig(file) {
  return require(file).f1; // @site
}`,
  },
  {
    id: 'requireTree',
    category: 'module-load',
    culprit: null,
    from: 60,
    maxMs: 300,
    file: (path, size) => {
      mkdirSync(path);
      const lines = Array.from({ length: 20 }, (_, line) => moduleLine(line)).join('');
      for (let i = 1; i < size; i++) writeFileSync(join(path, `m${i}.js`), `// ${i}\n${lines}`);
      const all = Array.from({ length: size - 1 }, (_, i) => `require('./m${i + 1}.js');\n`).join('');
      writeFileSync(join(path, 'index.js'), all);
    },
    code: `function requireTree(folder) {
  return require(folder); // @site
}`,
  },
];

const native = [
  {
    id: 'sortCallback',
    category: 'cpu',
    also: ['native'],
    functionName: null,
    from: 5_000,
    maxMs: 400,
    prepare: `(size) => Array.from({ length: size }, (_, i) => ({ key: Math.imul(i, 2654435761) >>> 4 }))`,
    code: `function sortCallback(items) {
  items.sort((a, b) => (a.key < b.key ? -1 : 1)); // @site
}`,
  },
  {
    id: 'sortDefault',
    category: 'native',
    also: ['cpu'],
    from: 5_000,
    maxMs: 400,
    prepare: `(size) => Array.from({ length: size }, (_, i) => Math.imul(i, 2654435761) >>> 4)`,
    code: `function sortDefault(items) {
  items.sort(); // @site
}`,
  },
  {
    id: 'sortTyped',
    category: 'native',
    from: 50_000,
    maxMs: 400,
    prepare: `(size) => Float64Array.from({ length: size }, (_, i) => Math.imul(i, 2654435761) >>> 4)`,
    code: `function sortTyped(numbers) {
  numbers.sort(); // @site
}`,
  },
  {
    id: 'bufferFill',
    category: 'native',
    from: 1,
    top: `const filled = Buffer.alloc(32 << 20);`,
    code: `function bufferFill(times) {
  for (let i = 0; i < times; i++) filled.fill(i); // @site
}`,
  },
  {
    id: 'cloneValue',
    category: 'native',
    from: 5_000,
    maxMs: 400,
    prepare: records,
    code: `function cloneValue(value) {
  return structuredClone(value).length; // @site
}`,
  },
  {
    id: 'normalizeText',
    category: 'native',
    from: 100_000,
    maxMs: 600,
    prepare: `(size) => Buffer.from('größe çà '.repeat(size / 9)).toString()`,
    code: `function normalizeText(text) {
  return text.normalize('NFD').length; // @site
}`,
  },
  {
    id: 'gcForced',
    category: 'gc',
    from: 50_000,
    maxMs: 300,
    prepare: `(size) => Array.from({ length: size }, (_, i) => ({ i, next: { name: 'n' + i } }))`,
    code: `function gcForced(live) {
  gc(); // @site
  return live.length;
}`,
  },
];

export const sizedKinds = [...calls, ...files, ...native];
