import crypto from 'node:crypto';
import fs from 'node:fs';
import zlib from 'node:zlib';
import { callback, promise, sync } from './recipe.mjs';

const data = Buffer.alloc(256, 'looplens');
const key16 = Buffer.alloc(16, 1);
const { subtle } = crypto.webcrypto;
const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = () => crypto.generateKeyPairSync('x25519');
const [ours, theirs] = [curve(), curve()];
const withCallback = { when: 'with a callback' };
const without = { when: 'without a callback' };

/** Callback and synchronous form with the same arguments. */
const jobs = {
  pbkdf2: ['secret', 'salt', 1, 16, 'sha256'],
  scrypt: ['secret', 'salt', 16, { N: 16 }],
  hkdf: ['sha256', 'key', 'salt', 'info', 16],
  generateKey: ['hmac', { length: 64 }],
  generateKeyPair: ['ec', { namedCurve: 'P-256' }],
  checkPrime: [7n],
  generatePrime: [32],
  argon2: [
    'argon2id',
    { message: 'secret', nonce: Buffer.alloc(16, 1), parallelism: 1, tagLength: 16, memory: 8, passes: 1 },
  ],
};
const aes = {
  prepare: () =>
    subtle.importKey('raw', key16, 'AES-CBC', true, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']),
};
const cbc = { name: 'AES-CBC', iv: key16 };
const hmac = {
  prepare: () => subtle.importKey('raw', key16, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']),
};
const password = {
  prepare: () => subtle.importKey('raw', data, 'PBKDF2', false, ['deriveBits', 'deriveKey']),
};
const pbkdf2 = { name: 'PBKDF2', salt: key16, iterations: 1, hash: 'SHA-256' };

const compressing = ['deflate', 'deflateRaw', 'gzip', 'brotliCompress', 'zstdCompress'];
const opposite = {
  inflate: 'deflate',
  inflateRaw: 'deflateRaw',
  gunzip: 'gzip',
  unzip: 'gzip',
  brotliDecompress: 'brotliCompress',
  zstdDecompress: 'zstdCompress',
};
const packed = (name) => ({ prepare: () => zlib[`${opposite[name]}Sync`](data) });
const through = (name) => (_, input, done) =>
  zlib[name]()
    .on('error', done)
    .once('data', () => done())
    .end(input ?? data);

const entry = () => zlib.ZipEntry.createSync('name', data);
const archive = () => Buffer.concat([...zlib.createZipArchiveSync([entry()])]);
/** An archive in a file, open. */
const zipFile = {
  prepare: (at) => {
    const path = at.path();
    fs.writeFileSync(path, archive());
    return zlib.ZipFile.openSync(path, { writable: true });
  },
};
const zipBuffer = { prepare: () => new zlib.ZipBuffer(archive()) };

export const recipes = [
  ...Object.entries(jobs).flatMap(([name, args]) => [
    callback(`crypto.${name}`, (at, _, done) => crypto[name](...args, done)),
    sync(`crypto.${name}Sync`, () => crypto[`${name}Sync`](...args)),
  ]),
  callback('crypto.randomBytes', (at, _, done) => crypto.randomBytes(16, done), withCallback),
  sync('crypto.randomBytes', () => crypto.randomBytes(16), without),
  callback('crypto.randomFill', (at, _, done) => crypto.randomFill(Buffer.alloc(16), done)),
  sync('crypto.randomFillSync', () => crypto.randomFillSync(Buffer.alloc(16))),
  callback('crypto.randomInt', (at, _, done) => crypto.randomInt(10, done), withCallback),
  sync('crypto.randomInt', () => crypto.randomInt(10), without),
  sync('crypto.randomUUID', () => crypto.randomUUID()),
  sync('crypto.getRandomValues', () => crypto.getRandomValues(new Uint8Array(16))),
  callback('crypto.sign', (at, _, done) => crypto.sign('sha256', data, pair.privateKey, done), withCallback),
  sync('crypto.sign', () => crypto.sign('sha256', data, pair.privateKey), without),
  callback(
    'crypto.verify',
    (_, signature, done) => crypto.verify('sha256', data, pair.publicKey, signature, done),
    {
      ...withCallback,
      prepare: () => crypto.sign('sha256', data, pair.privateKey),
    },
  ),
  sync('crypto.verify', (_, signature) => crypto.verify('sha256', data, pair.publicKey, signature), {
    ...without,
    prepare: () => crypto.sign('sha256', data, pair.privateKey),
  }),
  callback(
    'crypto.diffieHellman',
    (at, _, done) => crypto.diffieHellman({ privateKey: ours.privateKey, publicKey: theirs.publicKey }, done),
    withCallback,
  ),
  sync(
    'crypto.diffieHellman',
    () => crypto.diffieHellman({ privateKey: ours.privateKey, publicKey: theirs.publicKey }),
    without,
  ),
  callback('crypto.encapsulate', (at, _, done) => crypto.encapsulate(pair.publicKey, done), withCallback),
  sync('crypto.encapsulate', () => crypto.encapsulate(pair.publicKey), without),
  callback(
    'crypto.decapsulate',
    (_, sealed, done) => crypto.decapsulate(pair.privateKey, sealed.ciphertext, done),
    {
      ...withCallback,
      prepare: () => crypto.encapsulate(pair.publicKey),
    },
  ),
  sync('crypto.decapsulate', (_, sealed) => crypto.decapsulate(pair.privateKey, sealed.ciphertext), {
    ...without,
    prepare: () => crypto.encapsulate(pair.publicKey),
  }),
  sync('crypto.hash', () => crypto.hash('sha256', data)),
  sync('crypto.Hash#update', (_, hash) => hash.update(data), { prepare: () => crypto.createHash('sha256') }),
  sync('crypto.Hash#digest', (_, hash) => hash.digest(), { prepare: () => crypto.createHash('sha256') }),
  sync('crypto.createHash', () => crypto.createHash('sha256')),
  sync('crypto.createHmac', () => crypto.createHmac('sha256', 'key')),
  sync('crypto.createCipheriv', () => crypto.createCipheriv('aes-128-cbc', key16, key16)),
  sync('crypto.Cipheriv#update', () => crypto.createCipheriv('aes-128-cbc', key16, key16).update(data)),
  sync('crypto.Sign#sign', () => crypto.createSign('sha256').update(data).sign(pair.privateKey)),
  sync('crypto.Verify#verify', () =>
    crypto.createVerify('sha256').update(data).verify(pair.publicKey, key16),
  ),
  sync('crypto.publicEncrypt', () => crypto.publicEncrypt(pair.publicKey, key16)),
  sync('crypto.privateDecrypt', (_, sealed) => crypto.privateDecrypt(pair.privateKey, sealed), {
    prepare: () => crypto.publicEncrypt(pair.publicKey, key16),
  }),
  sync('crypto.createDiffieHellman', () => crypto.createDiffieHellman(Buffer.from([0xff, 0xf1])), {
    when: 'with a prime',
  }),
  sync('crypto.createECDH', () => crypto.createECDH('prime256v1')),
  sync('crypto.ECDH#generateKeys', () => crypto.createECDH('prime256v1').generateKeys()),
  sync('crypto.timingSafeEqual', () => crypto.timingSafeEqual(key16, key16)),
  promise('crypto.subtle.digest', () => subtle.digest('SHA-256', data)),
  promise('crypto.subtle.encrypt', (_, key) => subtle.encrypt(cbc, key, data), aes),
  promise('crypto.subtle.decrypt', (_, { key, sealed }) => subtle.decrypt(cbc, key, sealed), {
    prepare: async () => {
      const key = await aes.prepare();
      return { key, sealed: await subtle.encrypt(cbc, key, data) };
    },
  }),
  promise('crypto.subtle.sign', (_, key) => subtle.sign('HMAC', key, data), hmac),
  promise('crypto.subtle.verify', (_, key) => subtle.verify('HMAC', key, data, data), hmac),
  promise('crypto.subtle.generateKey', () =>
    subtle.generateKey({ name: 'AES-CBC', length: 128 }, true, ['encrypt']),
  ),
  promise('crypto.subtle.deriveBits', (_, key) => subtle.deriveBits(pbkdf2, key, 128), password),
  promise(
    'crypto.subtle.deriveKey',
    (_, key) => subtle.deriveKey(pbkdf2, key, { name: 'AES-CBC', length: 128 }, true, ['encrypt']),
    password,
  ),
  promise('crypto.subtle.importKey', () => subtle.importKey('raw', key16, 'AES-CBC', true, ['encrypt'])),
  promise('crypto.subtle.exportKey', (_, key) => subtle.exportKey('raw', key), {
    ...aes,
    when: 'of a secret key',
  }),
  promise('crypto.subtle.exportKey', (_, { publicKey }) => subtle.exportKey('spki', publicKey), {
    when: 'of a public or private key',
    prepare: () => subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']),
  }),
  promise('crypto.subtle.wrapKey', (_, key) => subtle.wrapKey('raw', key, key, cbc), aes),
  promise(
    'crypto.subtle.unwrapKey',
    (_, { key, sealed }) => subtle.unwrapKey('raw', sealed, key, cbc, 'AES-CBC', true, ['encrypt']),
    {
      prepare: async () => {
        const key = await aes.prepare();
        return { key, sealed: await subtle.wrapKey('raw', key, key, cbc) };
      },
    },
  ),
  ...compressing.flatMap((name) => [
    callback(`zlib.${name}`, (at, _, done) => zlib[name](data, done)),
    sync(`zlib.${name}Sync`, () => zlib[`${name}Sync`](data)),
    callback(
      `zlib.create${name[0].toUpperCase()}${name.slice(1)}`,
      through(`create${name[0].toUpperCase()}${name.slice(1)}`),
    ),
  ]),
  ...Object.keys(opposite).flatMap((name) => [
    callback(`zlib.${name}`, (_, input, done) => zlib[name](input, done), packed(name)),
    sync(`zlib.${name}Sync`, (_, input) => zlib[`${name}Sync`](input), packed(name)),
    callback(
      `zlib.create${name[0].toUpperCase()}${name.slice(1)}`,
      through(`create${name[0].toUpperCase()}${name.slice(1)}`),
      packed(name),
    ),
  ]),
  callback('zlib.Gzip#flush', (_, stream, done) => stream.flush(done), {
    prepare: () => zlib.createGzip().resume(),
  }),
  callback('zlib.Gzip#close', (_, stream, done) => stream.close(() => done()), {
    prepare: () => zlib.createGzip().resume(),
  }),
  sync('zlib.crc32', () => zlib.crc32(data)),
  promise('zlib.ZipEntry.create', () => zlib.ZipEntry.create('name', data)),
  sync('zlib.ZipEntry.createSync', () => entry()),
  promise('zlib.ZipEntry#content', (_, one) => one.content(), { prepare: entry }),
  sync('zlib.ZipEntry#contentSync', (_, one) => one.contentSync(), { prepare: entry }),
  promise('zlib.ZipBuffer#add', (_, zip) => zip.add('other', data), zipBuffer),
  sync('zlib.ZipBuffer#addSync', (_, zip) => zip.addSync('other', data), zipBuffer),
  promise('zlib.ZipBuffer#toBuffer', (_, zip) => zip.toBuffer(), zipBuffer),
  sync('zlib.ZipBuffer#toBufferSync', (_, zip) => zip.toBufferSync(), zipBuffer),
  promise('zlib.ZipFile.open', (_, path) => zlib.ZipFile.open(path), {
    prepare: (at) => {
      const path = at.path();
      fs.writeFileSync(path, archive());
      return path;
    },
  }),
  promise('zlib.ZipFile#get', (_, zip) => zip.get('name'), zipFile),
  sync('zlib.ZipFile#getSync', (_, zip) => zip.getSync('name'), zipFile),
  promise('zlib.ZipFile#add', (_, zip) => zip.add('other', data), zipFile),
  sync('zlib.ZipFile#addSync', (_, zip) => zip.addSync('other', data), zipFile),
  promise('zlib.ZipFile#delete', (_, zip) => zip.delete('name'), zipFile),
  promise('zlib.ZipFile#close', (_, zip) => zip.close(), zipFile),
  sync('zlib.createZipArchiveSync', () => archive()),
  ...[...compressing, ...Object.keys(opposite)].map((name) => {
    const type = `${name[0].toUpperCase()}${name.slice(1)}`;
    const ends = (_, input, done) =>
      new zlib[type]()
        .on('error', done)
        .once('data', () => done())
        .end(input ?? data);
    return callback(`zlib.${type}`, ends, opposite[name] ? packed(name) : {});
  }),
];
