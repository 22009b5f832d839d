// Lists every public callable of the Node that runs it, as JSON in the file that is named. Private names (`_x`, symbols) are left out.
//
// An id is a way to a function: `fs.readFile`, `fs.Stats#isFile`, `setTimeout`. Ids that lead to the same function form one
// group. V8's own globals are listed only where the language server has something to say of them.
import { builtinModules, createRequire } from 'node:module';
import { Session } from 'node:inspector';
import { createContext, runInContext } from 'node:vm';
import { writeFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
/** V8's globals whose members are listed: what can take long, or says when something runs. */
const languageGlobals = ['JSON', 'RegExp', 'Atomics', 'WebAssembly', 'Promise'];
const stringMethods = ['match', 'matchAll', 'replace', 'replaceAll', 'search', 'split'];
/** Objects whose methods are called on them rather than on an instance that the program makes. */
const singletons = ['process', 'console', 'performance', 'crypto', 'navigator', 'localStorage'];
const deepest = 4;

/** Names of V8's globals: what a context has that Node did not touch. */
const ofLanguage = new Set(runInContext('Object.getOwnPropertyNames(globalThis)', createContext({})));

/** @type {Map<Function, { ids: Set<string>, kind: string, parent?: Function }>} */
const found = new Map();

/** Objects that modules export, of whatever class, with their names. */
const instances = [];

const plain = (value) => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};
const isPublic = (key) =>
  typeof key === 'string' &&
  /^[a-z]\w*(\/\w+)*$/i.test(key) &&
  !/^((Readable|Writable)State|withoutStackTrace)$/.test(key);
/** Deprecated classes are wrapped in functions of other names. */
const isClass = (value, name = value.name) =>
  /^class\b/.test(Function.prototype.toString.call(value)) ||
  (/^[A-Z]/.test(name) &&
    typeof value.prototype === 'object' &&
    value.prototype !== null &&
    (Reflect.ownKeys(value.prototype).length > 1 ||
      Object.getPrototypeOf(value.prototype) !== Object.prototype));

const lastOf = (path) => path.slice(path.lastIndexOf('.') + 1);

function add(callable, id, kind) {
  const known = found.get(callable);
  if (known) known.ids.add(id);
  else found.set(callable, { ids: new Set([id]), kind });
  return !known;
}

/** Names of the members, each with its descriptor; a getter that throws is still a getter. */
function members(object) {
  return Reflect.ownKeys(object)
    .filter(isPublic)
    .map((key) => [key, Object.getOwnPropertyDescriptor(object, key)])
    .filter(([, descriptor]) => descriptor);
}

function addClass(value, id) {
  add(value, id, 'constructor');
  const entry = found.get(value);
  const parent = Object.getPrototypeOf(value.prototype ?? {})?.constructor;
  if (typeof parent === 'function' && parent !== Object) entry.parent = parent;
  addPrototype(value.prototype, id);
}

function addPrototype(prototype, id) {
  if (!prototype) return;
  for (const [key, { value, get }] of members(prototype)) {
    if (key === 'constructor') continue;
    if (typeof value === 'function') add(value, `${id}#${key}`, 'method');
    if (get) add(get, `${id}#${key}`, 'getter');
  }
}

function walk(root, name, kind) {
  /** Objects that were walked, with how deep they were found. */
  const seen = new Set([root]);
  const queue = [[root, name, 0]];
  for (const [object, path, depth] of queue) {
    if (typeof object === 'function' && path !== name && object.prototype && isClass(object, lastOf(path)))
      addClass(object, path);
    for (const [key, descriptor] of members(object)) {
      if (
        typeof object === 'function' &&
        ['length', 'name', 'prototype', 'arguments', 'caller'].includes(key)
      )
        continue;
      const id = path ? `${path}.${key}` : key;
      let { value } = descriptor;
      if (descriptor.get) {
        // Getters that load a part of the module on demand (`fs.promises`) give what the module offers.
        value = valueOf(object, key);
        if (
          value === undefined ||
          value === null ||
          (typeof value !== 'object' && typeof value !== 'function')
        ) {
          add(descriptor.get, id, 'getter');
          continue;
        }
      }
      if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) continue;
      if (typeof value === 'function') add(value, id, isClass(value, key) ? 'constructor' : kind);
      const again = seen.has(value);
      if (depth + 1 >= deepest || (again && depth > 0)) continue;
      if (typeof value === 'object' && !plain(value)) {
        for (const [own, { value: member }] of members(value))
          if (typeof member === 'function') add(member, `${id}.${own}`, kind);
        instances.push([value, id]);
        continue;
      }
      seen.add(value);
      queue.push([value, id, depth + 1]);
    }
  }
}

function valueOf(object, key) {
  try {
    return object[key];
  } catch {
    return undefined;
  }
}

/** Own and inherited methods and getters of an object that programs call by its name. */
function addSingleton(object, name) {
  for (let at = object; at && Object.getPrototypeOf(at) !== null; at = Object.getPrototypeOf(at)) {
    if (['EventEmitter', 'EventTarget'].includes(Object.hasOwn(at, 'constructor') ? at.constructor.name : ''))
      break;
    for (const [key, { value, get }] of members(at)) {
      if (key === 'constructor') continue;
      if (typeof value === 'function' && !isClass(value)) add(value, `${name}.${key}`, 'global');
      else if (get) add(get, `${name}.${key}`, 'getter');
    }
  }
}

/** Classes that no module exports: their instances come out of calls. */
async function addHidden() {
  const { open } = await import('node:fs/promises');
  const file = await open(process.execPath);
  addClass(file.constructor, 'fs.promises.FileHandle');
  await file.close();
  const fs = await import('node:fs');
  const watcher = fs.watch(process.cwd());
  addClass(watcher.constructor, 'fs.FSWatcher');
  watcher.close();
  const stats = fs.watchFile('/nothing-here', () => {});
  addClass(stats.constructor, 'fs.StatWatcher');
  fs.unwatchFile('/nothing-here');
  const timeout = setTimeout(() => {}, 0);
  addClass(timeout.constructor, 'timers.Timeout');
  clearTimeout(timeout);
  const immediate = setImmediate(() => {});
  addClass(immediate.constructor, 'timers.Immediate');
  clearImmediate(immediate);
  await addHttp2();
}

/** Classes of HTTP/2 sessions and streams, from one request over a local connection. */
async function addHttp2() {
  const http2 = await import('node:http2');
  const server = http2.createServer();
  await new Promise((done) => {
    server.on('session', (session) => addFamily(session));
    server.on('stream', (stream) => {
      addFamily(stream);
      stream.respond();
      stream.end();
    });
    server.listen(0, '127.0.0.1', () => {
      const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
      const request = client.request();
      addFamily(client);
      addFamily(request);
      request.on('close', () => {
        client.close();
        server.close(done);
      });
      request.resume();
    });
  });
}

/** The class of an HTTP/2 object and its parent, under the names that Node's documentation gives them. */
function addFamily(instance) {
  for (let { constructor } = instance; /Http2/.test(constructor.name);) {
    addClass(constructor, `http2.${constructor.name}`);
    constructor = Object.getPrototypeOf(constructor.prototype).constructor;
  }
}

function addGlobals() {
  const modules = new Set(builtinModules.map((name) => name.replace(/^node:/, '')));
  const names = Object.getOwnPropertyNames(globalThis).filter(
    (name) =>
      isPublic(name) &&
      !['global', 'globalThis', 'module', 'exports', 'require'].includes(name) &&
      (languageGlobals.includes(name) ||
        singletons.includes(name) ||
        (!ofLanguage.has(name) && !modules.has(name)) ||
        name === 'WebAssembly'),
  );
  for (const name of names) {
    if (singletons.includes(name)) {
      const value = valueOf(globalThis, name);
      if (!value) continue;
      addSingleton(value, name);
      if (name === 'crypto') addSingleton(value.subtle, 'crypto.subtle');
      else if (name !== 'localStorage') addParts(value, name);
      continue;
    }
    const value = valueOf(globalThis, name);
    if (typeof value === 'function') {
      if (isClass(value) || languageGlobals.includes(name)) addClass(value, name);
      else add(value, name, 'global');
      walk(value, name, 'global');
    } else if (value && typeof value === 'object' && plain(value)) walk(value, name, 'global');
  }
  for (const key of stringMethods) add(String.prototype[key], `String#${key}`, 'method');
}

/** `process.report.writeReport`, `process.hrtime.bigint` … */
function addParts(object, name) {
  for (const [key] of members(object)) {
    if (/^std(in|out|err)$/.test(key)) continue;
    const member = valueOf(object, key);
    if (typeof member === 'function' || (member && typeof member === 'object' && plain(member)))
      walk(member, `${name}.${key}`, 'global');
    else if (member && typeof member === 'object' && !Array.isArray(member))
      instances.push([member, `${name}.${key}`]);
  }
}

async function addModules() {
  const names = builtinModules.filter((name) => isPublic(name.replace(/^node:/, '')) && name !== 'sys');
  for (const name of names) {
    const id = name.replace(/^node:/, '');
    let exported;
    try {
      exported = require(name);
    } catch {
      continue; // needs a flag
    }
    if (id === 'process' || id === 'console') {
      addSingleton(exported, id);
      if (id === 'console') addClass(exported.Console, 'console.Console');
      continue;
    }
    if (typeof exported === 'function') {
      add(exported, id, isClass(exported) ? 'constructor' : 'function');
      if (isClass(exported)) addPrototype(exported.prototype, id);
    }
    walk(exported, id, 'function');
    if (id === 'perf_hooks') addSingleton(exported.performance, 'perf_hooks.performance');
    if (id === 'crypto') {
      addSingleton(exported.webcrypto, 'crypto.webcrypto');
      addSingleton(exported.webcrypto.subtle, 'crypto.webcrypto.subtle');
    }
  }
}

/** Methods of classes that nobody exports, under the name of an exported class or object that has them. */
function addInherited() {
  for (const [callable, { ids, kind }] of [...found]) {
    if (kind !== 'constructor' || !callable.prototype) continue;
    addUnexported(
      Object.getPrototypeOf(callable.prototype),
      (key) => [...ids].map((id) => `${id}#${key}`),
      'method',
    );
  }
  for (const [instance, id] of instances)
    addUnexported(Object.getPrototypeOf(instance), (key) => [`${id}.${key}`], 'function');
}

function addUnexported(prototype, idsOf, kind) {
  for (let at = prototype; at && Object.getPrototypeOf(at) !== null; at = Object.getPrototypeOf(at)) {
    if (found.has(at.constructor) || ofLanguage.has(at.constructor?.name)) return;
    for (const [key, { value }] of members(at))
      if (key !== 'constructor' && typeof value === 'function')
        for (const id of idsOf(key)) add(value, id, kind);
  }
}

/** Where each function stands in Node's own sources: `{ script: 'node:fs', line, column }` (0-based); null for native code. */
function locate(callables) {
  const session = new Session();
  session.connect();
  const scripts = new Map();
  session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params.url));
  const post = (method, params) => {
    let answer;
    session.post(method, params, (error, result) => {
      if (error) throw new Error(error.message);
      answer = result;
    });
    return answer;
  };
  post('Debugger.enable');
  globalThis.__reflected = callables;
  const { result } = post('Runtime.evaluate', { expression: 'globalThis.__reflected' });
  const { result: items } = post('Runtime.getProperties', { objectId: result.objectId, ownProperties: true });
  const locations = callables.map((_, index) => {
    const item = items.find(({ name }) => name === String(index));
    const { internalProperties = [] } = post('Runtime.getProperties', {
      objectId: item.value.objectId,
      ownProperties: true,
    });
    const at = internalProperties.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value;
    return at ? { script: scripts.get(at.scriptId), line: at.lineNumber, column: at.columnNumber } : null;
  });
  delete globalThis.__reflected;
  session.disconnect();
  return locations;
}

const AsyncFunction = (async () => {}).constructor;
addGlobals();
await addModules();
await addHidden();
addInherited();
const callables = [...found.keys()];
const locations = locate(callables);
const listed = callables.map((callable, index) => {
  const { ids, kind, parent } = found.get(callable);
  return {
    ids: [...ids],
    kind,
    at: locations[index],
    isAsync: callable instanceof AsyncFunction,
    parent: parent ? ([...(found.get(parent)?.ids ?? [])][0] ?? null) : null,
  };
});
writeFileSync(process.argv[2], JSON.stringify(listed));
process.exit(); // watchers and sessions may still be open
