import type { AST } from '@eslint-community/regexpp';
import { DFA, NFA } from 'refa';
import { automatonOf, type Pattern } from './pattern';

/** A proof that needs more states is given up. */
const maxStates = 1000;
const maxPairs = 5000;

/** Neighbouring elements of one alternative. */
export interface Run {
  readonly pattern: Pattern;
  readonly elements: readonly AST.Element[];
}

/** Whether two runs of elements match exactly the same texts; false where they have assertions, or it is too much to prove. */
export function sameTexts(a: Run, b: Run): boolean {
  return proven(() => same(ofRun(a), ofRun(b)));
}

/**
 * Whether two patterns find a match in exactly the same subjects; `^` and `$` are understood where they begin and end an
 * alternative, without the flag `m`.
 */
export function sameSubjects(a: Pattern, b: Pattern): boolean {
  return proven(() => same(subjectsOf(a), subjectsOf(b)));
}

function proven(proof: () => boolean): boolean {
  try {
    return proof();
  } catch {
    return false; // an assertion, a back reference, or too many states
  }
}

function ofRun({ pattern, elements }: Run): NFA {
  const all = NFA.emptyWord({ maxCharacter: pattern.parser.maxCharacter });
  for (const element of elements) all.append(automatonOf(pattern, element), limit());
  return all;
}

function subjectsOf(pattern: Pattern): NFA {
  const { maxCharacter } = pattern.parser;
  const all = NFA.empty({ maxCharacter });
  for (const alternative of pattern.ast.pattern.alternatives) {
    const { start, end, elements } = edgesOf(alternative, pattern);
    const one = ofRun({ pattern, elements });
    if (!start) one.prepend(NFA.all({ maxCharacter }), limit());
    if (!end) one.append(NFA.all({ maxCharacter }), limit());
    all.union(one, limit());
  }
  return all;
}

/** An alternative without the `^` that it begins with and the `$` that it ends with. */
export function edgesOf({ elements }: AST.Alternative, { ast }: Pattern) {
  const [first, last] = [elements[0], elements.at(-1)];
  const start = isEdge(first, 'start') && !ast.flags.multiline;
  const end = isEdge(last, 'end') && !ast.flags.multiline;
  return { start, end, elements: elements.slice(start ? 1 : 0, end ? -1 : undefined) };
}

function isEdge(element: AST.Element | undefined, kind: 'start' | 'end'): boolean {
  return element?.type === 'Assertion' && element.kind === kind;
}

/**
 * Walks both automata side by side. (`structurallyEqual` of refa 0.12.1 takes some that differ for equal: it does not look at which
 * state of the other one it has come to again.)
 */
function same(a: NFA, b: NFA): boolean {
  const [left, right] = [a, b].map((nfa) => DFA.fromFA(nfa, new DFA.LimitedNodeFactory(maxStates))) as [
    DFA,
    DFA,
  ];
  /** No state: nothing that follows is accepted any more. */
  type State = DFA.ReadonlyNode | undefined;
  const seen = new Map<State, Set<State>>();
  const open: [State, State][] = [[left.initial, right.initial]];
  let pairs = 0;
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const [x, y] = pair;
    const partners = seen.get(x) ?? new Set();
    if (partners.has(y)) continue;
    seen.set(x, partners.add(y));
    if (++pairs > maxPairs) return false;
    if (
      (x !== undefined && left.finals.has(x as DFA.Node)) !==
      (y !== undefined && right.finals.has(y as DFA.Node))
    )
      return false;
    const cuts = new Set(
      [x, y].flatMap((state) => [...(state?.out.keys() ?? [])]).flatMap(({ min, max }) => [min, max + 1]),
    );
    for (const cut of cuts) if (cut <= left.maxCharacter) open.push([x?.out.get(cut), y?.out.get(cut)]);
  }
  return true;
}

function limit(): NFA.LimitedNodeFactory {
  return new NFA.LimitedNodeFactory(maxStates * 2);
}
