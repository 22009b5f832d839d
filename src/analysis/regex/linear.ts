import type { AST } from '@eslint-community/regexpp';
import type { CharSet } from 'refa';
import { parsePattern, type Pattern } from './pattern';
import { charactersOf, isOneCharacter } from './simplify';

/** More ways to match what has no end are too many to be run through for each character. */
const mostWays = 20;
/** What is repeated more often than that without a choice is no matter of a few steps. */
const longestCount = 100;

/** What a part of a pattern may make the matcher do. */
interface Course {
  /** In how many ways it may match at one place; those of its last endless quantifier left aside. */
  readonly ways: number;
  /** Whether it has an endless quantifier, and whether one of them leaves several ways to go on. */
  readonly endless: 'no' | 'settled' | 'open';
}

/**
 * Whether an expression surely takes no more than linear time, told from the simplest of reasons: it begins at one place, and each
 * endless quantifier but the last ends where the text decides it; or it begins anywhere, and nothing can fail after its only one. Most
 * expressions that check what a request sends are of this kind. false says nothing.
 */
export function isLinear(source: string, flags: string): boolean {
  const pattern = parsePattern(source, flags);
  return (
    pattern !== null &&
    pattern.ast.pattern.alternatives.every((alternative) => isLinearAlternative(alternative, pattern))
  );
}

function isLinearAlternative({ elements }: AST.Alternative, pattern: Pattern): boolean {
  const { flags } = pattern.ast;
  const [first] = elements;
  const isAnchored =
    flags.sticky || (first?.type === 'Assertion' && first.kind === 'start' && !flags.multiline);
  const course = sequence(elements, pattern);
  if (!course || course.ways > mostWays) return false;
  if (isAnchored || course.endless === 'no') return true;
  // From each place again: whatever is read must not be read in vain.
  const last = elements.at(-1);
  if (!last || last.type !== 'Quantifier' || last.max !== Infinity || last.min > 1) return false;
  return isOneCharacter(last.element) && sequence(elements.slice(0, -1), pattern)?.endless === 'no';
}

/** null where it is not understood, or may take more than linear time. */
function sequence(elements: readonly AST.Element[], pattern: Pattern): Course | null {
  let ways = 1;
  let endless: Course['endless'] = 'no';
  for (const [at, element] of elements.entries()) {
    const course = courseOf(element, elements[at + 1], pattern);
    // Each way to go on would read on to the end.
    if (!course || (endless === 'open' && course.endless !== 'no')) return null;
    ways *= course.ways;
    if (course.endless !== 'no') ({ endless } = course);
  }
  return { ways, endless };
}

function courseOf(element: AST.Element, next: AST.Element | undefined, pattern: Pattern): Course | null {
  if (isOneCharacter(element)) return { ways: 1, endless: 'no' };
  switch (element.type) {
    case 'Assertion':
      return 'alternatives' in element ? null : { ways: 1, endless: 'no' };
    case 'Group':
    case 'CapturingGroup': {
      const courses = element.alternatives.map(({ elements }) => sequence(elements, pattern));
      if (!courses.every((course) => course !== null)) return null;
      const ways = courses.reduce((sum, course) => sum + course.ways, 0);
      const endless = (['open', 'settled'] as const).find((one) => courses.some((it) => it.endless === one));
      return { ways, endless: endless ?? 'no' };
    }
    case 'Quantifier':
      return courseOfQuantifier(element, next, pattern);
    default:
      return null;
  }
}

function courseOfQuantifier(
  { element, min, max }: AST.Quantifier,
  next: AST.Element | undefined,
  pattern: Pattern,
): Course | null {
  if (max === Infinity) {
    if (!isOneCharacter(element) || min > longestCount) return null;
    const after = next && firstOf(next, pattern);
    const isSettled = after?.isDisjointWith(charactersOf(element, pattern.parser.flags)) ?? false;
    return { ways: 1, endless: isSettled ? 'settled' : 'open' };
  }
  if (max > longestCount) return null;
  const once = courseOf(element, undefined, pattern);
  if (!once || (once.endless !== 'no' && max > 1)) return null;
  let ways = 0;
  for (let count = min; count <= max && ways <= mostWays; count++) ways += once.ways ** count;
  return { ways, endless: once.endless };
}

/** What an element that is not left out begins with; null where that is not told at once. */
function firstOf(element: AST.Element, { parser }: Pattern): CharSet | null {
  if (isOneCharacter(element)) return charactersOf(element, parser.flags);
  return element.type === 'Quantifier' && element.min > 0 && isOneCharacter(element.element)
    ? charactersOf(element.element, parser.flags)
    : null;
}
