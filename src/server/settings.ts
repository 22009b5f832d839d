import type { LintSettings, ServerSettings } from '../shared/serverApi';
import { fileOf, isInside } from './files';

export const defaultSettings: ServerSettings = { all: { lint: true, regex: true, hover: true }, folders: [] };

/** Settings of a file: those of the innermost folder that it is in. */
export function settingsOf(file: string, { all, folders }: ServerSettings): LintSettings {
  let best: { readonly path: string; readonly settings: LintSettings } | null = null;
  for (const { uri, settings } of folders) {
    const path = fileOf(uri);
    if (isInside(file, path) && path.length > (best?.path.length ?? 0)) best = { path, settings };
  }
  return best?.settings ?? all;
}
