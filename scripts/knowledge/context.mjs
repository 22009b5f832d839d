import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const patienceMs = 5_000;

/** What a recipe needs before it runs; rejects where that takes too long. */
export async function prepared({ prepare }, context) {
  if (!prepare) return undefined;
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('its preparation never ended')), patienceMs);
  });
  return Promise.race([prepare(context), late]).finally(() => clearTimeout(timer));
}

/** Files for recipes to work on, in a folder of their own that `dispose` removes. */
export class Context {
  constructor() {
    this.dir = fs.mkdtempSync(join(tmpdir(), 'looplens-probe-'));
    this.count = 0;
    this.file = this.fresh();
  }

  /** A path where nothing is. */
  path() {
    return join(this.dir, `p${this.count++}`);
  }

  fresh() {
    const path = this.path();
    fs.writeFileSync(path, 'content');
    return path;
  }

  emptyFolder() {
    const path = this.path();
    fs.mkdirSync(path);
    return path;
  }

  folder() {
    const path = this.emptyFolder();
    fs.writeFileSync(join(path, 'one'), 'x');
    return path;
  }

  link() {
    const path = this.path();
    fs.symlinkSync(this.file, path);
    return path;
  }

  fifo() {
    const path = this.path();
    execFileSync('mkfifo', [path]);
    return path;
  }

  dispose() {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}
