import { after, blocking, each, kernel, later, main, pool, stages } from './build.mjs';

/** What an operation on files does, what its cost grows with. */
const operations = {
  access: ['asks whether the file may be used', 'constant'],
  appendFile: ['appends to the file', 'bytes'],
  chmod: ['changes who may use the file', 'constant'],
  chown: ['changes the owner', 'constant'],
  close: ['closes the file', 'constant'],
  copyFile: ['copies the file', 'bytes'],
  cp: ['copies the folder', 'entries'],
  fchmod: ['changes who may use the file', 'constant'],
  fchown: ['changes the owner', 'constant'],
  fdatasync: ['waits until the data is on disk', 'bytes'],
  fstat: ['asks for the state of the file', 'constant'],
  fsync: ['waits until the file is on disk', 'bytes'],
  ftruncate: ['cuts the file', 'constant'],
  futimes: ['sets the times', 'constant'],
  glob: ['walks folders for matching names', 'entries'],
  lchmod: ['changes who may use the link', 'constant'],
  lchown: ['changes the owner of the link', 'constant'],
  link: ['makes a link', 'constant'],
  lstat: ['asks for the state of the link', 'constant'],
  lutimes: ['sets the times of the link', 'constant'],
  mkdir: ['makes the folder', 'constant'],
  mkdtemp: ['makes a temporary folder', 'constant'],
  mkdtempDisposable: ['makes a temporary folder', 'constant'],
  open: ['opens the file', 'constant'],
  opendir: ['opens the folder', 'constant'],
  read: ['reads from the file', 'bytes'],
  readFile: ['reads the file', 'bytes'],
  readdir: ['lists the folder', 'entries'],
  readlink: ['reads the link', 'constant'],
  readv: ['reads from the file', 'bytes'],
  realpath: ['resolves the links of the path', 'constant'],
  rename: ['renames the file', 'constant'],
  rm: ['removes the file or folder', 'entries'],
  rmdir: ['removes the folder', 'constant'],
  stat: ['asks for the state of the file', 'constant'],
  statfs: ['asks for the state of the file system', 'constant'],
  symlink: ['makes a link', 'constant'],
  truncate: ['cuts the file', 'constant'],
  unlink: ['removes the file', 'constant'],
  utimes: ['sets the times', 'constant'],
  write: ['writes to the file', 'bytes'],
  writeFile: ['writes the file', 'bytes'],
  writev: ['writes to the file', 'bytes'],
};
/** Same arguments, but the promise gives something else than the synchronous call does. */
const otherResult = ['open', 'glob', 'mkdtempDisposable'];
/** Work on descriptors has no counterpart in fs.promises but the methods of FileHandle. */
const byDescriptor =
  /^(close|fchmod|fchown|fdatasync|fstat|fsync|ftruncate|futimes|read|readv|write|writev)$/;

function ofOperations() {
  const facts = {};
  for (const [name, [what, cost]] of Object.entries(operations)) {
    if (name !== 'mkdtempDisposable') facts[`fs.${name}`] = pool(what, cost);
    if (!byDescriptor.test(name)) facts[`fs.promises.${name}`] = pool(what, cost);
    const use = byDescriptor.test(name) ? `fs.${name}` : `fs.promises.${name}`;
    const fix = byDescriptor.test(name) || otherResult.includes(name) ? undefined : 'sync-to-promise';
    facts[`fs.${name}Sync`] = blocking(what, cost, use, fix);
  }
  return facts;
}

export const facts = {
  ...ofOperations(),
  'fs.exists': pool('asks whether the file is there', 'constant'),
  'fs.existsSync': blocking('asks whether the file is there', 'constant', 'fs.promises.access'),
  'fs.lchmodSync': blocking(
    'changes who may use the link',
    'constant',
    'fs.promises.lchmod',
    'sync-to-promise',
  ),
  'fs.realpath.native': pool('resolves the links of the path', 'constant'),
  'fs.realpathSync.native': blocking(
    'resolves the links of the path',
    'constant',
    'fs.promises.realpath',
    'sync-to-promise',
  ),
  'fs.openAsBlob': later('asks for the size, makes a Blob that reads when it is asked', 'microtask'),
  'fs.openAsBlobSync': main('asks for the size, makes a Blob that reads when it is asked'),
  'fs.createReadStream': pool('reads piece by piece', 'bytes'),
  'fs.createWriteStream': pool('writes piece by piece', 'bytes'),
  'fs.ReadStream': pool('reads piece by piece', 'bytes'),
  'fs.WriteStream': pool('writes piece by piece', 'bytes'),
  'fs.WriteStream#write': pool('writes to the file', 'bytes'),
  'fs.WriteStream#end': pool('writes what is left, closes the file', 'bytes'),
  ...each('fs.ReadStream#', 'open close', pool('opens or closes the file', 'constant')),
  ...each('fs.WriteStream#', 'open close', pool('opens or closes the file', 'constant')),
  'fs.watch': kernel('reports changes of the file or folder'),
  'fs.promises.watch': kernel('reports changes of the file or folder'),
  'fs.watchFile': after('pool', 'asks for the state again and again', 'time'),
  'fs.unwatchFile': main('stops watching'),
  'fs.StatWatcher#start': pool('asks for the state again and again', 'time'),
  'fs.FSWatcher#close': later('stops watching', 'nextTick'),
  'fs.Dir#read': pool('lists the folder, several entries at once', 'entries'),
  'fs.Dir#readSync': blocking('lists the folder', 'entries', 'fs.Dir#read'),
  'fs.Dir#readSyncRecursive': blocking('lists the folder', 'entries', 'fs.Dir#read'),
  'fs.Dir#close': pool('closes the folder', 'constant'),
  'fs.Dir#closeSync': blocking('closes the folder', 'constant', 'fs.Dir#close'),
  'fs.Dir#entries': pool('lists the folder', 'entries'),
  'fs.Utf8Stream#flushSync': blocking('writes what is left', 'bytes', 'fs.Utf8Stream#flush'),
  'fs.Utf8Stream#write': stages(
    [
      ['main', 'gathers text'],
      ['pool', 'writes it'],
    ],
    'poll',
    'bytes',
  ),
  ...each('fs.Utf8Stream#', 'flush end reopen', pool('writes what is left', 'bytes')),
  ...each(
    'fs.promises.FileHandle#',
    'appendFile writeFile write writev',
    pool('writes to the file', 'bytes'),
  ),
  ...each('fs.promises.FileHandle#', 'read readv readFile', pool('reads from the file', 'bytes')),
  ...each(
    'fs.promises.FileHandle#',
    'readLines createReadStream readableWebStream',
    pool('reads piece by piece', 'bytes'),
  ),
  ...each('fs.promises.FileHandle#', 'createWriteStream', pool('writes piece by piece', 'bytes')),
  ...each('fs.promises.FileHandle#', 'datasync sync', pool('waits until the data is on disk', 'bytes')),
  'fs.promises.FileHandle#stat': pool('asks for the state of the file', 'constant'),
  ...each('fs.promises.FileHandle#', 'chmod chown truncate utimes', pool('changes the file', 'constant')),
  'fs.promises.FileHandle#close': pool('closes the file', 'constant'),
  // zlib's archives and SQLite read and write files, too.
  'sqlite.DatabaseSync': blocking('opens the database', 'constant'),
  'sqlite.DatabaseSync#open': blocking('opens the database', 'constant'),
  'sqlite.DatabaseSync#close': blocking('closes the database', 'constant'),
  'sqlite.DatabaseSync#exec': blocking('runs the statements', 'entries'),
  'sqlite.DatabaseSync#prepare': main('compiles the statement'),
  'sqlite.DatabaseSync#serialize': blocking('copies the database', 'bytes'),
  'sqlite.DatabaseSync#deserialize': blocking('copies the database', 'bytes'),
  'sqlite.DatabaseSync#applyChangeset': blocking('applies the changes', 'entries'),
  ...each('sqlite.StatementSync#', 'all get run iterate', blocking('runs the statement', 'entries')),
  ...each('sqlite.Session#', 'changeset patchset', blocking('gathers the changes', 'entries')),
  'sqlite.backup': pool('copies the database', 'bytes'),
  'Storage#setItem': blocking('writes the store', 'bytes'),
  'Storage#getItem': main('reads from the store', 'bytes'),
  'process.loadEnvFile': blocking('reads the file', 'bytes'),
};
