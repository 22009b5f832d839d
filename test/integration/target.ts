import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compute, longMs } from '../compute';
import { nodeBinary, type NodeMajor } from '../nodes';

const patienceMs = 15_000;

/** What there could be of us in a program, as it sees it itself. */
export interface Trace {
  readonly globals: readonly string[];
  readonly changed: readonly string[];
  readonly modules: readonly string[];
  readonly inspector: boolean;
  readonly threads: number;
}

/** Tells its parent of traces, and runs the code that it is sent. */
const harness = `
const builtins = { fs: require('fs'), child_process: require('child_process'), crypto: require('crypto'),
  zlib: require('zlib'), http: require('http'), worker_threads: require('worker_threads'), process, JSON, Atomics,
  array: Array.prototype, typed: Object.getPrototypeOf(Uint8Array).prototype, string: String.prototype, globalThis };
const value = (owner, key) => Object.getOwnPropertyDescriptor(owner, key)?.value;
const entries = () => Object.entries(builtins).flatMap(([name, owner]) => Reflect.ownKeys(owner).map((key) => [name + '.' + String(key), value(owner, key)]));
const originals = new Map(entries());
const exported = import('node:fs').then((module) => ({ ...module }));
async function trace() {
  const module = await import('node:fs');
  const before = await exported;
  const changed = entries().filter(([name, now]) => !originals.has(name) || (typeof now === 'function' && now !== originals.get(name))).map(([name]) => name);
  for (const name of Object.keys(before)) if (module[name] !== before[name]) changed.push('import fs.' + name);
  let threads = -1;
  try { threads = process.report.getReport().workers.length; } catch {}
  return { changed, threads, inspector: require('inspector').url() !== undefined,
    globals: Reflect.ownKeys(globalThis).map(String).filter((name) => /looplens/i.test(name)),
    modules: Object.keys(require.cache).filter((file) => /probe|looplens/.test(file) && file !== __filename) };
}
const alive = setInterval(() => {}, 1000);
process.on('message', async (text) => {
  if (text === 'trace') process.send({ trace: await trace() });
  else if (text === 'finish') { clearInterval(alive); process.disconnect(); }
  else setImmediate(() => eval(text));
});
process.send({ up: true });
`;

/** A program to attach to, that runs a Node of some major. */
export class Target {
  stderr = '';
  private readonly folder = mkdtempSync(join(tmpdir(), 'target-'));
  readonly script = join(this.folder, 'program.cjs');
  private child!: ChildProcess;

  /** `code` runs once the program is up; it may define globals for `run`. */
  static async start(args: readonly string[] = [], code = '', major: NodeMajor = 20): Promise<Target> {
    const target = new Target();
    writeFileSync(target.script, `${code}\n${harness}`);
    target.child = fork(target.script, {
      execPath: await nodeBinary(major),
      execArgv: [...args],
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    target.child.stderr!.setEncoding('utf8').on('data', (text: string) => (target.stderr += text));
    await Promise.race([
      once(target.child, 'message'),
      once(target.child, 'exit').then(() => assert.fail(`The target ended: ${target.stderr}`)),
    ]);
    return target;
  }

  get pid(): number {
    return this.child.pid!;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** WebSocket URL of the inspector it was started with. */
  async inspector(): Promise<string> {
    return until(() => /ws:\S+/.exec(this.stderr)?.[0]);
  }

  /** host:port of that inspector. */
  async address(): Promise<string> {
    return new URL(await this.inspector()).host;
  }

  /** Runs code on a turn of its own; does not wait for it. */
  run(code: string): void {
    this.child.send(code);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async trace(): Promise<Trace> {
    const answer = once(this.child, 'message') as Promise<[{ trace: Trace }]>;
    this.child.send('trace');
    return (await answer)[0].trace;
  }

  /** Resolves with the exit code, or the signal's name, when it has ended. */
  async ended(): Promise<number | string> {
    if (this.isRunning) await once(this.child, 'exit');
    return this.child.exitCode ?? this.child.signalCode ?? '';
  }

  /** Lets it end by itself: nothing is left for it to do. */
  async finish(): Promise<number | string> {
    this.child.send('finish');
    return this.ended();
  }

  async dispose(): Promise<void> {
    if (this.isRunning) {
      this.child.kill('SIGKILL');
      await this.ended();
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Resolves with the first value that is neither undefined, null nor false. */
export async function until<T>(value: () => T | Promise<T>): Promise<Exclude<T, undefined | null | false>> {
  for (const end = Date.now() + patienceMs; ;) {
    const found = await value();
    if (found !== undefined && found !== null && found !== false)
      return found as Exclude<T, undefined | null | false>;
    if (Date.now() > end) throw new Error(`In vain: ${String(value)}`);
    await wait(10);
  }
}

/** Code that holds the loop in a function of that name; `ms` of a processor's time. */
export const held = (name: string, ms = longMs): string => `function ${name}() { ${compute(ms)} }`;
