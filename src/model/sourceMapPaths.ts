import { decodePath, isAbsolute, parentFolder, pathOfScript, resolvePath } from './paths';
import type { Platform } from './paths';

/** Where the file of a map's source may be. */
export interface SourceCandidates {
  /** Absolute paths, most likely first. */
  readonly paths: readonly string[];
  /** Paths below a project folder that the map does not name, most likely first. */
  readonly below: readonly string[];
}

/**
 * Reads what a source map calls a source: relative, absolute, below `sourceRoot`, or with a scheme of a bundler
 * (`webpack://name/./src/a.ts`). null for code that a bundler made up (`webpack/bootstrap`, `external "fs"`).
 * `base` is the path of the map, or of the script where the map has none.
 */
export function sourceCandidates(
  source: string,
  sourceRoot: string,
  base: string,
  platform: Platform,
): SourceCandidates | null {
  const named = source.replace(/\?.*$/s, '');
  if (isMadeUp(named)) return null;
  const hasScheme = schemePattern.test(named);
  const rooted = hasScheme || sourceRoot === '' ? named : `${sourceRoot.replace(/[\\/]$/, '')}/${named}`;
  const scheme = schemePattern.exec(rooted);
  if (scheme) return inScheme(scheme[1] ?? '', scheme[2] ?? '', platform);

  const folder = parentFolder(base, platform) ?? base;
  const spellings = [...new Set([named, decodePath(named)])];
  const paths = spellings.flatMap((spelling) => [
    ...(sourceRoot === '' || isAbsolute(spelling, platform)
      ? []
      : [resolvePath(resolvePath(folder, sourceRoot, platform), spelling, platform)]),
    resolvePath(folder, spelling, platform),
  ]);
  return { paths: [...new Set(paths)], below: named.startsWith('/') ? [named.replace(/^\/+/, '')] : [] };
}

/** Two letters and more: one is a Windows drive. */
const schemePattern = /^([a-z][\w.+-]+):(.*)$/is;

function isMadeUp(source: string): boolean {
  return (
    source === '' ||
    source.includes('\0') ||
    /^[<(]/.test(source) ||
    /(?:^|\/)(?:webpack\/(?:bootstrap|runtime\b|startup|before-startup|after-startup|universalModuleDefinition)|external |ignored\|)/.test(
      source,
    )
  );
}

function inScheme(scheme: string, rest: string, platform: Platform): SourceCandidates | null {
  if (scheme.toLowerCase() === 'file') {
    const path = pathOfScript(`file:${rest}`, platform);
    return path === null ? null : { paths: [path], below: [] };
  }
  const [, host = '', path = ''] = /^\/\/([^/]*)\/(.*)$/s.exec(rest) ?? [];
  if (path === '') return null;
  if (isAbsolute(path, platform)) return { paths: [resolvePath(path, '.', platform)], below: [] };
  // Next.js puts the layer, `(rsc)`, and Turbopack the root, `[project]`, in front.
  const inProject = path.replace(/^(?:\([\w-]+\)|\[project\])\//, '').replace(/^(?:\.\/)+/, '');
  const fromHost = host === '' ? [] : [`${host.replace(/^\[project\]$/, '.')}/${inProject}`];
  return { paths: [], below: [inProject, ...fromHost] };
}
