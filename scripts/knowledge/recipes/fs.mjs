import fs from 'node:fs';
import { callback, promise, sync } from './recipe.mjs';

const now = new Date();
const { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

/** Arguments of operations that have a callback, a promise and a synchronous form. */
const byPath = {
  access: ({ file }) => [file],
  appendFile: (at) => [at.fresh(), 'x'],
  chmod: (at) => [at.fresh(), 0o600],
  chown: (at) => [at.fresh(), uid, gid],
  copyFile: (at) => [at.file, at.path()],
  cp: (at) => [at.folder(), at.path(), { recursive: true }],
  lchown: (at) => [at.fresh(), uid, gid],
  link: (at) => [at.fresh(), at.path()],
  lstat: ({ file }) => [file],
  lutimes: (at) => [at.fresh(), now, now],
  mkdir: (at) => [at.path()],
  mkdtemp: (at) => [at.path()],
  open: ({ file }) => [file],
  opendir: (at) => [at.folder()],
  readFile: ({ file }) => [file],
  readdir: (at) => [at.folder()],
  readlink: (at) => [at.link()],
  realpath: ({ file }) => [file],
  rename: (at) => [at.fresh(), at.path()],
  rm: (at) => [at.fresh()],
  rmdir: (at) => [at.emptyFolder()],
  stat: ({ file }) => [file],
  statfs: ({ file }) => [file],
  symlink: (at) => [at.file, at.path()],
  truncate: (at) => [at.fresh()],
  unlink: (at) => [at.fresh()],
  utimes: (at) => [at.fresh(), now, now],
  writeFile: (at) => [at.path(), 'x'],
};
/** Arguments after the descriptor. */
const byDescriptor = {
  close: [],
  fchmod: [0o600],
  fchown: [uid, gid],
  fdatasync: [],
  fstat: [],
  fsync: [],
  ftruncate: [],
  futimes: [now, now],
  read: [Buffer.alloc(4), 0, 4, 0],
  readv: [[Buffer.alloc(4)]],
  write: ['x'],
  writev: [[Buffer.from('x')]],
};
const byHandle = {
  appendFile: ['x'],
  chmod: [0o600],
  chown: [uid, gid],
  close: [],
  datasync: [],
  read: [Buffer.alloc(4), 0, 4, 0],
  readFile: [],
  readv: [[Buffer.alloc(4)]],
  stat: [],
  sync: [],
  truncate: [],
  utimes: [now, now],
  write: ['x'],
  writeFile: ['x'],
  writev: [[Buffer.from('x')]],
};
const opened = (at) => fs.openSync(at.fresh(), 'r+');
const handle = { prepare: (at) => fs.promises.open(at.fresh(), 'r+') };

async function first(iterable) {
  for await (const value of iterable) return value;
  return null;
}

export const recipes = [
  ...Object.entries(byPath).flatMap(([name, args]) => [
    callback(`fs.${name}`, (at, _, done) => fs[name](...args(at), done)),
    promise(`fs.promises.${name}`, (at) => fs.promises[name](...args(at))),
    sync(`fs.${name}Sync`, (at) => fs[`${name}Sync`](...args(at))),
  ]),
  ...Object.entries(byDescriptor).flatMap(([name, args]) => [
    callback(`fs.${name}`, (at, _, done) => fs[name](opened(at), ...args, done)),
    sync(`fs.${name}Sync`, (at) => fs[`${name}Sync`](opened(at), ...args)),
  ]),
  ...Object.entries(byHandle).map(([name, args]) =>
    promise(`fs.promises.FileHandle#${name}`, (_, file) => file[name](...args), handle),
  ),
  callback('fs.exists', ({ file }, _, done) => fs.exists(file, () => done())),
  sync('fs.existsSync', ({ file }) => fs.existsSync(file)),
  callback('fs.realpath.native', ({ file }, _, done) => fs.realpath.native(file, done)),
  sync('fs.realpathSync.native', ({ file }) => fs.realpathSync.native(file)),
  callback('fs.glob', (at, _, done) => fs.glob('*', { cwd: at.folder() }, done)),
  promise('fs.promises.glob', (at) => first(fs.promises.glob('*', { cwd: at.folder() }))),
  sync('fs.globSync', (at) => fs.globSync('*', { cwd: at.folder() })),
  promise('fs.promises.mkdtempDisposable', (at) => fs.promises.mkdtempDisposable(at.path())),
  sync('fs.mkdtempDisposableSync', (at) => fs.mkdtempDisposableSync(at.path())),
  promise('fs.openAsBlob', ({ file }) => fs.openAsBlob(file)),
  sync('fs.openAsBlobSync', ({ file }) => fs.openAsBlobSync(file)),
  callback('fs.Dir#read', (_, dir, done) => dir.read(done), { prepare: (at) => fs.opendirSync(at.folder()) }),
  sync('fs.Dir#readSync', (_, dir) => dir.readSync(), { prepare: (at) => fs.opendirSync(at.folder()) }),
  callback('fs.Dir#close', (_, dir, done) => dir.close(done), {
    prepare: (at) => fs.opendirSync(at.folder()),
  }),
  sync('fs.Dir#closeSync', (_, dir) => dir.closeSync(), { prepare: (at) => fs.opendirSync(at.folder()) }),
  promise('fs.Dir#entries', (_, dir) => first(dir.entries()), {
    prepare: (at) => fs.opendirSync(at.folder()),
  }),
  callback('fs.createReadStream', ({ file }, _, done) =>
    fs
      .createReadStream(file)
      .on('error', done)
      .once('data', () => done()),
  ),
  callback('fs.createWriteStream', (at, _, done) =>
    fs
      .createWriteStream(at.path())
      .on('error', done)
      .end('x', () => done()),
  ),
  callback('fs.WriteStream#write', (_, stream, done) => stream.write('x', done), {
    prepare: (at) => fs.createWriteStream(at.path()),
  }),
  callback('fs.watch', (at, _, done) => {
    const folder = at.emptyFolder();
    const watcher = fs.watch(folder, () => {
      watcher.close();
      done();
    });
    fs.writeFileSync(`${folder}/new`, 'x');
  }),
  promise('fs.promises.watch', (at) => {
    const folder = at.emptyFolder();
    const stop = new AbortController();
    const change = first(fs.promises.watch(folder, { signal: stop.signal })).finally(() => stop.abort());
    fs.writeFileSync(`${folder}/new`, 'x');
    return change;
  }),
  callback('fs.watchFile', (at, _, done) => {
    const file = at.fresh();
    const growing = setInterval(() => fs.appendFileSync(file, 'x'), 20);
    fs.watchFile(file, { interval: 10 }, () => {
      clearInterval(growing);
      fs.unwatchFile(file);
      done();
    });
  }),
  promise('fs.promises.FileHandle#readLines', (_, file) => first(file.readLines()), handle),
  callback(
    'fs.promises.FileHandle#createReadStream',
    (_, file, done) =>
      file
        .createReadStream()
        .on('error', done)
        .once('data', () => done()),
    handle,
  ),
  callback(
    'fs.promises.FileHandle#createWriteStream',
    (_, file, done) =>
      file
        .createWriteStream()
        .on('error', done)
        .end('x', () => done()),
    handle,
  ),
  callback('fs.ReadStream', ({ file }, _, done) =>
    new fs.ReadStream(file).on('error', done).once('data', () => done()),
  ),
  callback('fs.WriteStream', (at, _, done) =>
    new fs.WriteStream(at.path()).on('error', done).end('x', () => done()),
  ),
  callback('fs.WriteStream#end', (_, stream, done) => stream.end('x', () => done()), {
    prepare: (at) => fs.createWriteStream(at.path()),
  }),
  callback('fs.ReadStream#close', (_, stream, done) => stream.close(() => done()), {
    prepare: ({ file }) =>
      new Promise((done) => {
        const stream = fs.createReadStream(file).once('open', () => done(stream));
      }),
  }),
  callback('fs.WriteStream#close', (_, stream, done) => stream.close(done), {
    prepare: (at) =>
      new Promise((done) => {
        const stream = fs.createWriteStream(at.path()).once('open', () => done(stream));
      }),
  }),
  promise('fs.promises.FileHandle#readableWebStream', (_, file) => first(file.readableWebStream()), handle),
];
