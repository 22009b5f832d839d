import type { CallToken } from '../model/callToken';
import { calleeOffset, callTokenAt, isHeadAt } from '../model/callToken';
import type { ResolvedFrame } from '../model/evidence';
import { nameOffset } from '../model/functionName';
import { packageOf } from '../model/paths';
import type { SourceMap } from '../model/sourceMap';
import type { SourceText } from '../model/sourceText';
import type { RawFrame } from '../shared/facts';
import type { Frame } from '../shared/report';

const longestUrl = 200;

/** A frame at the position that V8 gives, in the file `file`. */
export function asItRuns(
  raw: RawFrame,
  file: string,
  source: Frame['source'],
  place: Place | null,
): ResolvedFrame {
  const module = packageOf(file);
  const token = place?.token ?? null;
  return {
    frame: {
      functionName: raw.fn,
      file,
      line: raw.line0 + 1,
      column: raw.col0 + 1,
      source,
      generated: null,
      module,
    },
    kind: module !== null ? 'dependency' : isBundlerRuntime(raw, token) ? 'internal' : 'own',
    token,
    atHead: isAtHead(place),
  };
}

/** Webpack's development builds wrap every module in a function of theirs and run it by `eval`. */
function isBundlerRuntime({ fn }: RawFrame, token: CallToken | null): boolean {
  return /^__(?:webpack|turbopack)_/.test(fn) || (token?.name === 'eval' && /^\.{1,2}\//.test(fn));
}

/** A frame in what V8 knows by a name that is no path. */
export function withoutFile(raw: RawFrame): ResolvedFrame {
  const { url } = raw;
  const name = url.length > longestUrl ? `${url.slice(0, longestUrl)}…` : url;
  // What stands on the command line, on standard input or in a data: URL is the user's: `[eval]`, `[worker eval]`.
  const isWritten = /^(?:\[.*\]$|data:)/s.test(url);
  const kind = url.startsWith('node:')
    ? 'node'
    : url === '' || url === 'native' || url === 'evaluate'
      ? 'internal'
      : isWritten
        ? 'own'
        : 'dependency';
  const source = isWritten || kind === 'node' ? 'original' : 'generated';
  return { ...asItRuns(raw, name, source, null), kind };
}

/** A position in a text that is known, and the call that stands there. */
export interface Place {
  readonly text: SourceText;
  readonly offset: number;
  readonly token: CallToken | null;
}

/** null where there is no text or it has no such position. */
export function placeOf(
  { line0, col0 }: { readonly line0: number; readonly col0: number },
  text: SourceText | null,
): Place | null {
  const offset = text?.offsetAt(line0, col0) ?? null;
  return text && offset !== null ? { text, offset, token: callTokenAt(text.text, offset) } : null;
}

export function isAtHead(place: Place | null): boolean {
  return place !== null && place.token === null && isHeadAt(place.text.text, place.offset);
}

/** The 0-based position to look up in a source map for a call at `place`. */
export function calleePosition({ text, offset }: Place): { readonly line0: number; readonly col0: number } {
  return text.positionAt(calleeOffset(text.text, offset));
}

/** The name that V8's function `name` had before a minifier or bundler renamed it, where the map proves it; else V8's. */
export function originalName(name: string, { text, offset }: Place, map: SourceMap): string {
  const at = map.hasNames ? nameOffset(text.text, offset, name) : null;
  if (at === null) return name;
  const { line0, col0 } = text.positionAt(at);
  const original = map.originalAt(line0, col0)?.name;
  const [renamed = ''] = name.split('.');
  return original == null ? name : original + name.slice(renamed.length);
}
