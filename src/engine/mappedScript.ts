import type { Platform } from '../model/paths';
import { decodePath, packageOf, parentFolder, pathOfScript, resolvePath } from '../model/paths';
import type { SourceMap } from '../model/sourceMap';
import { parseSourceMap } from '../model/sourceMap';
import { sourceCandidates } from '../model/sourceMapPaths';
import { sourceMapUrl } from '../model/sourceMapUrl';
import { SourceText } from '../model/sourceText';
import type { SourceFiles } from './sourceFiles';
import { textOfDataUrl } from './sourceFiles';

export interface Disk {
  readonly files: SourceFiles;
  readonly platform: Platform;
}

/** The file of a map's source. */
export interface LocatedSource {
  readonly path: string;
  readonly onDisk: boolean;
}

/** A source map with the files that it speaks of. */
export class MappedSources {
  private readonly located = new Map<number, Promise<LocatedSource | null>>();

  /**
   * `base` is the path that relative sources are relative to, the map's or the script's; `script` is the path of a script
   * that is itself the source, as where a loader transpiles in memory.
   */
  constructor(
    readonly map: SourceMap,
    private readonly base: string,
    private readonly script: string | null,
    private readonly disk: Disk,
  ) {}

  /** The file of source number `source`; null for code that a bundler made up. */
  locate(source: number): Promise<LocatedSource | null> {
    let found = this.located.get(source);
    if (!found) this.located.set(source, (found = this.find(this.map.sources[source] ?? '')));
    return found;
  }

  private async find(source: string): Promise<LocatedSource | null> {
    const { files, platform } = this.disk;
    const candidates = sourceCandidates(source, this.map.sourceRoot, this.base, platform);
    if (!candidates) return null;
    for (const path of candidates.paths) if (await files.isFile(path)) return { path, onDisk: true };
    if (this.script !== null && this.map.sources.length === 1) return { path: this.script, onDisk: true };

    let project: string | null = null;
    for (const folder of this.foldersAbove()) {
      for (const below of candidates.below) {
        const path = resolvePath(folder, below, platform);
        if (await files.isFile(path)) return { path, onDisk: true };
      }
      if (project === null && (await files.isFile(resolvePath(folder, 'package.json', platform))))
        project = folder;
    }
    const [below] = candidates.below;
    const path =
      candidates.paths[0] ?? resolvePath(project ?? parentOf(this.base, platform), below ?? '', platform);
    return { path, onDisk: false };
  }

  private *foldersAbove(): Generator<string> {
    let folder = parentFolder(this.base, this.disk.platform);
    while (folder !== null) {
      yield folder;
      folder = parentFolder(folder, this.disk.platform);
    }
  }
}

function parentOf(path: string, platform: Platform): string {
  return parentFolder(path, platform) ?? path;
}

/** A script as it lies on disk. */
export interface DiskScript {
  readonly path: string;
  /** null where the file cannot be read, as inside an archive. */
  readonly text: SourceText | null;
  readonly mapped: MappedSources | null;
  /** The script names a map that cannot be read. */
  readonly mapIsLost: boolean;
  /** What it takes in memory, in characters. */
  readonly weight: number;
}

/** Code that Node can only run after something has taken its types or its JSX out. */
export function isTypeScript(path: string): boolean {
  return /\.(?:[mc]?ts|[tj]sx)$/i.test(path);
}

/** Reads a script and its map. Never rejects: what cannot be read is null. */
export async function loadScript(path: string, disk: Disk): Promise<DiskScript> {
  const text = await disk.files.read(path);
  if (text === null) return { path, text: null, mapped: null, mapIsLost: false, weight: 0 };
  const source = new SourceText(text);
  const found = isTypeScript(path) ? null : await readMap(path, text, disk);
  const map = found?.json != null ? parseSourceMap(found.json) : null;
  return {
    path,
    text: source,
    mapped: map && found ? new MappedSources(map, found.path, null, disk) : null,
    mapIsLost: found !== null && map === null,
    weight: text.length + (map ? map.weight : 0),
  };
}

/** The map that a script names or that lies beside it; null where there is none, json null where it cannot be read. */
async function readMap(
  path: string,
  text: string,
  { files, platform }: Disk,
): Promise<{ readonly json: string | null; readonly path: string } | null> {
  const url = sourceMapUrl(text);
  if (url === null) {
    // Bundlers can write a map that the script does not mention. Packages are left as they present themselves.
    const beside = `${path}.map`;
    if (packageOf(path) !== null || !(await files.isFile(beside))) return null;
    return { json: await files.read(beside), path: beside };
  }
  if (url.startsWith('data:')) return { json: textOfDataUrl(url), path };
  const folder = parentOf(path, platform);
  const target =
    pathOfScript(url, platform) ?? resolvePath(folder, decodePath(url.replace(/[?#].*$/, '')), platform);
  return { json: /^https?:/i.test(url) ? null : await files.read(target), path: target };
}
