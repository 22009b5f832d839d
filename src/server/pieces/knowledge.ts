import type { ApiEntry, ApiVariant } from '../../knowledge/entry';

/** Stand-in for `src/knowledge/lookup.ts`: some entries by hand. */
const all = [20, 22, 24, 26];

function variant(given: Partial<ApiVariant> & Pick<ApiVariant, 'stages'>): ApiVariant {
  return {
    when: null,
    versions: all,
    callbackPhase: null,
    blocksMain: false,
    cost: null,
    replacement: null,
    ...given,
  };
}

const entries: Readonly<Record<string, Partial<ApiEntry> & Pick<ApiEntry, 'variants'>>> = {
  'fs.readFileSync': {
    variants: [
      variant({
        stages: [{ where: 'main', what: 'reads the file' }],
        callbackPhase: 'sync',
        blocksMain: true,
        cost: 'bytes',
        replacement: { api: 'fs.promises.readFile', fixId: 'await-instead' },
      }),
    ],
    since: '0.1.8',
    docUrl: 'https://nodejs.org/api/fs.html#fsreadfilesyncpath-options',
  },
  'fs.readFile': {
    variants: [
      variant({
        stages: [{ where: 'pool', what: 'reads the file' }],
        callbackPhase: 'poll',
        cost: 'bytes',
      }),
    ],
    since: '0.1.29',
    docUrl: 'https://nodejs.org/api/fs.html#fsreadfilepath-options-callback',
  },
  'crypto.Hash#update': {
    variants: [
      variant({
        stages: [{ where: 'main', what: 'hashes the data' }],
        callbackPhase: 'sync',
        blocksMain: true,
        cost: 'bytes',
      }),
    ],
    kind: 'method',
    docUrl: 'https://nodejs.org/api/crypto.html#hashupdatedata-inputencoding',
  },
};

export function lookupApi(id: string): ApiEntry | null {
  const entry = Object.hasOwn(entries, id) ? entries[id] : undefined;
  if (!entry) return null;
  return {
    id,
    aliases: [],
    module: id.split('.')[0]!,
    kind: 'function',
    since: null,
    removed: null,
    provenance: 'doc',
    docUrl: null,
    ...entry,
  };
}

/** Id of the class whose instance a call returns; null where it is not known. */
export function resultOf(id: string): string | null {
  return id === 'crypto.createHash' ? 'crypto.Hash' : null;
}
