import type { Block } from '../../src/shared/report';
import { compute, longMs } from '../compute';

/** A program that blocks once, in the line that says so, when `begin` calls it. */
export interface BlockingKind extends Pick<Block, 'category' | 'call' | 'evidence'> {
  readonly title: string;
  readonly code: string;
  readonly nodeArgs?: readonly string[];
}

/** One line that does it again and again, so that it lasts on any machine. */
const again = (statement: string) => `${compute(longMs, statement)} // HERE`;

const rows = `const rows = Array.from({ length: 100_000 }, (_, i) => ({ i, name: 'row ' + i, ok: true }));`;
const list = `const list = Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 50_021);`;

export const blockingKinds: readonly BlockingKind[] = [
  {
    title: 'a loop',
    code: `let n = 0;
begin(() => {
  ${again('for (let i = 0; i < 1e4; i++) n++;')}
});`,
    category: 'cpu',
    call: null,
    evidence: 'stack',
  },
  {
    title: 'execSync',
    code: `const { execSync } = require('node:child_process');
begin(() => {
  execSync(\`"\${process.execPath}" -e "setTimeout(() => {}, 100)"\`); // HERE
});`,
    category: 'child-process',
    call: 'child_process.execSync',
    evidence: 'wrapper',
  },
  {
    title: 'pbkdf2Sync',
    code: `const crypto = require('node:crypto');
begin(() => {
  ${again(`crypto.pbkdf2Sync('password', 'salt', 50_000, 64, 'sha512');`)}
});`,
    category: 'crypto',
    call: 'crypto.pbkdf2Sync',
    evidence: 'wrapper',
  },
  {
    title: 'gzipSync',
    code: `const zlib = require('node:zlib');
const data = require('node:crypto').randomBytes(1_000_000);
begin(() => {
  ${again('zlib.gzipSync(data);')}
});`,
    category: 'zlib',
    call: 'zlib.gzipSync',
    evidence: 'wrapper',
  },
  {
    title: 'JSON.parse',
    code: `${rows}
const text = JSON.stringify(rows);
begin(() => {
  ${again('JSON.parse(text);')}
});`,
    category: 'json',
    call: 'JSON.parse',
    evidence: 'wrapper',
  },
  {
    title: 'searching a list in a loop',
    code: `const list = Array.from({ length: 6_000 }, (_, i) => 'name' + i);
const unique = (items) => {
  const found = [];
  for (const item of items) {
    const name = item.trim();
    if (!found.includes(name)) found.push(name); // HERE
  }
  return found.length;
};
begin(() => {
  ${compute(longMs, 'unique(list);')}
});`,
    category: 'cpu',
    call: null,
    evidence: 'stack',
  },
  {
    title: 'a toJSON that JSON.stringify calls',
    code: `const value = {
  toJSON() {
    ${again('for (let i = 0; i < 1e4; i++) this.n = i;')}
  },
};
begin(() => {
  JSON.stringify(value);
});`,
    category: 'cpu',
    call: null,
    evidence: 'stack',
  },
  {
    title: 'JSON.stringify',
    code: `${rows}
begin(() => {
  ${again('JSON.stringify(rows);')}
});`,
    category: 'json',
    call: 'JSON.stringify',
    evidence: 'wrapper',
  },
  {
    title: 'a regular expression',
    code: `const text = 'a'.repeat(21) + '!';
begin(() => {
  ${again('/^(a+)+$/.test(text);')}
});`,
    category: 'regex',
    call: 'RegExp.test',
    evidence: 'stack',
  },
  {
    title: 'sort without a comparator',
    code: `${list}
begin(() => {
  ${again('list.slice().sort();')}
});`,
    category: 'native',
    call: 'Array.sort',
    evidence: 'wrapper',
  },
  {
    title: 'sort with a comparator',
    code: `${list}
begin(() => {
  ${again('list.slice().sort((a, b) => a - b);')}
});`,
    category: 'cpu',
    call: null,
    evidence: 'stack',
  },
  {
    title: 'Atomics.wait',
    code: `const cell = new Int32Array(new SharedArrayBuffer(4));
begin(() => {
  Atomics.wait(cell, 0, 0, 120); // HERE
});`,
    category: 'native',
    call: 'Atomics.wait',
    evidence: 'wrapper',
  },
  {
    title: 'promises without end',
    code: flood('Promise.resolve().then(next)'),
    category: 'microtasks',
    call: null,
    evidence: 'stack',
  },
  {
    title: 'ticks without end',
    code: flood('process.nextTick(next)'),
    // Nothing tells many ticks from one that is long.
    category: 'cpu',
    call: null,
    evidence: 'stack',
  },
  {
    title: 'garbage collection that is asked for',
    nodeArgs: ['--expose-gc', '--single-threaded-gc'],
    code: `${rows}
begin(() => {
  ${again('gc();')}
  rows.length = 0;
});`,
    category: 'gc',
    call: 'gc',
    evidence: 'wrapper',
  },
  {
    title: 'garbage collection',
    nodeArgs: ['--expose-gc', '--single-threaded-gc'],
    // A function of another realm is none that we wrap: it stands for collections that V8 decides on.
    code: `${rows}
const collect = require('node:vm').runInNewContext('gc');
begin(() => {
  ${again('(() => collect())();')}
  rows.length = 0;
});`,
    category: 'gc',
    call: null,
    evidence: 'stack',
  },
];

/** Callbacks that each do a little and queue the next, before the loop can turn. */
function flood(next: string): string {
  const work = 'for (let n = 0; n < 5000; n++)';
  return `begin(() => {
  const since = process.cpuUsage();
  const next = () => { ${work}; const { user, system } = process.cpuUsage(since); if (user + system < ${longMs * 1000}) ${next}; }; // HERE
  next();
});`;
}
