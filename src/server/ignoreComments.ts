import type { StaticFinding } from '../analysis/finding';
import { ignoresOf } from '../analysis/ignores';

/** Stands for every line of a file, and for every rule. */
const everyLine = 0;
const everyRule = '*';

/**
 * Findings that the author of a file wants no more of, with the reason:
 *
 *     // looplens-ignore-next-line blocking-call: read once, the file is tiny
 *     const banner = readFileSync('banner.txt');
 *
 * A comment without a reason counts for nothing.
 */
export class IgnoreComments {
  /** Rules by 1-based line. */
  private readonly rules = new Map<number, Set<string>>();

  constructor(text: string) {
    for (const { scope, rules, reason, span } of ignoresOf(text)) {
      if (reason === '') continue;
      const line = scope === 'file' ? everyLine : lineOf(text, span.end) + 1;
      this.rules.set(
        line,
        new Set([...(this.rules.get(line) ?? []), ...(rules.length > 0 ? rules : [everyRule])]),
      );
    }
  }

  get size(): number {
    return this.rules.size;
  }

  covers({ rule, start }: Pick<StaticFinding, 'rule' | 'start'>): boolean {
    return [everyLine, start.line].some((line) => {
      const rules = this.rules.get(line);
      return rules !== undefined && (rules.has(rule) || rules.has(everyRule));
    });
  }
}

/** 1-based. */
function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
