import { visitRegExpAST } from '@eslint-community/regexpp';
import { analyse, type Report } from 'scslre';
import type { Span } from '../finding';
import { type Pattern, parsePattern } from './pattern';

/** Why a regular expression may need super-linear time. */
export interface Suspicion {
  readonly degree: 'exponential' | 'polynomial';
  /** The quantifiers that compete, within the pattern; empty where there are too many to tell. */
  readonly quantifiers: readonly Span[];
}

/** More reports than that say nothing new; a pattern with thousands of quantifiers would have millions. */
const maxReports = 32;

/** `scslre` compares each with each: 80 take 0.1 s, 300 took 21 s; sets of Unicode properties take several times as long. */
const maxQuantifiers = 40;
const propertyWeight = 2;

/** By its form alone; null where nothing is suspicious, or what it is given is no regular expression. */
export function suspect(source: string, flags: string): Suspicion | null {
  const pattern = parsePattern(source, flags);
  if (pattern && isTooLarge(pattern)) return { degree: 'polynomial', quantifiers: [] };
  const reports = pattern ? reportsOf(pattern) : [];
  if (reports.length === 0) return null;
  const quantifiers = new Map<number, Span>();
  for (const report of reports)
    for (const { start, end } of quantifiersOf(report)) quantifiers.set(start, { start, end });
  return {
    degree: reports.some(({ exponential }) => exponential) ? 'exponential' : 'polynomial',
    quantifiers: [...quantifiers.values()].sort((a, b) => a.start - b.start),
  };
}

/** What `scslre` reports of it. */
export function reportsOf({ ast }: Pattern): readonly Report[] {
  try {
    return analyse(ast, { maxReports }).reports;
  } catch {
    return []; // its automata grew over its own limits
  }
}

export function quantifiersOf(report: Report) {
  return report.type === 'Trade' ? [report.startQuant, report.endQuant] : [report.quant];
}

/** Whether it has too many quantifiers to be looked at where somebody waits. */
export function isTooLarge({ ast }: Pattern): boolean {
  let count = 0;
  visitRegExpAST(ast.pattern, {
    onQuantifierEnter: () => void count++,
    onCharacterSetEnter({ kind }) {
      if (kind === 'property') count += propertyWeight;
    },
  });
  return count > maxQuantifiers;
}
