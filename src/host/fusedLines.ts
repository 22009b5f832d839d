import { Emitter, type Disposable } from '../shared/disposable';
import type { Fused } from '../shared/serverApi';
import type { Line } from './ignored';

/** Measured lines that the language server's diagnostics speak of: so that a line has one problem, not two. */
export class FusedLines implements Disposable {
  private keys: ReadonlySet<string> = new Set();
  private readonly changes = new Emitter<void>();

  readonly onDidChange = this.changes.on;

  take({ lines }: Fused): void {
    this.keys = new Set(lines.map(keyOf));
    this.changes.fire();
  }

  /** By its number when the program started. */
  has(line: Line): boolean {
    return this.keys.has(keyOf(line));
  }

  dispose(): void {
    this.changes.dispose();
  }
}

function keyOf({ file, line }: Line): string {
  return `${file}\n${line}`;
}
