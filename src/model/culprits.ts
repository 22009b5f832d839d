import type { Block } from '../shared/report';
import type { CulpritView } from '../shared/snapshot';

const maxLines = 200;
const maxTargets = 500;

interface Entry {
  readonly view: CulpritView;
  /** Those that measured it and have not been forgotten. */
  readonly targets: Set<string>;
}

/** Lines of dependencies in which blocks spent most of their time. Past 200 lines, new ones are not counted. */
export class CulpritTable {
  private readonly entries = new Map<string, Entry>();

  add({ culprit, site, durationMs, target }: Block): void {
    if (!culprit?.module) return;
    const key = `${culprit.file}\n${culprit.line}`;
    const before = this.entries.get(key);
    if (!before && this.entries.size >= maxLines) return;
    const { view, targets } = before ?? {
      view: { frame: culprit, totalMs: 0, maxMs: 0, caller: site },
      targets: new Set<string>(),
    };
    const longer = durationMs > view.maxMs;
    if (targets.size < maxTargets) targets.add(target);
    this.entries.set(key, {
      view: {
        frame: view.frame,
        totalMs: view.totalMs + durationMs,
        maxMs: longer ? durationMs : view.maxMs,
        caller: longer ? site : view.caller,
      },
      targets,
    });
  }

  /** Forgets lines that no other targets than these have measured. */
  forget(gone: ReadonlySet<string>): void {
    for (const [key, { targets }] of this.entries) {
      for (const target of gone) targets.delete(target);
      if (targets.size === 0) this.entries.delete(key);
    }
  }

  /** Most time first. */
  views(): CulpritView[] {
    return [...this.entries.values()].map(({ view }) => view).sort((a, b) => b.totalMs - a.totalMs);
  }
}
