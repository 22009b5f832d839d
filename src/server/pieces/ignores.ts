import type { Span } from '../../analysis/finding';

/** Stand-in for `src/analysis/ignores.ts`. */
export interface IgnoreComment {
  readonly scope: 'next-line' | 'file';
  /** Empty for all. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly span: Span;
}

export function ignoresOf(text: string): IgnoreComment[] {
  return [...text.matchAll(/\/[/*] looplens-ignore-(next-line|file) ([a-z-, ]*):([^*\n]*)/g)].map(
    (match) => ({
      scope: match[1] === 'file' ? 'file' : 'next-line',
      rules: match[2]!.split(/[\s,]+/).filter(Boolean),
      reason: match[3]!.trim(),
      span: { start: match.index, end: match.index + match[0].length },
    }),
  );
}
