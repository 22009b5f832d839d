import type { StaticFinding } from '../analysis/finding';

/**
 * Findings that the author of a file wants no more of, with the reason:
 *
 *     // looplens-ignore blocking-call: read once, the file is tiny
 *     const banner = readFileSync('banner.txt');
 *
 * A comment counts for its own line, and for the next where nothing else stands on its own. Without a reason it counts for nothing.
 */
export class IgnoreComments {
  /** Rules by 1-based line. */
  private readonly rules = new Map<number, Set<string>>();

  constructor(text: string) {
    if (!text.includes('looplens-ignore')) return;
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      const match = comment.exec(line);
      if (!match) continue;
      const [, before = '', names = ''] = match;
      for (const rule of names.split(/[\s,]+/)) {
        this.add(index + 1, rule);
        if (before.trim() === '') this.add(index + 2, rule);
      }
    }
  }

  get size(): number {
    return this.rules.size;
  }

  covers({ rule, start }: Pick<StaticFinding, 'rule' | 'start'>): boolean {
    return this.rules.get(start.line)?.has(rule) ?? false;
  }

  private add(line: number, rule: string): void {
    const rules = this.rules.get(line);
    if (rules) rules.add(rule);
    else this.rules.set(line, new Set([rule]));
  }
}

const comment = /^(.*?)(?:\/\/|\/\*|\{\/\*)\s*looplens-ignore\s+([a-z-]+(?:[\s,]+[a-z-]+)*)\s*:\s*[^\s*]/;
