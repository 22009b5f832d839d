import type { EngineLike } from '../../src/engine/engineTypes';
import { Emitter } from '../../src/shared/disposable';
import type { Report } from '../../src/shared/report';
import type { Snapshot } from '../../src/shared/snapshot';
import { report } from './reports';

export const emptySnapshot: Snapshot = {
  version: 0,
  targets: [],
  blocks: [],
  sites: [],
  culprits: [],
  stalls: [],
};

/** An engine that observes nothing: it writes down what it is asked and gives the report it was made with. */
export class FakeEngine implements EngineLike {
  readonly thresholdMs = 20;
  readonly calls: string[] = [];
  /** What `environment` adds. */
  variables: Record<string, string> = { LOOPLENS_FAKE: '1' };
  private current = emptySnapshot;
  private readonly changes = new Emitter<Snapshot>();
  readonly onDidChange = this.changes.on;

  constructor(private readonly given: Report = report()) {}

  change(snapshot: Partial<Snapshot>): void {
    this.current = { ...this.current, ...snapshot, version: this.current.version + 1 };
    this.changes.fire(this.current);
  }

  environment(): Record<string, string> {
    return this.variables;
  }

  async attach(owner: string, target: string): Promise<void> {
    this.calls.push(`attach ${owner} ${target}`);
  }

  async attachDebugger(): Promise<void> {
    this.calls.push('attachDebugger');
  }

  paused(): void {}

  async detach(owner: string): Promise<void> {
    this.calls.push(`detach ${owner}`);
  }

  snapshot(): Snapshot {
    return this.current;
  }

  async report(command: readonly string[] | null): Promise<Report> {
    this.calls.push(`report ${command ? command.join(' ') : 'null'}`);
    return { ...this.given, command };
  }

  clear(): void {}

  async dispose(): Promise<void> {
    this.calls.push('dispose');
  }
}
