import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { JS, NFA, Words, type CharSet } from 'refa';

/** Longer patterns are generated ones; what analyses them may take seconds. */
const longestPattern = 4000;
/** Automata beyond that are given up. */
const maxNodes = 2000;

/** A regular expression, taken apart. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  readonly ast: { readonly pattern: AST.Pattern; readonly flags: AST.Flags };
  readonly parser: JS.Parser;
}

/** null for what is no regular expression, or too long to be looked at. */
export function parsePattern(source: string, flags: string): Pattern | null {
  if (source.length > longestPattern) return null;
  try {
    const parser = new RegExpParser();
    const parsedFlags = parser.parseFlags(flags);
    const mode = { unicode: parsedFlags.unicode, unicodeSets: parsedFlags.unicodeSets };
    const ast = { pattern: parser.parsePattern(source, 0, source.length, mode), flags: parsedFlags };
    return { source, flags, ast, parser: JS.Parser.fromAst(ast) };
  } catch {
    return null;
  }
}

/**
 * The automaton of a part of a pattern.
 *
 * @throws where it has assertions or back references and they are not `ignored`, or more states than we look at
 */
export function automatonOf(
  { parser }: Pattern,
  part: JS.ParsableElement,
  assertions: 'throw' | 'ignore' = 'throw',
): NFA {
  const { expression, maxCharacter } = parser.parseElement(part, {
    assertions,
    backreferences: assertions === 'ignore' ? 'disable' : 'throw',
    maxNodes,
  });
  return NFA.fromRegex(expression, { maxCharacter }, {}, new NFA.LimitedNodeFactory(maxNodes));
}

/** A shortest readable text that a part of the pattern matches; null where none can be told. */
export function textOf(pattern: Pattern, part: JS.ParsableElement, minLength = 0): string | null {
  let looked = 0;
  try {
    for (const sets of automatonOf(pattern, part, 'ignore').wordSets()) {
      if (sets.length >= minLength) return textOfSets(pattern, sets);
      if (++looked > 100) break;
    }
  } catch {
    // Too large, or a back reference: no text.
  }
  return null;
}

/** One character of a set, a readable one if there is one; null for an empty set. */
export function characterOf({ parser }: Pattern, set: CharSet): string | null {
  const character = Words.pickMostReadableCharacter(set);
  return character === undefined ? null : text([character], parser.flags);
}

function textOfSets({ parser }: Pattern, sets: readonly CharSet[]): string {
  return text(Words.pickMostReadableWord([...sets]), parser.flags);
}

function text(word: readonly number[], { unicode, unicodeSets }: JS.Flags): string {
  return unicode || unicodeSets ? Words.fromUnicodeToString(word) : Words.fromUTF16ToString(word);
}
