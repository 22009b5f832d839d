import { Emitter, type Disposable } from '../shared/disposable';
import type { Frame } from '../shared/report';
import { pathKey } from './paths';

const maxLines = 1000;

/** Where budgets outlive the window; VS Code's `Memento` is one. */
export interface BudgetStore {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

export type Line = Pick<Frame, 'file' | 'line'>;
export type FunctionOf = Pick<Frame, 'file' | 'functionName'>;

const storeKey = 'looplens.budgets';

/** What the user does not want to hear of: lines until the window is closed, functions below a budget until it is forgotten. */
export class Ignored implements Disposable {
  private lines: Line[] = [];
  private readonly changes = new Emitter<void>();

  readonly onDidChange = this.changes.on;

  constructor(
    private readonly store: BudgetStore,
    private readonly windows: boolean,
  ) {}

  /** Whether surfaces keep quiet of a line that blocked for `ms` at the longest. */
  hides(site: Frame, ms: number): boolean {
    if (this.lines.some((line) => this.same(line, site))) return true;
    const budgetMs = this.budgetOf(site);
    return budgetMs !== null && ms <= budgetMs;
  }

  ignore({ file, line }: Line): void {
    this.lines = [...this.lines, { file, line }].slice(-maxLines);
    this.changes.fire();
  }

  /** Lines have other numbers in a new run; `place` gives the new one, null where the line is gone or says something else. */
  move(place: (line: Line) => number | null): void {
    this.lines = this.lines.flatMap((line) => {
      const now = place(line);
      return now === null ? [] : [{ file: line.file, line: now }];
    });
  }

  /** Milliseconds that the function may block; null where it has no budget. */
  budgetOf(of: FunctionOf): number | null {
    return this.budgets()[this.keyOf(of)] ?? null;
  }

  async setBudget(of: FunctionOf, ms: number | null): Promise<void> {
    const budgets = new Map(Object.entries(this.budgets()));
    if (ms === null) budgets.delete(this.keyOf(of));
    else budgets.set(this.keyOf(of), ms);
    await this.store.update(storeKey, Object.fromEntries(budgets));
    this.changes.fire();
  }

  async forgetAll(): Promise<void> {
    this.lines = [];
    await this.store.update(storeKey, undefined);
    this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
  }

  private budgets(): Readonly<Record<string, number>> {
    return (this.store.get(storeKey) as Record<string, number> | undefined) ?? {};
  }

  private keyOf({ file, functionName }: FunctionOf): string {
    return `${pathKey(file, this.windows)}\n${functionName}`;
  }

  private same(a: Line, b: Line): boolean {
    return a.line === b.line && pathKey(a.file, this.windows) === pathKey(b.file, this.windows);
  }
}

/** Milliseconds that a person typed; null where it is no time. */
export function budgetFrom(text: string): number | null {
  const ms = Number(/^\s*(\d+(?:\.\d+)?)\s*(?:ms)?\s*$/.exec(text)?.[1]);
  return ms > 0 ? ms : null;
}
