import { blocking, each, later, main, on, pool, when } from './build.mjs';

/** Jobs with a synchronous and a callback form of the same arguments. */
const jobs = {
  pbkdf2: ['derives the key', 'iterations'],
  scrypt: ['derives the key', 'iterations'],
  argon2: ['derives the key', 'iterations'],
  generateKeyPair: ['looks for a key pair', 'iterations'],
  checkPrime: ['tests whether it is prime', 'iterations'],
  generatePrime: ['looks for a prime', 'iterations'],
};
const deflate = ['deflate', 'deflateRaw', 'gzip', 'brotliCompress', 'zstdCompress'];
const inflate = ['inflate', 'inflateRaw', 'gunzip', 'unzip', 'brotliDecompress', 'zstdDecompress'];

function ofJobs() {
  const facts = {};
  for (const [name, [what, cost]] of Object.entries(jobs)) {
    facts[`crypto.${name}`] = pool(what, cost);
    // The promise of generateKeyPair gives an object of the same shape, the others what the synchronous form returns.
    facts[`crypto.${name}Sync`] = blocking(what, cost, `crypto.${name}`, 'sync-to-promisify');
  }
  for (const [names, what] of [
    [deflate, 'compresses'],
    [inflate, 'decompresses'],
  ])
    for (const name of names) {
      facts[`zlib.${name}`] = pool(what, 'bytes');
      facts[`zlib.${name}Sync`] = blocking(what, 'bytes', `zlib.${name}`, 'sync-to-promisify');
      const type = name[0].toUpperCase() + name.slice(1);
      facts[`zlib.create${type}`] = pool(`${what} piece by piece`, 'bytes');
      facts[`zlib.${type}`] = pool(`${what} piece by piece`, 'bytes');
    }
  return facts;
}

/** Methods of archives with a synchronous twin: what they do, what the cost grows with. */
const zipping = {
  'zlib.ZipEntry.create': ['compresses the file', 'bytes'],
  'zlib.ZipEntry#content': ['decompresses the file', 'bytes'],
  'zlib.ZipBuffer#add': ['compresses the file', 'bytes'],
  'zlib.ZipFile.open': ['reads the list of the archive', 'entries'],
  'zlib.ZipFile#add': ['compresses the file, writes it', 'bytes'],
  'zlib.ZipFile#addEntry': ['writes the entry', 'bytes'],
  'zlib.ZipFile#delete': ['writes the list of the archive', 'entries'],
  'zlib.ZipFile#compact': ['writes the archive anew', 'bytes'],
  'zlib.ZipFile#close': ['closes the archive', 'constant'],
};
const zipped = {
  ...Object.fromEntries(
    Object.entries(zipping).flatMap(([id, [what, cost]]) => [
      [id, pool(what, cost)],
      [`${id}Sync`, blocking(what, cost, id)],
    ]),
  ),
  'zlib.ZipFile#get': later('makes an entry; its methods read', 'microtask'),
  'zlib.ZipFile#getSync': main('makes an entry; its methods read'),
  ...each(
    'zlib.ZipFile#',
    'entries entriesSync values valuesSync forEach forEachSync',
    main('walks the list of the archive', 'entries'),
  ),
  'zlib.ZipFile#stream': pool('reads the entry piece by piece', 'bytes'),
  'zlib.ZipEntry#contentIterator': pool('decompresses the file piece by piece', 'bytes'),
  'zlib.zipFiles': pool('reads and compresses the files', 'bytes'),
  'zlib.ZipBuffer#toBuffer': later('puts the archive together', 'microtask', 'bytes'),
  'zlib.ZipBuffer#toBufferSync': main('puts the archive together', 'bytes', {
    use: 'zlib.ZipBuffer#toBuffer',
  }),
  'zlib.createZipArchive': later('puts the archive together piece by piece', 'nextTick', 'bytes'),
  'zlib.createZipArchiveSync': main('gives the archive piece by piece', 'bytes'),
};

export const facts = {
  ...ofJobs(),
  ...each('zlib.Gzip#', 'flush params', pool('compresses what is left', 'bytes')),
  'zlib.Gzip#close': later('closes the stream', 'nextTick'),
  'zlib.crc32': main('computes the checksum', 'bytes'),
  'crypto.hkdf': pool('derives the key', 'bytes'),
  'crypto.hkdfSync': main('derives the key', 'bytes', { use: 'crypto.hkdf', fix: 'sync-to-promisify' }),
  'crypto.generateKey': pool('takes random bytes', 'bytes'),
  'crypto.generateKeySync': main('takes random bytes', 'bytes', {
    use: 'crypto.generateKey',
    fix: 'sync-to-promisify',
  }),
  'crypto.randomBytes': [
    when('without a callback', main('takes random bytes', 'bytes')),
    when('with a callback', pool('takes random bytes', 'bytes')),
  ],
  'crypto.randomFill': pool('takes random bytes', 'bytes'),
  'crypto.randomFillSync': main('takes random bytes', 'bytes', {
    use: 'crypto.randomFill',
    fix: 'sync-to-promisify',
  }),
  'crypto.randomInt': [
    when('without a callback', main('takes random bytes')),
    when('with a callback', pool('fills a store of random bytes when it is used up', 'constant')),
  ],
  ...each('crypto.', 'randomUUID randomUUIDv7', main('takes random bytes, many at once')),
  'crypto.getRandomValues': main('takes random bytes', 'bytes'),
  'crypto.sign': [
    when('without a callback', blocking('signs the data', 'bytes', 'crypto.subtle.sign')),
    when('with a callback', pool('signs the data', 'bytes')),
  ],
  'crypto.verify': [
    when('without a callback', blocking('verifies the signature', 'bytes', 'crypto.subtle.verify')),
    when('with a callback', pool('verifies the signature', 'bytes')),
  ],
  'crypto.diffieHellman': [
    { when: 'without a callback', ...main('computes the shared secret') },
    { when: 'with a callback', versions: [24, 26], ...pool('computes the shared secret', 'constant') },
  ],
  'crypto.encapsulate': [
    when('without a callback', main('makes a shared key')),
    when('with a callback', pool('makes a shared key', 'constant')),
  ],
  'crypto.decapsulate': [
    when('without a callback', main('opens the shared key')),
    when('with a callback', pool('opens the shared key', 'constant')),
  ],
  'crypto.hash': blocking('hashes the data', 'bytes', 'crypto.subtle.digest'),
  'crypto.Hash#update': blocking('hashes the data', 'bytes', 'crypto.subtle.digest'),
  'crypto.Hash#digest': main('gives the hash'),
  'crypto.Hmac#digest': main('gives the hash'),
  'crypto.Cipheriv#update': blocking('encrypts or decrypts the data', 'bytes', 'crypto.subtle.encrypt'),
  ...each(
    'crypto.',
    'createHash createHmac createMac createCipheriv createDecipheriv createSign createVerify',
    main('makes an object; its methods do the work'),
  ),
  ...each(
    'crypto.',
    'createCipher createDecipher',
    main('derives the key, makes an object; its methods do the work'),
  ),
  'crypto.Sign#update': blocking('hashes the data', 'bytes', 'crypto.sign'),
  'crypto.Sign#sign': blocking('signs', 'iterations', 'crypto.sign'),
  'crypto.Verify#verify': main('verifies the signature'),
  ...each(
    'crypto.',
    'privateDecrypt privateEncrypt',
    blocking('computes with the private key', 'iterations'),
  ),
  ...each('crypto.', 'publicEncrypt publicDecrypt', main('computes with the public key')),
  'crypto.createDiffieHellman': [
    when('with a prime', main('makes an object; its methods do the work')),
    when('with a length', blocking('looks for a prime', 'iterations', 'crypto.generatePrime')),
  ],
  'crypto.DiffieHellman#generateKeys': blocking('computes with large numbers', 'iterations'),
  'crypto.ECDH#generateKeys': main('computes with the curve'),
  'crypto.ECDH#computeSecret': [
    when('of ECDH', main('computes with the curve')),
    when('of DiffieHellman', blocking('computes with large numbers', 'iterations')),
  ],
  ...each('crypto.subtle.', 'encrypt decrypt', (name) => pool(`${name}s the data`, 'bytes')),
  'crypto.subtle.sign': pool('signs the data', 'bytes'),
  'crypto.subtle.verify': pool('verifies the signature', 'bytes'),
  'crypto.subtle.digest': pool('hashes the data', 'bytes'),
  'crypto.subtle.generateKey': pool('makes a key', 'iterations'),
  ...each('crypto.subtle.', 'deriveBits deriveKey', pool('derives the key', 'iterations')),
  'crypto.subtle.importKey': later('reads the key', 'microtask', 'bytes'),
  'crypto.subtle.exportKey': [
    when('of a secret key', later('writes the key', 'microtask', 'bytes')),
    when('of a public or private key', on([20, 22], pool('writes the key', 'bytes'))),
    when('of a public or private key', on([24, 26], later('writes the key', 'microtask', 'bytes'))),
  ],
  'crypto.subtle.getPublicKey': later('derives the public key', 'microtask'),
  ...each('crypto.subtle.', 'wrapKey unwrapKey', pool('encrypts or decrypts the key', 'bytes')),
  ...each(
    'crypto.subtle.',
    'encapsulateBits encapsulateKey decapsulateBits decapsulateKey',
    pool('computes the shared key', 'constant'),
  ),
  ...zipped,
};
