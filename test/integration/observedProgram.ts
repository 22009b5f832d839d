import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine';
import type { Block, Report } from '../../src/shared/report';
import type { Snapshot } from '../../src/shared/snapshot';
import { repoRoot } from '../nodes';

const dist = join(repoRoot, 'dist');

/** An engine with a folder of programs, which it observes one after the other. */
export class Observatory {
  readonly folder = mkdtempSync(join(tmpdir(), 'looplens-capture-'));
  private readonly children: ChildProcess[] = [];

  private constructor(
    readonly engine: Engine,
    private readonly node: string,
  ) {}

  static async open(node: string): Promise<Observatory> {
    assert.ok(existsSync(join(dist, 'probe.cjs')), 'dist/probe.cjs is missing: run "npm run build" first');
    return new Observatory(await Engine.start({ thresholdMs: 20, dist, log: () => {} }), node);
  }

  async close(): Promise<void> {
    // A test that failed may have left one waiting.
    for (const child of this.children) child.kill('SIGKILL');
    await this.engine.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a program and starts it. */
  start(name: string, code: string, { nodeArgs = [], args = [] }: StartOptions = {}): ObservedProgram {
    const file = join(this.folder, name);
    writeFileSync(file, code);
    const env = { ...process.env, ...this.engine.environment(process.env) };
    const child = spawn(this.node, [...nodeArgs, file, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.children.push(child);
    return new ObservedProgram(this.engine, child, file, code);
  }
}

interface StartOptions {
  readonly nodeArgs?: readonly string[];
  readonly args?: readonly string[];
}

/** A program that is being observed. */
export class ObservedProgram {
  constructor(
    private readonly engine: Engine,
    readonly child: ChildProcess,
    readonly file: string,
    private readonly code: string,
  ) {}

  /** Number of the line that bears a comment. */
  line(comment = '// HERE'): number {
    const index = this.code.split('\n').findIndex((text) => text.includes(comment));
    assert.ok(index >= 0, `no line with ${comment}`);
    return index + 1;
  }

  /** Resolves with what `find` gives, as soon as the engine shows it. */
  async shows<T>(find: (snapshot: Snapshot) => T | undefined): Promise<T> {
    for (;;) {
      const found = find(this.engine.snapshot());
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const listening = this.engine.onDidChange(() => {
          listening.dispose();
          resolve();
        });
      });
    }
  }

  /** Resolves when so many of its threads are being watched. */
  async watched(threads = 1): Promise<void> {
    await this.shows(({ targets }) => this.of(targets).length >= threads || undefined);
  }

  /** Lets it begin once its threads are being watched, and tells it that no more will come. */
  async begin(threads = 1): Promise<void> {
    await this.watched(threads);
    this.child.stdin!.end('go\n');
  }

  /** Resolves with the report when it has ended and all that it sent has been read. */
  async ended(): Promise<Report> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    // What it left in a file is read by the report; what it sent may still be on its way.
    const { targets } = await this.engine.report(null);
    if (this.of(targets).length === 0) await this.watched();
    await this.shows(
      ({ targets }) => this.of(targets).every(({ endedAtMs }) => endedAtMs !== null) || undefined,
    );
    return this.engine.report(null);
  }

  /** Its blocks that have a line of its file, once it has ended; those of its start are left out. */
  async blocks(): Promise<Block[]> {
    const { blocks } = await this.ended();
    return this.of(blocks).filter(({ site, phase }) => site?.file === this.file && phase === 'running');
  }

  /** Those targets, blocks or stalls that are of its threads. */
  of<T extends { readonly id: string } | { readonly target: string }>(all: readonly T[]): T[] {
    const ids = new Set<string>();
    for (const { id, pid, parent } of this.engine.snapshot().targets) {
      if (pid === this.child.pid || (parent !== null && ids.has(parent))) ids.add(id);
    }
    return all.filter((one) => ids.has('target' in one ? one.target : one.id));
  }
}
