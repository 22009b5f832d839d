import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/shared/report';
import { compute, longMs } from '../compute';
import { repoRoot } from '../nodes';

const cli = join(repoRoot, 'dist', 'cli.js');

/** Code whose function `name` holds the loop twice, 250 ms apart: a busy machine may see the first too late to name it. */
export const blocks = (name: string, then = '') =>
  `let left = 2; const timer = setInterval(function ${name}() { ${compute(longMs)}; if (--left === 0) { clearInterval(timer); ${then} } }, 250);`;

/** The built `looplens` as a process of its own, with what it wrote. */
export class CliProcess {
  readonly child: ChildProcess;
  out = '';
  err = '';
  private readonly closed: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  private readonly waiting = new Set<() => void>();

  constructor(args: readonly string[], options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv }) {
    assert.ok(existsSync(cli), 'dist/cli.js is missing: run "npm run build" first');
    const env = { ...process.env, ...options.env };
    this.child = spawn(process.execPath, [cli, ...args], { cwd: options.cwd, env, stdio: 'pipe' });
    const heard = (into: 'out' | 'err') => (text: string) => {
      this[into] += text;
      this.wake();
    };
    this.child.stdout?.setEncoding('utf8').on('data', heard('out'));
    this.child.stderr?.setEncoding('utf8').on('data', heard('err'));
    this.closed = new Promise((resolve) =>
      this.child.on('close', (code, signal) => {
        this.wake();
        resolve({ code, signal });
      }),
    );
  }

  /** Resolves once `text` stands in standard output, or in standard error. */
  async says(text: string, where: 'out' | 'err' = 'out'): Promise<void> {
    while (!this[where].includes(text)) {
      assert.equal(this.child.exitCode, null, `ended without saying "${text}": ${this.out}${this.err}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Resolves with the exit status when all output was read; a signal that ended looplens itself is a failure. */
  async status(): Promise<number> {
    const { code, signal } = await this.closed;
    assert.equal(signal, null, 'looplens was ended by a signal');
    return code ?? NaN;
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

/** A folder with the files of a program. `dispose` removes it. */
export class ProgramFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'looplens-cli-'));

  write(name: string, ...lines: string[]): string {
    const file = join(this.path, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }

  report(name = 'report.json'): Report {
    return JSON.parse(readFileSync(join(this.path, name), 'utf8')) as Report;
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
