import type { ResolvedFrame } from '../model/evidence';
import { LruMap } from '../model/lruMap';
import type { Platform } from '../model/paths';
import { packageOf, pathOfScript, platformOf, resolvePath } from '../model/paths';
import { parseSourceMap } from '../model/sourceMap';
import { sourceCandidates } from '../model/sourceMapPaths';
import { growingCallOfRound } from '../model/roundCall';
import { eventAt, socketListener } from '../model/socketEvent';
import type { RawFrame, RawStack } from '../shared/facts';
import type { Frame } from '../shared/report';
import type { Disk, DiskScript } from './mappedScript';
import { isTypeScript, loadScript, MappedSources } from './mappedScript';
import { asItRuns, calleePosition, isAtHead, originalName, placeOf, withoutFile } from './resolvedFrame';
import type { Place } from './resolvedFrame';
import type { SourceFiles } from './sourceFiles';
import { diskFiles } from './sourceFiles';

export interface SourceResolverOptions {
  /**
   * The JSON text of a source map that exists only in the target's memory, by the script's URL; null where the target has none.
   * Rejects, or takes its time, where the target could not be asked: then it is asked again with the next frame.
   */
  readonly askTarget: (url: string) => Promise<string | null>;
  /** `stripsTypes`: whether the target's Node can run TypeScript itself, which keeps positions. Taken to be so if unknown. */
  readonly features?: { readonly stripsTypes: boolean };
  /** The target's working directory: names such as `webpack-internal:///./src/a.js` start there. */
  readonly cwd?: string;
  /** Paths of scripts that the observer itself brought into the target. */
  readonly ownFiles?: readonly string[];
  readonly platform?: Platform;
  readonly files?: SourceFiles;
}

/** How long a frame waits for a target that cannot answer because it is blocked, in milliseconds. */
const defaultPatienceMs = 1_000;
const maxFrames = 20_000;
/** Of scripts and their maps, in characters: all of an ordinary program, or a few very large bundles. */
const maxWeight = 256 * 1024 * 1024;
/** A line longer than this was written by a program. */
const longestWrittenLine = 500;

/** Methods that call what they are given once for each item. */
const iterating = /(?:^|\.)(?:forEach|map|flatMap|filter|reduce|reduceRight|some|every|find\w*)$/;

function iterates(frame: RawFrame | undefined): boolean {
  return frame !== undefined && /^(?:native)?$/.test(frame.url) && iterating.test(frame.fn);
}

interface Script {
  readonly url: string;
  readonly path: string;
  /** null for a script whose URL is a bundler's: what runs was never on disk. */
  readonly disk: DiskScript | null;
  /** What the target was asked, once it was; undefined if it could not be. */
  asked: Promise<MappedSources | null | undefined> | null;
  /** Callers that do not stand at a call in the text on disk, less those that do. */
  misfits: number;
}

/**
 * Turns V8's positions in one process into positions in the files that people wrote. Scripts and maps are read when a frame
 * needs them, each once, and kept up to a cap. Nothing rejects: what has no readable map stays where V8 has it.
 */
export class SourceResolver {
  private readonly frames = new LruMap<ResolvedFrame>(maxFrames);
  private readonly scripts = new LruMap<Promise<Script>>(maxWeight);
  private readonly disk: Disk;
  private readonly ownFiles: ReadonlySet<string>;

  constructor(private readonly options: SourceResolverOptions) {
    this.disk = {
      platform: options.platform ?? platformOf(process.platform),
      files: options.files ?? diskFiles,
    };
    this.ownFiles = new Set(options.ownFiles);
  }

  /**
   * One resolved frame for each of `stack`. Where the target must be asked for a map and does not answer in `patienceMs`,
   * the frame stays a generated one for this time, and the next call tries again.
   */
  resolveStack(stack: RawStack, patienceMs = defaultPatienceMs): Promise<ResolvedFrame[]> {
    const leaf = stack.findIndex(({ url }) => url !== '');
    const isCallback = iterates(stack[leaf + 1]);
    return Promise.all(
      stack.map(async (frame, index) =>
        this.resolveAt(
          index === leaf ? await this.inRound(frame, isCallback) : frame,
          index > leaf,
          patienceMs,
        ),
      ),
    );
  }

  /** A frame on its own; see `resolveStack`. */
  resolve(frame: RawFrame, patienceMs = defaultPatienceMs): Promise<ResolvedFrame> {
    return this.resolveAt(frame, false, patienceMs);
  }

  /**
   * Where a whole line of a script comes from, 1-based; null where no map tells, or where much of the original is on one line.
   * Asks the target nothing: `resolve` of a frame in the script has done that.
   */
  async resolveLine(
    url: string,
    line0: number,
  ): Promise<{ readonly file: string; readonly line: number } | null> {
    const path = this.pathOf(url);
    const script = path === null ? null : await this.script(url, path);
    if ((script?.disk?.text?.lineLength(line0) ?? 0) > longestWrittenLine) return null;
    const mapped = script?.disk?.mapped ?? (await script?.asked);
    // The last token of the line: a line begins with what no map speaks of.
    const position = mapped?.map.originalAt(line0, longestWrittenLine);
    const source = position && (await mapped?.locate(position.source));
    return position && source ? { file: source.path, line: position.line0 + 1 } : null;
  }

  /** The event that Socket.IO called a function of the user's for, in a resolved stack; null where it did not, or no text tells. */
  async socketEvent(stack: readonly Frame[]): Promise<string | null> {
    const listener = socketListener(stack);
    if (!listener) return null;
    const { file, line, column } = listener.generated ?? listener;
    const text = (await this.script(file, file)).disk?.text ?? null;
    const place = placeOf({ line0: line - 1, col0: column - 1 }, text);
    return place && eventAt(place.text.text, place.offset, listener.functionName);
  }

  /** Forgets everything. */
  dispose(): void {
    this.frames.clear();
    this.scripts.clear();
  }

  private async resolveAt(raw: RawFrame, isCaller: boolean, patienceMs: number): Promise<ResolvedFrame> {
    const key = `${raw.line0}:${raw.col0}:${raw.fn}:${raw.url}`;
    const known = this.frames.get(key);
    if (known) return known;
    const path = this.pathOf(raw.url);
    if (path === null) return withoutFile(raw);
    if (this.ownFiles.has(path)) return { ...asItRuns(raw, path, 'original', null), kind: 'internal' };
    const answer = await this.inScript(raw, path, isCaller, patienceMs);
    if (answer === 'unanswered') return asItRuns(raw, path, 'generated', null);
    this.frames.set(key, answer);
    return answer;
  }

  /** The innermost frame where the time of its loop's rounds went, as far as its text tells. */
  private async inRound(raw: RawFrame, isCallback: boolean): Promise<RawFrame> {
    const path = this.pathOf(raw.url);
    // The text of TypeScript is often not what runs.
    if (path === null || isTypeScript(path) || this.ownFiles.has(path)) return raw;
    const place = placeOf(raw, (await this.script(raw.url, path)).disk?.text ?? null);
    if (!place || place.token !== null) return raw;
    const { text, offset } = place;
    const isHead = isAtHead(place);
    const call = isHead && !isCallback ? null : growingCallOfRound(text.text, offset, isHead);
    return call === null ? raw : { ...raw, ...text.positionAt(call) };
  }

  private pathOf(url: string): string | null {
    if (!/^(?:webpack|turbopack)[\w-]*:/.test(url)) return pathOfScript(url, this.disk.platform);
    const { cwd } = this.options;
    const below = sourceCandidates(url, '', '', this.disk.platform)?.below[0];
    return cwd === undefined || below === undefined ? null : resolvePath(cwd, below, this.disk.platform);
  }

  private async inScript(
    raw: RawFrame,
    path: string,
    isCaller: boolean,
    patienceMs: number,
  ): Promise<ResolvedFrame | 'unanswered'> {
    const script = await this.script(raw.url, path);
    const place = placeOf(raw, script.disk?.text ?? null);
    if (isCaller) script.misfits += place?.token ? -1 : 1;

    // 1. The map on disk, unless what runs is not what is on disk.
    if (script.disk?.mapped && place) return this.mappedFrame(raw, script, script.disk.mapped, place);
    // 2. A map in the target's memory, where a loader may have transpiled the file.
    if (isTypeScript(path) || this.mayBeChanged(script, place, isCaller)) {
      const mapped = await within(this.ask(script), patienceMs);
      if (mapped === undefined) return 'unanswered';
      if (mapped) return this.mappedFrame(raw, script, mapped, null);
    }
    // 3. No map: the script is what somebody wrote, or nothing better is known.
    const source = this.isWritten(raw, script, place !== null) ? 'original' : 'generated';
    return asItRuns(raw, path, source, place);
  }

  /** Whether something may have changed the script after it was read from disk. A caller stands at a call, if it stands right. */
  private mayBeChanged({ path, disk }: Script, place: Place | null, isCaller: boolean): boolean {
    const isOwn = packageOf(path) === null;
    // A package inside an archive cannot be read here; it is not worth a question.
    if (!place) return isOwn || disk?.text !== null;
    return isOwn && isCaller && place.token === null;
  }

  private isWritten(raw: RawFrame, script: Script, fits: boolean): boolean {
    const { path, disk } = script;
    if (!disk) return false;
    if (isTypeScript(path)) {
      const strips = this.options.features?.stripsTypes ?? true;
      // Some loaders keep their maps to themselves. Their code's calls are not where the text on disk has calls.
      return fits && strips && /ts$/i.test(path) && script.misfits <= 0;
    }
    if (!disk.text) return true;
    return fits && !disk.mapIsLost && disk.text.lineLength(raw.line0) <= longestWrittenLine;
  }

  /** `place` is null where the text that runs is not on disk. */
  private async mappedFrame(
    raw: RawFrame,
    script: Script,
    mapped: MappedSources,
    place: Place | null,
  ): Promise<ResolvedFrame> {
    const { line0, col0 } = place ? calleePosition(place) : raw;
    const position = mapped.map.originalAt(line0, col0);
    const source = position && (await mapped.locate(position.source));
    const packageAround = packageOf(script.path);
    if (!position || !source) {
      const generated = asItRuns(raw, script.path, 'generated', place);
      return packageAround === null ? { ...generated, kind: 'internal' } : generated;
    }
    if (packageAround !== null && !source.onDisk && !mapped.map.hasContent(position.source)) {
      return asItRuns(raw, script.path, 'generated', place);
    }
    const module = packageOf(source.path) ?? packageAround;
    const isScript = source.path === script.path;
    const written = place || !isScript ? null : placeOf(position, script.disk?.text ?? null);
    const original = written ? calleePosition(written) : position;
    return {
      frame: {
        functionName: place ? originalName(raw.fn, place, mapped.map) : raw.fn,
        file: source.path,
        line: original.line0 + 1,
        column: original.col0 + 1,
        source: 'original',
        generated: { file: script.path, line: raw.line0 + 1, column: raw.col0 + 1 },
        module,
      },
      kind: module === null ? 'own' : 'dependency',
      token: (place ?? written)?.token ?? null,
      atHead: isAtHead(place ?? written),
    };
  }

  private script(url: string, path: string): Promise<Script> {
    // V8's inspector says file:///a.js where a call site says /a.js; what a loader appends tells two scripts apart.
    const key = path + (/[?#].*$/s.exec(url)?.[0] ?? '');
    const known = this.scripts.get(key);
    if (known) return known;
    const script = (async (): Promise<Script> => {
      const isPath = pathOfScript(url, this.disk.platform) !== null;
      const disk = isPath ? await loadScript(path, this.disk) : null;
      this.scripts.weigh(key, disk?.weight ?? 0);
      return { url, path, disk, asked: null, misfits: 0 };
    })();
    this.scripts.set(key, script);
    return script;
  }

  private ask(script: Script): Promise<MappedSources | null | undefined> {
    script.asked ??= (async () => {
      try {
        const json = await this.options.askTarget(script.url);
        const map = json === null ? null : parseSourceMap(json);
        return map && new MappedSources(map, script.path, script.path, this.disk);
      } catch {
        script.asked = null;
        return undefined;
      }
    })();
    return script.asked;
  }
}

/** What `promise` gives, or undefined if it takes longer than `ms`. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
