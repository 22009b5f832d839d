// Whether an expression is slow, by running it in V8 on subjects of its own: written by hand, and made of the characters of the
// pattern and common ones. Shares no code with what it judges.
import { Worker } from 'node:worker_threads';

const slowMs = 100;
const longest = 100_000;
const screenLength = 20_000;
/** A linear expression reads 20,000 characters in well under that. */
const screenMs = 4;
const patienceMs = 2000;
/** One expression; most need a tenth of a second. */
const budgetMs = 20_000;

const code = `
  const { parentPort } = require('node:worker_threads');
  let last = '', regex;
  parentPort.on('message', ({ source, flags, prefix, pump, suffix, count }) => {
    if (last !== source + '/' + flags) {
      last = source + '/' + flags;
      regex = new RegExp(source, flags);
      for (let i = 0; i < 3; i++) { regex.lastIndex = 0; regex.test(prefix + pump + suffix); }
    }
    const subject = prefix + pump.repeat(count) + suffix;
    regex.lastIndex = 0;
    const start = performance.now();
    try { regex.test(subject); } catch { parentPort.postMessage(0); return; }
    parentPort.postMessage(performance.now() - start);
  });
`;

export class Truth {
  #worker = null;

  /**
   * @param {RegExp} regex
   * @param {[string, string, string][]} attacks prefix, pump and suffix: tried before the generated ones
   * @returns {Promise<{ attack: string[], length: number, ms: number } | null>} null where nothing was slow
   */
  async slowness(regex, attacks) {
    const end = performance.now() + budgetMs;
    for (const attack of attacks) {
      const found = await this.#grow(regex, attack);
      if (found) return found;
    }
    for (const attack of generated(regex)) {
      if (performance.now() > end) return null;
      const count = Math.floor(screenLength / attack[1].length);
      if ((await this.#run(regex, attack, count)) < screenMs) continue;
      const found = await this.#grow(regex, attack);
      if (found) return found;
    }
    return null;
  }

  async dispose() {
    await this.#worker?.terminate();
  }

  /** The shortest subject, to a sixth, that takes `slowMs` twice, where half as many pumps take less than half as long by far. */
  async #grow(regex, attack) {
    const [prefix, pump, suffix] = attack;
    const room = longest - prefix.length - suffix.length;
    for (let size = 8; size <= room; size = Math.ceil(size * 1.2)) {
      const count = Math.floor(size / pump.length);
      if (count < 2 || (await this.#run(regex, attack, count)) < slowMs) continue;
      const ms = await this.#run(regex, attack, count);
      if (ms < slowMs) continue;
      const half = await this.#run(regex, attack, Math.floor(count / 2));
      if (ms / half < 2.6) continue;
      return { attack, length: prefix.length + suffix.length + count * pump.length, ms };
    }
    return null;
  }

  async #run({ source, flags }, [prefix, pump, suffix], count) {
    this.#worker ??= new Worker(code, { eval: true });
    const worker = this.#worker;
    let timer;
    const ms = await new Promise((resolve) => {
      worker.once('message', resolve);
      timer = setTimeout(() => resolve(null), patienceMs);
      worker.postMessage({ source, flags, prefix, pump, suffix, count });
    });
    clearTimeout(timer);
    if (ms !== null) return ms;
    await worker.terminate();
    this.#worker = null;
    return patienceMs;
  }
}

const common = [...' aA0-./\\\n\t"\'<([{,:;=_@#*!&%?+$|~^`)]}>'];

function* generated({ source }) {
  // What stands in the pattern as it is, without classes and escapes.
  const letters = source
    .replace(/\\(?:u\{[^}]*\}|u\w{4}|x\w\w|c\w|[a-zA-Z])|\[\^/g, '')
    .replace(/\\(.)/g, '$1');
  const own = [...new Set(letters)].filter((letter) => !common.includes(letter)).slice(0, 20);
  const words = [...new Set(letters.match(/[\w<>:;,."'=/-]{2,8}/g) ?? [])].slice(0, 8);
  const start = /^\^?((?:\\[^\w]|[\w:/<>="'-])*)/.exec(source)?.[1].replace(/\\/g, '') ?? '';
  for (const pump of [...common, ...own, ...words, ...common.map((letter) => `a${letter}`)])
    for (const prefix of new Set(['', start, 'a', `${start}a`]))
      for (const suffix of ['', '!', '\n', '\u0000']) yield [prefix, pump, suffix];
}
