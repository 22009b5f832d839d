import { type AST, visitRegExpAST } from '@eslint-community/regexpp';
import type { CharSet } from 'refa';
import { JS } from 'refa';
import type { Pattern } from './pattern';

/** The replacement of one node of a pattern by a simpler text. */
export interface Simplification {
  readonly node: AST.Quantifier | AST.Group | AST.CapturingGroup;
  readonly text: string;
}

/** Every way to make one node of a pattern simpler; whether the pattern stays the same is another question. */
export function simplifications({ ast, source, parser }: Pattern): readonly Simplification[] {
  const found: Simplification[] = [];
  visitRegExpAST(ast.pattern, {
    onQuantifierEnter(node) {
      if (node.max !== Infinity) return;
      const { element } = node;
      // 1. (?:a|b+)* as a class: [ab]*
      const merged = mergedClass(element, source, parser.flags);
      const quantifier = source.slice(element.end, node.end);
      if (merged !== null) found.push({ node, text: merged + quantifier });
      // 2. Not at all, once, or once at most: a*a* as a*, (?:a+)+ as a+, (?:a+b?)* as (?:ab?)*
      const once = element.type === 'Group' ? unwrappedText(element, source) : element.raw;
      found.push(
        { node, text: '' },
        { node, text: once },
        { node, text: optional(element.raw, node.greedy) },
      );
    },
    onGroupEnter: (node) => dropAlternatives(node),
    onCapturingGroupEnter: (node) => dropAlternatives(node),
  });
  return found;

  function dropAlternatives(node: AST.Group | AST.CapturingGroup): void {
    if (node.alternatives.length < 2) return;
    const opening = source.slice(node.start, node.alternatives[0]!.start);
    for (const dropped of node.alternatives) {
      const kept = node.alternatives.filter((alternative) => alternative !== dropped).map(({ raw }) => raw);
      found.push({ node, text: `${opening}${kept.join('|')})` });
    }
  }
}

/** One character of a set, such as `a`, `\d`, `[a-f]`. */
export type OneCharacter = AST.Character | AST.CharacterSet | AST.ClassRangesCharacterClass;

export function isOneCharacter(node: AST.Node): node is OneCharacter {
  return (
    node.type === 'Character' ||
    (node.type === 'CharacterSet' && !(node.kind === 'property' && node.strings)) ||
    (node.type === 'CharacterClass' && !node.unicodeSets)
  );
}

export function charactersOf(node: OneCharacter, flags: JS.Flags): CharSet {
  return JS.parseCharSet(node as Parameters<typeof JS.parseCharSet>[0], flags);
}

/** What a node repeats, if it repeats anything: itself for what it does not. */
export function repeated(node: AST.Node): AST.Node {
  return node.type === 'Quantifier' ? node.element : node;
}

function optional(text: string, greedy: boolean): string {
  return `${text}?${greedy ? '' : '?'}`;
}

function unwrappedText(group: AST.Group, source: string): string {
  const [first] = group.alternatives;
  // Alternatives need their group, and so do modifiers.
  if (group.alternatives.length !== 1 || !first || group.modifiers) return group.raw;
  return source.slice(first.start, first.end);
}

function mergedClass(element: AST.QuantifiableElement, source: string, flags: JS.Flags): string | null {
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return null;
  if (flags.unicodeSets) return null;
  const parts: string[] = [];
  for (const { elements } of element.alternatives) {
    const [only] = elements;
    const one = only && elements.length === 1 ? repeated(only) : null;
    if (!one || !isOneCharacter(one)) return null;
    const part = inClass(one, source);
    if (part === null) return null;
    parts.push(part);
  }
  return parts.length > 1 ? `[${[...new Set(parts)].join('')}]` : null;
}

/** How it is written inside of a class. */
function inClass(node: OneCharacter, source: string): string | null {
  switch (node.type) {
    case 'Character':
      return /^[\]^-]$/.test(node.raw) ? `\\${node.raw}` : node.raw;
    case 'CharacterSet':
      return node.kind === 'any' ? null : node.raw;
    case 'CharacterClass': {
      if (node.negate) return null;
      const inner = source.slice(node.start + 1, node.end - 1);
      // A hyphen at an edge would make a range with its new neighbour.
      return inner.replace(/^-/, '\\-').replace(/(?<!\\)-$/, '\\-');
    }
  }
}
