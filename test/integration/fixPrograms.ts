/** One generated program; it prints what it finds and ends by itself. */
export interface FixProgram {
  readonly title: string;
  /** `main.cjs`, `main.mjs`, `main.cts` or `main.mts`. */
  readonly file: string;
  readonly text: string;
  /** Whether its synchronous calls stand where none of them may be awaited. */
  readonly mustRefuse: boolean;
}

type System = 'cjs' | 'mjs' | 'cts' | 'mts';

interface Shape {
  readonly title: string;
  /** `OP` stands for an operation, `/*: type*​/` comments for types that only TypeScript sees. */
  readonly code: string;
  /** How `main` is started; any way where it is left out. */
  readonly start?: string;
  readonly mustRefuse?: boolean;
  readonly only?: readonly System[];
}

/** Operations with printable results; `$fs.name` is a function of a module, however the program has it. */
const operations = [
  "$fs.readFileSync('a.txt', 'utf8').trim()",
  "$fs.readFileSync('a.txt').length",
  "$fs.existsSync('a.txt') && !$fs.existsSync('missing')",
  "$fs.statSync('a.txt').size",
  "$fs.lstatSync('a.txt', { bigint: true }).size",
  "$fs.readdirSync('dir').sort().join()",
  "$fs.readdirSync('dir', { recursive: true }).join()",
  "$fs.readdirSync('dir', { withFileTypes: true }).map((entry) => entry.name).sort().join()",
  "$fs.mkdirSync('new/deep', { recursive: true }) !== null",
  "$fs.mkdtempSync('made-').startsWith('made-')",
  "$fs.realpathSync('dir').endsWith('dir')",
  "$fs.realpathSync.native('dir').endsWith('dir')",
  "($fs.writeFileSync('w.txt', 'written'), $fs.readFileSync('w.txt', 'utf8'))",
  "($fs.appendFileSync('b.txt', '+'), $fs.copyFileSync('b.txt', 'c.txt'), $fs.renameSync('c.txt', 'd.txt'), $fs.unlinkSync('d.txt'), $fs.existsSync('d.txt'))",
  "($fs.cpSync('dir', 'dir2', { recursive: true }), $fs.rmSync('dir2', { recursive: true }), $fs.existsSync('dir2'))",
  "$zlib.gunzipSync($zlib.gzipSync('text')).toString()",
  "$zlib.inflateSync($zlib.deflateSync($fs.readFileSync('a.txt'), { level: 1 })).length",
  "$zlib.brotliDecompressSync($zlib.brotliCompressSync('text')).toString()",
  "$crypto.pbkdf2Sync('p', 's', 10, 16, 'sha256').toString('hex')",
  "$crypto.scryptSync('p', 's', 16).toString('hex')",
  "$crypto.scryptSync('p', 's', 16, { N: 16 }).toString('hex')",
  "Buffer.from($crypto.hkdfSync('sha256', 'k', 's', 'i', 8)).toString('hex')",
  '$crypto.randomBytes(8).length',
  "$crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.type",
  "$crypto.generateKeySync('hmac', { length: 64 }).type",
  "$child_process.execSync('echo hello').toString().trim()",
  "$child_process.execSync('echo hello', { encoding: 'utf8' }).trim()",
  "$child_process.execFileSync('echo', ['a b']).toString()",
  "$fs.readFileSync('missing', 'utf8').length",
  "$fs.readdirSync('missing', { recursive: true }).length",
  "$fs.realpathSync('missing')",
  "($fs.accessSync('missing'), 'there')",
  "$zlib.gunzipSync(Buffer.from('no archive')).length",
];

/** Where calls stand, and how their results are used. */
const shapes: readonly Shape[] = [
  { title: 'in main', code: 'function main() {\n  console.log(OP);\n}' },
  {
    title: 'two helpers deep',
    code: "function inner() {\n  return OP;\n}\nfunction middle(label/*: string*/) {\n  return label + ': ' + inner();\n}\nfunction main() {\n  console.log(middle('m'), middle('n'));\n}",
  },
  {
    title: 'arrow functions',
    code: 'const inner = () => OP;\nconst main = () => {\n  console.log(inner());\n};',
  },
  {
    title: 'loops',
    code: "function main() {\n  for (const one of [1, 2]) {\n    console.log(one, OP);\n  }\n  let left = 2;\n  while (String(OP) !== '' && left > 0) left--;\n  for (let i = 0; i < String(OP).length && i < 3; i++) console.log(i);\n}",
  },
  {
    title: 'caught errors',
    code: "function main() {\n  try {\n    const value = OP;\n    console.log(value);\n  } catch (error/*: any*/) {\n    console.log(error.name, error.code, error.message);\n  } finally {\n    console.log('done');\n  }\n}",
  },
  {
    title: 'returned out of a try',
    code: "function inner() {\n  try {\n    return String(OP);\n  } catch (error/*: any*/) {\n    return 'failed with ' + error.code;\n  }\n}\nfunction main() {\n  console.log(inner());\n}",
  },
  {
    title: 'errors of a helper caught by its caller',
    code: "function inner() {\n  const value = OP;\n  return value;\n}\nfunction main() {\n  try {\n    console.log(inner());\n  } catch (error/*: any*/) {\n    console.log('caught', error.code);\n  }\n  console.log('end');\n}",
  },
  {
    title: 'methods of a class',
    code: "class Store {\n  load()/*: unknown*/ {\n    return OP;\n  }\n  print() {\n    console.log('store', this.load());\n  }\n}\nfunction main() {\n  const store = new Store();\n  store.print();\n}",
  },
  {
    title: 'methods of an object',
    code: "const store = {\n  load() {\n    return OP;\n  },\n  print: function () {\n    console.log('object', store.load());\n  },\n};\nfunction main() {\n  store.print();\n}",
  },
  {
    title: 'recursion',
    code: "function walk(depth/*: number*/)/*: string*/ {\n  if (depth === 0) return String(OP);\n  return walk(depth - 1) + '.';\n}\nfunction main() {\n  console.log(walk(3));\n}",
  },
  {
    title: 'conditions',
    code: "function main(count/*: number*/ = 2) {\n  const value = count > 1 ? OP : 'none';\n  const other = count > 5 || OP;\n  if (!OP) console.log('empty');\n  console.log(value, other && typeof OP);\n}",
  },
  { title: 'templates', code: 'function main() {\n  console.log(`a ${OP} b\n  c ${String(OP).length}`);\n}' },
  {
    title: 'switch',
    code: "function main() {\n  switch (String(OP)) {\n    case '5':\n      console.log('five');\n      break;\n    default:\n      console.log('other', OP);\n  }\n}",
  },
  {
    title: 'a function that is called where it stands',
    code: 'function main() {\n  const value = (function () {\n    return OP;\n  })();\n  console.log(value);\n}',
  },
  {
    title: 'a sum in a local variable',
    code: "function main() {\n  let total = '';\n  for (const one of [1, 2, 3]) total += one + String(OP);\n  console.log(total);\n}",
  },
  {
    title: 'order of arguments',
    code: "function say(word/*: string*/) {\n  console.log('say', word);\n  return word;\n}\nfunction main() {\n  console.log(say('a'), OP, say('b'), OP);\n}",
  },
  {
    title: 'an asynchronous function',
    code: 'async function main() {\n  await null;\n  console.log(OP);\n  const { length } = String(OP);\n  console.log(length);\n}',
  },
  {
    title: 'a helper of an asynchronous function',
    code: "const inner = function (name/*: string*/)/*: string*/ {\n  return name + String(OP);\n};\nasync function main() {\n  console.log(inner('x').length, await inner('y'));\n  return inner('z');\n}",
  },
  {
    title: 'then',
    code: "function main() {\n  Promise.resolve(1)\n    .then((one) => {\n      console.log(one, OP);\n      return OP;\n    })\n    .then((value) => console.log(value), (error) => console.log('rejected', error.code));\n}",
  },
  {
    title: 'an uncaught error',
    code: "function check() {\n  throw new Error('after ' + String(OP));\n}\nfunction main() {\n  console.log('before');\n  check();\n  console.log('never');\n}",
  },
  {
    title: 'an exit code',
    code: "function main() {\n  console.log('leaving');\n  process.exit(String(OP).length > 3 ? 4 : 3);\n}",
  },
  {
    title: 'a member of the result',
    code: 'function main() {\n  console.log(OP?.toString());\n  console.log((OP).toString().length);\n  const [first] = String(OP);\n  console.log(first, { value: OP, ...{ more: OP } });\n}',
  },
  {
    title: 'names that are taken',
    code: "function readFile(text/*: string*/) {\n  return text + '!';\n}\nfunction main() {\n  const access = 1, stat = 2, promisify = 3, readdir = 4;\n  console.log(readFile('a'), access, stat, promisify, readdir, OP);\n}",
  },
  {
    title: 'a server',
    only: ['cjs', 'mjs'],
    code: "function answer(url) {\n  return url + ' ' + String(OP);\n}\nfunction main() {\n  const server = $http.createServer((request, response) => {\n    response.end(answer(request.url));\n  });\n  server.listen(0, '127.0.0.1', () => ask(server, 3));\n}\nfunction ask(server, left) {\n  if (left === 0) return server.close();\n  $http.get({ port: server.address().port, host: '127.0.0.1', path: '/' + left, agent: false }, (response) => {\n    let body = '';\n    response.on('data', (chunk) => (body += chunk));\n    response.on('end', () => {\n      console.log(response.statusCode, body);\n      ask(server, left - 1);\n    });\n  });\n}",
  },
  {
    title: 'an Express application',
    only: ['cjs'],
    code: "const app = require('express')();\nfunction load() {\n  return OP;\n}\napp.get('/a', (req, res) => {\n  res.send('a' + load());\n});\napp.get('/b', function (req, res, done) {\n  if (String(load()) === 'x') return done();\n  res.send(`b\n  ${load()}`);\n});\napp.get('/c', (req) => req.res.send('c' + OP));\nfunction main() {\n  app.ask(['/a', '/b', '/c']);\n}",
    start: 'setTimeout(main, 1);',
  },
  {
    title: 'a callback of Node',
    code: "function main() {\n  $fs.readFile('a.txt', 'utf8', (error, text) => {\n    console.log(error, text, OP);\n  });\n}",
  },
  // Where a promise cannot be waited for.
  {
    title: 'a callback of map',
    mustRefuse: true,
    code: 'function main() {\n  console.log([1, 2].map((one) => one + String(OP)));\n}',
  },
  {
    title: 'a callback of forEach',
    mustRefuse: true,
    code: "function main() {\n  ['a', 'b'].forEach((one) => {\n    console.log(one, OP);\n  });\n}",
  },
  {
    title: 'a callback of sort',
    mustRefuse: true,
    code: 'function main() {\n  console.log([3, 1].sort((a, b) => a - b + 0 * String(OP).length));\n}',
  },
  {
    title: 'a callback of filter through a name',
    mustRefuse: true,
    code: 'function keep(one/*: number*/) {\n  return one > 1 && String(OP) !== null;\n}\nfunction main() {\n  console.log([1, 2].filter(keep));\n}',
  },
  {
    title: 'a callback of replace',
    mustRefuse: true,
    code: "function main() {\n  console.log('abc'.replace(/b/, () => String(OP)));\n}",
  },
  {
    title: 'a constructor',
    mustRefuse: true,
    code: 'class Store {\n  value/*: unknown*/;\n  constructor() {\n    this.value = OP;\n  }\n}\nfunction main() {\n  console.log(new Store().value);\n}',
  },
  {
    title: 'a getter',
    mustRefuse: true,
    code: 'const store = {\n  get value() {\n    return OP;\n  },\n};\nfunction main() {\n  console.log(store.value);\n}',
  },
  {
    title: 'a field',
    mustRefuse: true,
    code: 'class Store {\n  value = OP;\n}\nfunction main() {\n  console.log(new Store().value);\n}',
  },
  {
    title: 'a generator',
    mustRefuse: true,
    code: 'function* values() {\n  yield OP;\n}\nfunction main() {\n  console.log([...values()]);\n}',
  },
  {
    title: 'the default of a parameter',
    mustRefuse: true,
    code: 'function show(value/*: unknown*/ = OP) {\n  console.log(value);\n}\nfunction main() {\n  show();\n}',
  },
  {
    title: 'an executor',
    mustRefuse: true,
    code: 'function main() {\n  new Promise((resolve) => {\n    resolve(OP);\n  }).then(console.log, (error) => console.log(error.code));\n}',
  },
  {
    title: 'a sum in a shared variable',
    mustRefuse: true,
    code: "let total = '';\nfunction add() {\n  total += String(OP);\n}\nfunction main() {\n  add();\n  console.log(total);\n}",
  },
];

const starts = [
  'main();',
  'setTimeout(main, 1);',
  'setTimeout(() => {\n  main();\n  console.log("after main");\n}, 1);',
  'setImmediate(() => main());',
  'process.nextTick(main);',
  'Promise.resolve().then(() => main());',
];

type Style = 'namespace' | 'named' | 'alias' | 'inline' | 'destructured' | 'promises';
const styles: readonly Style[] = ['namespace', 'named', 'alias', 'inline', 'destructured', 'promises'];
const systems: readonly System[] = ['cjs', 'mjs', 'cts', 'mts'];

/** The same programs for the same seed. */
export function generatePrograms(count: number, seed: number): FixProgram[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const shape = shapes[index % shapes.length]!;
    const operation = operations[(index + Math.floor(index / shapes.length) * 7) % operations.length]!;
    const system = pick(shape.only ?? systems);
    const style = pick(styles);
    const look = { node: random() < 0.5, double: random() < 0.5, semicolons: random() < 0.8 };
    const start = shape.start ?? pick(starts);
    const body = `${shape.code.replaceAll('OP', () => parenthesized(operation))}\n${start}\n`;
    return {
      title: `${index} ${system}, ${style}: ${shape.title}: ${operation}`,
      file: `main.${system}`,
      text: written(body, system, style, look),
      mustRefuse: shape.mustRefuse ?? false,
    };
  });
}

/** A shape may put an operator next to the operation. */
function parenthesized(operation: string): string {
  return / && |^\(|!==/.test(operation) && !operation.startsWith('(') ? `(${operation})` : operation;
}

interface Look {
  readonly node: boolean;
  readonly double: boolean;
  readonly semicolons: boolean;
}

function written(body: string, system: System, style: Style, look: Look): string {
  const isModule = system === 'mjs' || system === 'mts' || system === 'cts';
  const modules = new Map<string, Set<string>>();
  for (const [, module, name] of body.matchAll(/\$(\w+)\.(\w+)/g))
    modules.set(module!, (modules.get(module!) ?? new Set()).add(name!));
  const lines: string[] = [];
  const called = new Map<string, string>();
  for (const [module, names] of modules) {
    const from = `'${look.node ? 'node:' : ''}${module}'`;
    const own = module === 'http' ? 'namespace' : style;
    const local = (name: string): string => (own === 'alias' ? `${name}Here` : name);
    for (const name of names)
      called.set(
        `$${module}.${name}`,
        own === 'namespace' || own === 'promises' || (isModule && own === 'inline')
          ? `${module}.${name}`
          : own === 'inline'
            ? `require(${from}).${name}`
            : local(name),
      );
    if (own === 'namespace' || own === 'promises' || (isModule && own === 'inline')) {
      lines.push(isModule ? `import * as ${module} from ${from};` : `const ${module} = require(${from});`);
      if (own === 'promises' && module === 'fs') {
        const promises = from.replace(/fs'$/, "fs/promises'");
        lines.push(
          isModule ? `import { stat as statLater } from ${promises};` : `const files = require(${promises});`,
        );
        lines.push(isModule ? 'void statLater;' : 'void files;');
      }
    } else if (own !== 'inline') {
      const elements = [...names].map((name) =>
        own === 'alias' ? `${name}${isModule ? ' as ' : ': '}${local(name)}` : name,
      );
      const list =
        own === 'destructured' && elements.length > 1
          ? `{\n  ${elements.join(',\n  ')},\n}`
          : `{ ${elements.join(', ')} }`;
      lines.push(isModule ? `import ${list} from ${from};` : `const ${list} = require(${from});`);
    }
  }
  let text = [...lines, '', body.replace(/\$\w+\.\w+/g, (name) => called.get(name)!)].join('\n');
  const isTyped = system === 'cts' || system === 'mts';
  text = text.replace(/\/\*(: [^*]+)\*\//g, isTyped ? '$1' : '');
  if (look.double) text = text.replaceAll("'", '"');
  return look.semicolons ? text : text.replace(/;$/gm, '');
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
