import { type AST, visitRegExpAST } from '@eslint-community/regexpp';
import { edgesOf, sameSubjects, sameTexts } from './languages';
import { type Pattern, parsePattern } from './pattern';
import { charactersOf, isOneCharacter, repeated, type Simplification, simplifications } from './simplify';
import { isTooLarge, reportsOf } from './suspect';

/**
 * What a rewrite must keep: `match` for what is found, where, and with which groups; `existence` for whether anything is
 * found, which is all that `test` and `search(…) >= 0` ask for.
 */
export type Keeps = 'match' | 'existence';

const maxSteps = 6;
/** A step looks at some dozen candidates, well under a millisecond each as a rule; large patterns take too long for an editor. */
const budgetMs = 500;

/**
 * The same expression without what made it suspicious: each step is proven by comparing minimal automata, and keeps the order in
 * which lengths are tried where the length of the match matters. It may still be slow in a way that its form does not show, so
 * run it before it is offered.
 *
 * @returns the new source for the same flags; null where none is known
 */
export function linearRewrite(source: string, flags: string, keeps: Keeps = 'match'): string | null {
  let pattern = parsePattern(source, flags);
  // What a back reference means depends on every step of the match.
  if (!pattern || hasBackreference(pattern) || isTooLarge(pattern)) return null;
  const end = Date.now() + budgetMs;
  const suspicious = reportsOf(pattern).length > 0;
  for (let step = 0; step < maxSteps && pattern; step++) {
    const reports: number = reportsOf(pattern).length;
    if (step > 0 && reports === 0) return pattern.source;
    let next: Pattern | null = null;
    const tries = [...simplifications(pattern), ...(keeps === 'existence' ? edgeTrims(pattern) : [])];
    for (const simplification of tries) {
      if (Date.now() > end) return null;
      // An expression that is not suspicious by its form has alternatives that say the same at most.
      if (!suspicious && simplification.node.type === 'Quantifier') continue;
      const candidate = replaced(pattern, simplification);
      if (!candidate || (suspicious && reportsOf(candidate).length >= reports)) continue;
      if (keepsMeaning(pattern, candidate, simplification, keeps)) {
        next = candidate;
        break;
      }
    }
    if (!next) return !suspicious && step > 0 ? pattern.source : null;
    pattern = next;
  }
  return null;
}

function replaced({ source, flags }: Pattern, { node, text }: Simplification): Pattern | null {
  const candidate = source.slice(0, node.start) + text + source.slice(node.end);
  // Nothing between two slashes would be a comment.
  return candidate === '' ? null : parsePattern(candidate, flags);
}

/** `a+b` finds something wherever `ab` does, and nowhere else; `a*b`, wherever `b` does. */
function edgeTrims({ ast }: Pattern): readonly Simplification[] {
  const found: Simplification[] = [];
  for (const { elements } of ast.pattern.alternatives)
    for (const node of new Set([elements[0], elements.at(-1), elements.at(-2), elements[1]]))
      if (node?.type === 'Quantifier' && node.max === Infinity) {
        const { raw } = node.element;
        found.push({ node, text: node.min > 1 ? `${raw}{${node.min}}` : node.min === 1 ? raw : '' });
      }
  return found;
}

function keepsMeaning(before: Pattern, after: Pattern, change: Simplification, keeps: Keeps): boolean {
  if (keeps === 'existence')
    return (
      runsAround(change.node).some((run) => sameIn(before, after, run, change)) || sameSubjects(before, after)
    );
  if (groupCount(before) !== groupCount(after)) return false;
  if (groupCount(before) === 0 && isWhole(before) && isWhole(after)) return sameSubjects(before, after);
  if (repeatsOneGroup(change)) return sameIn(before, after, [change.node], change);
  return orderedRuns(before, change.node).some((run) => sameIn(before, after, run, change));
}

/** Whether a run of elements that a change is in still matches the same texts. */
function sameIn(
  before: Pattern,
  after: Pattern,
  elements: readonly AST.Element[],
  { node, text }: Simplification,
): boolean {
  const [first, last] = [elements[0], elements.at(-1)];
  if (!first || !last) return false;
  const { start } = first.parent;
  const shift = text.length - (node.end - node.start);
  const twin = alternativeAt(after, start, first.parent.end + shift);
  if (!twin) return false;
  const twins = twin.elements.filter(
    (element) => element.start >= first.start && element.end <= last.end + shift,
  );
  return sameTexts({ pattern: before, elements }, { pattern: after, elements: twins });
}

function alternativeAt({ ast }: Pattern, start: number, end: number): AST.Alternative | null {
  let found: AST.Alternative | null = null;
  visitRegExpAST(ast.pattern, {
    onAlternativeEnter(node) {
      if (node.start === start && node.end === end) found ??= node;
    },
  });
  return found;
}

/** The runs of elements that a node is in, up to the next assertion on either side; the innermost first. */
function runsAround(node: AST.Node): readonly (readonly AST.Element[])[] {
  const found: (readonly AST.Element[])[] = [];
  for (let at: AST.Node | null = node; at; at = at.parent) {
    if (at.parent?.type !== 'Alternative') continue;
    const { elements } = at.parent;
    const index = elements.indexOf(at as AST.Element);
    let from = index;
    let to = index;
    while (from > 0 && elements[from - 1]!.type !== 'Assertion') from--;
    while (to < elements.length - 1 && elements[to + 1]!.type !== 'Assertion') to++;
    found.push(elements.slice(from, to + 1));
  }
  return found;
}

/** Whether a match is the whole subject, whatever is tried first. */
function isWhole(pattern: Pattern): boolean {
  return (
    !pattern.ast.flags.sticky &&
    pattern.ast.pattern.alternatives.every((alternative) => {
      const { start, end } = edgesOf(alternative, pattern);
      return start && end;
    })
  );
}

/** `(a+)+` as `(a+)`, `(a+)*` as `(a+)?`: the first pass takes what all would, and is what the group holds. */
function repeatsOneGroup({ node, text }: Simplification): boolean {
  if (node.type !== 'Quantifier' || node.element.type !== 'CapturingGroup' || !node.greedy) return false;
  const [alternative, ...others] = node.element.alternatives;
  const [only, ...rest] = alternative?.elements ?? [];
  if (others.length > 0 || rest.length > 0 || only?.type !== 'Quantifier' || !only.greedy) return false;
  if (!isOneCharacter(only.element) || only.max !== Infinity || only.min !== 1 || node.min > 1) return false;
  return text === (node.min === 0 ? `${node.element.raw}?` : node.element.raw);
}

/**
 * Runs around a node that hold no group and try all lengths from the longest to the shortest, before and after any of our
 * simplifications; of two such runs that match the same texts, each finds what the other does.
 */
function orderedRuns(pattern: Pattern, node: AST.Node): readonly (readonly AST.Element[])[] {
  const found: (readonly AST.Element[])[] = [];
  // 1. Neighbours that repeat characters: a*[ab]*
  if (node.type === 'Quantifier' && node.greedy && node.parent.type === 'Alternative') {
    const { elements } = node.parent;
    const at = elements.indexOf(node);
    const [left, right] = [elements[at - 1], elements[at + 1]];
    if (left && isNested(pattern, node, left)) found.push([left, node]);
    if (right && isNested(pattern, node, right)) found.push([node, right]);
  }
  // 2. What repeats characters: (?:a+|b)*, (?:a+b?)*
  for (let at: AST.Node | null = node; at && at.type !== 'CapturingGroup'; at = at.parent)
    if (at.type === 'Quantifier' && at.greedy && at.max === Infinity && repeatsCharacters(pattern, at))
      found.push([at]);
  return found;
}

function isNested({ parser }: Pattern, node: AST.Quantifier, neighbour: AST.Element): boolean {
  const other = repeated(neighbour);
  if (neighbour.type !== 'Quantifier' || !neighbour.greedy || neighbour.max !== Infinity) return false;
  if (!isOneCharacter(other) || !isOneCharacter(node.element)) return false;
  const [a, b] = [charactersOf(node.element, parser.flags), charactersOf(other, parser.flags)];
  return a.isSubsetOf(b) || b.isSubsetOf(a);
}

function repeatsCharacters({ parser }: Pattern, { element }: AST.Quantifier): boolean {
  if (element.type !== 'Group') return false;
  // (?:a{2,3})* tries 3 letters before 4: only what takes any number, or one, goes from the longest to the shortest.
  const single = (one: AST.Element) =>
    isOneCharacter(repeated(one)) &&
    (one.type !== 'Quantifier' || (one.greedy && one.min <= 1 && (one.max === 1 || one.max === Infinity)));
  if (!element.alternatives.every(({ elements }) => elements.every(single))) return false;
  // Alternatives of one character each, repeated or not.
  if (element.alternatives.every(({ elements }) => elements.length === 1)) return true;
  // One character that must be there and one that may be, of different sets, so that there is one way only.
  const [{ elements }, ...others] = element.alternatives as [AST.Alternative];
  const [a, b] = elements;
  if (others.length > 0 || elements.length !== 2 || !a || !b) return false;
  const optional = (one: AST.Element) => one.type === 'Quantifier' && one.min === 0;
  if (optional(a) === optional(b)) return false;
  const [left, right] = [a, b].map((one) => charactersOf(repeated(one) as never, parser.flags));
  return left!.isDisjointWith(right!);
}

function groupCount({ ast }: Pattern): number {
  let count = 0;
  visitRegExpAST(ast.pattern, { onCapturingGroupEnter: () => void count++ });
  return count;
}

function hasBackreference({ ast }: Pattern): boolean {
  let found = false;
  visitRegExpAST(ast.pattern, { onBackreferenceEnter: () => void (found = true) });
  return found;
}
