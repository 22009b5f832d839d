import type { Category, Frame, Site } from '../shared/report';
import type { Stall } from '../shared/snapshot';

/** Texts that people read, apart from where they are painted. */

const figureSpace = '\u2007';

const categoryWords: Readonly<Record<Category, string>> = {
  'sync-io': 'synchronous file access',
  'child-process': 'waiting for a child process',
  crypto: 'synchronous cryptography',
  zlib: 'synchronous compression',
  json: 'large JSON',
  regex: 'regular expression',
  'module-load': 'loading modules',
  gc: 'garbage collection',
  cpu: 'computing in JavaScript',
  microtasks: 'microtasks without end',
  native: 'native code',
  starved: 'no processor time',
  unknown: 'unknown cause',
};

/** What held the loop, in words: `fs.readFileSync`, or the category. */
export function causeWords({
  category,
  call,
}: {
  readonly category: Category;
  readonly call: string | null;
}): string {
  return call ?? categoryWords[category];
}

/** `412 ms`, `1.2 s`, `2 min`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

/** The same, in a width that does not change with the number. */
export function steadyDuration(ms: number): string {
  return duration(ms).padStart(6, figureSpace);
}

export function noteText({ count, maxMs, category, call }: Site): string {
  const often = count === 1 ? 'blocked once' : `blocked ${count}×, longest`;
  return `● ${often} ${duration(maxMs)} · ${causeWords({ category, call })}`;
}

export function blockedNowText({ durationMs, category, call }: Stall): string {
  return `● blocked now · ${duration(durationMs)} · ${causeWords({ category, call })}`;
}

/** `renderReport report.ts:12`, for lists and links. */
export function frameText({ functionName, file, line }: Frame): string {
  const name = file.split(/[\\/]/).pop() ?? file;
  return `${functionName || '(anonymous)'} ${name}:${line}`;
}
