import { type AST, visitRegExpAST } from '@eslint-community/regexpp';
import { CharSet, type JS } from 'refa';
import { characterOf, type Pattern, parsePattern, textOf } from './pattern';
import { quantifiersOf, reportsOf } from './suspect';

/** A family of subjects: `prefix`, then `pump` as often as one likes, then `suffix`. */
export interface AttackShape {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

const maxAttacks = 96;
/** Of those that end with what none of the quantifiers goes on with: they take no other's place. */
const maxLast = 16;
const maxQuantifiers = 8;
/** Five lengths to choose from, so often, are a million ways. */
const manyTimes = 8;

/**
 * Subjects that may take long, told from the pattern: something that leads to a quantifier, what that quantifier repeats, and
 * something that makes the whole fail. Most likely first.
 *
 * @param all also for quantifiers that are not suspicious by their form
 */
export function attacksOf(source: string, flags: string, all = false): readonly AttackShape[] {
  const pattern = parsePattern(source, flags);
  if (!pattern) return [];
  const found = new Map<string, AttackShape>();
  const last = new Map<string, AttackShape>();
  const quantifiers = new Map<AST.Quantifier, string | null>();
  for (const [quantifier, pick] of suspiciousQuantifiers(pattern)) quantifiers.set(quantifier, pick);
  for (const quantifier of otherQuantifiers(pattern, all))
    if (!quantifiers.has(quantifier)) quantifiers.set(quantifier, null);
  const chosen = [...quantifiers].slice(0, maxQuantifiers);
  // What one cannot go on with another may take: `[^-]*` takes the `?` that ends `[^?]*`.
  const inOrder = chosen.map(([quantifier]) => quantifier).sort((a, b) => a.start - b.start);
  const afterAll = [...new Set(inOrder.map((quantifier) => rejecting(pattern, quantifier).at(-1)))].join('');
  for (const [quantifier, pick] of chosen) {
    const before = textBefore(pattern, quantifier);
    const others = rejecting(pattern, quantifier);
    // After what no alternative begins with, one such as `^\s+` of `^\s+|\s+$` finds nothing either.
    const prefixes = new Set([before, '', ...others.map((other) => other + before)]);
    const repeats = textOf(pattern, quantifier.element, 1);
    // With what leads to it: `<!--.*?-->` begins anew at each `<!--`.
    const pumps = new Set([pick, repeats, repeats && before + repeats]);
    const suffixes = new Set([...others, '\n', '']);
    for (const suffix of suffixes)
      for (const pump of pumps)
        for (const prefix of prefixes)
          if (pump && found.size < maxAttacks)
            found.set(JSON.stringify([prefix, pump, suffix]), { prefix, pump, suffix });
    if (!all && pick && last.size < maxLast)
      for (const prefix of prefixes)
        last.set(JSON.stringify([prefix, pick]), { prefix, pump: pick, suffix: afterAll });
  }
  return [...found.values(), ...last.values()];
}

/** With a character that each of them repeats; those that may be exponential first. */
function suspiciousQuantifiers(pattern: Pattern): readonly (readonly [AST.Quantifier, string])[] {
  return [...reportsOf(pattern)]
    .sort((a, b) => Number(b.exponential) - Number(a.exponential))
    .flatMap((report) =>
      quantifiersOf(report).map((quantifier) => [quantifier, report.character.pick] as const),
    );
}

/**
 * Those that repeat something of more than one length often, though not without end, which both analyses take for harmless; and,
 * where `all` are asked for, those without end. The outermost first: what they repeat holds the others.
 */
function otherQuantifiers(pattern: Pattern, all: boolean): readonly AST.Quantifier[] {
  const found: AST.Quantifier[] = [];
  visitRegExpAST(pattern.ast.pattern, {
    onQuantifierEnter(quantifier) {
      const { min, max, element } = quantifier;
      const endless = max === Infinity;
      if (endless ? all : max >= manyTimes && max > min && hasLengths(element)) found.push(quantifier);
    },
  });
  return found;
}

function hasLengths(element: AST.Node): boolean {
  let found = false;
  visitRegExpAST(element, {
    onQuantifierEnter({ min, max }) {
      found ||= max > min && max > 1;
    },
  });
  return found;
}

/** A text that leads from the pattern's start to one of its parts, assertions left aside. */
function textBefore(pattern: Pattern, part: AST.Node): string {
  let text = '';
  for (let node: AST.Node | null = part; node; node = node.parent) {
    const { parent }: { parent: AST.Node | null } = node;
    if (parent?.type !== 'Alternative') continue;
    const at = parent.elements.indexOf(node as AST.Element);
    const before = parent.elements.slice(0, at).map((element) => textOf(pattern, element) ?? '');
    text = before.join('') + text;
  }
  return text;
}

/**
 * Characters that a quantifier cannot go on with: control characters first, as few patterns allow them. Where the pattern has others
 * than Latin-1, V8 does not even begin with a subject that has none.
 */
function rejecting(pattern: Pattern, { element }: AST.Quantifier): readonly string[] {
  const found = [/[^\0-\xff]/.test(pattern.source) ? '\u2028' : '\u0000'];
  const set = charactersIn(pattern, element);
  const other = set && characterOf(pattern, set.negate());
  if (other) found.push(other);
  return found;
}

/** Every character that stands somewhere in a part of a pattern. */
function charactersIn({ parser }: Pattern, part: JS.ParsableElement): CharSet | null {
  let set = CharSet.empty(parser.maxCharacter);
  const collect = (node: { type: string }): void => {
    if (node.type === 'CharacterClass' && 'characters' in node) set = set.union(node.characters as CharSet);
    for (const child of ['alternatives', 'elements'] as const)
      if (child in node)
        for (const next of (node as Record<string, unknown>)[child] as { type: string }[]) collect(next);
  };
  try {
    const { expression } = parser.parseElement(part, { assertions: 'ignore', backreferences: 'disable' });
    collect(expression);
    return set;
  } catch {
    return null;
  }
}
