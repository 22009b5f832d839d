import * as vscode from 'vscode';
import type { SiteView, Snapshot } from '../shared/snapshot';
import { baseName } from './paths';

const option = '--enable-source-maps';
const maxTold = 200;

export interface MissingMapsOptions {
  /** Starts the program of an owner again with an option of Node's; null where it is not ours to start. */
  readonly restarter: (owner: string) => ((option: string) => unknown) | null;
}

/** Tells, once for each observation, that lines are not those the user wrote, and how to have those. */
export class MissingMaps {
  private readonly told = new Set<string>();

  constructor(private readonly options: MissingMapsOptions) {}

  update(snapshot: Snapshot): void {
    for (const site of snapshot.sites) {
      if (!isUnmapped(site)) continue;
      const owner = ownerOf(site, snapshot);
      if (owner === null || this.told.has(owner)) continue;
      if (this.told.size >= maxTold) this.told.clear();
      this.told.add(owner);
      void this.tell(site.site.file, owner);
    }
  }

  private async tell(file: string, owner: string): Promise<void> {
    const restart = this.options.restarter(owner);
    const action = restart
      ? { title: vscode.l10n.t('Restart with Source Maps'), run: () => restart(option) }
      : {
          title: vscode.l10n.t('Copy {0}', option),
          run: () => vscode.env.clipboard.writeText(option),
        };
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Lines of {0} are those of the code that runs, not those you wrote: it was transpiled in memory, and Node.js was not told its source map. With the option {1} it is.',
        baseName(file),
        option,
      ),
      action,
    );
    await chosen?.run();
  }
}

/** What a transpiler made in memory keeps the name of the TypeScript file. */
function isUnmapped({ site }: SiteView): boolean {
  return site.source === 'generated' && site.module === null && /\.[cm]?tsx?$/.test(site.file);
}

function ownerOf({ uses }: SiteView, { targets }: Snapshot): string | null {
  const ids = new Set(uses.map(({ target }) => target));
  return targets.find(({ id, owner }) => ids.has(id) && owner !== null)?.owner ?? null;
}
