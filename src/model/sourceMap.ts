import { FlattenMap, traceSegment } from '@jridgewell/trace-mapping';
import type { SectionedSourceMapInput } from '@jridgewell/trace-mapping';

/** Where a position of a generated script comes from. Lines and columns are 0-based. */
export interface OriginalPosition {
  /** Index into `SourceMap.sources`. */
  readonly source: number;
  readonly line0: number;
  readonly col0: number;
  /** The identifier's original name, where a token starts exactly here and the tool has renamed it. */
  readonly name: string | null;
}

/** A source map that is ready to be asked. Nothing in here throws, whatever the map contains. */
export interface SourceMap {
  /** As the map spells them. */
  readonly sources: readonly string[];
  readonly sourceRoot: string;
  /** Whether the tool recorded any renamed identifiers. */
  readonly hasNames: boolean;
  /** Bytes it takes in memory once it is decoded, roughly. */
  readonly weight: number;
  /** Whether the map carries the text of a source. */
  hasContent(source: number): boolean;
  /** null for code that the tool added by itself. The first call decodes the mappings: 340 ms for a 10 MB bundle. */
  originalAt(line0: number, col0: number): OriginalPosition | null;
}

/** Reads the JSON text of a source map, index maps with sections included; null if it is none. */
export function parseSourceMap(json: string): SourceMap | null {
  try {
    // Some servers put )]}' in front, so that the file cannot be run as a script.
    return openSourceMap(JSON.parse(json.replace(/^\)\]\}'[^\n]*\n/, '')), json.length);
  } catch {
    return null;
  }
}

function openSourceMap(input: Exclude<SectionedSourceMapInput, string>, size: number): SourceMap {
  const map = new FlattenMap(input);
  const contents = (map.sourcesContent ?? []).map((content) => typeof content === 'string');
  // The texts of a bundle weigh as much as the bundle. Nobody reads them here.
  map.sourcesContent = [];
  const sectioned = 'sections' in input;
  const sources = (sectioned ? map.resolvedSources : map.sources).map((source) => source ?? '');
  return {
    sources,
    sourceRoot: sectioned ? '' : (map.sourceRoot ?? ''),
    hasNames: map.names.length > 0,
    weight: 8 * size,
    hasContent: (source) => contents[source] ?? false,
    originalAt(line0, col0) {
      try {
        // The nearest mapping at or before the column, in the same line: V8 points at the callee's name or at its
        // parenthesis, and the tools map the start of every token from which an error can come.
        const segment = traceSegment(map, line0, col0);
        if (!segment || segment.length === 1 || !sources[segment[1]]) return null;
        const name = segment.length === 5 && segment[0] === col0 ? map.names[segment[4]] : undefined;
        return { source: segment[1], line0: segment[2], col0: segment[3], name: name ?? null };
      } catch {
        return null;
      }
    },
  };
}
