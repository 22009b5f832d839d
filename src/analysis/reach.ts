import type { Entities, FunctionEntity } from './entities';
import type { Span } from './finding';
import type { Links } from './links';

/** Who calls a function for each request, message, tick … */
export interface Root {
  readonly framework: string;
  readonly name: string;
  readonly file: string;
  span: Span;
  readonly fn: FunctionEntity;
  /** Which of its file's handlers it is, or of the functions that look like one. */
  readonly at: { readonly handler: number } | { readonly typed: number } | { readonly shape: number };
}

/** How a function is reached: from which root, and over which call. */
export interface Reached {
  readonly root: Root;
  readonly fn: FunctionEntity;
  /** null for the root's own function. */
  readonly from: Reached | null;
  /** Where `from` calls it. */
  span: Span | null;
  /** Which of the edges of `from` it is, or of what that emits. */
  readonly by: { readonly edge: number } | { readonly emit: number } | null;
  /** Calls on the way; callbacks do not count. */
  readonly depth: number;
}

/** Calls on the way from a handler: what is farther is more often chance than truth. */
const mostCalls = 8;
const mostSteps = 24;

/**
 * Which functions are reached, by their keys: over the fewest calls, from the root that comes first. Roots of a later group count only
 * where those before lead nowhere.
 *
 * @param startsProgram functions that no way goes through: where a request has the program begin anew, that is its start
 */
export function reach(
  groups: readonly (readonly Root[])[],
  linksOf: (file: string) => Links | null,
  listeners: ReadonlyMap<string, readonly FunctionEntity[]>,
  startsProgram: (fn: FunctionEntity) => boolean = () => false,
): ReadonlyMap<string, Reached> {
  const reached = new Map<string, Reached>();
  for (const roots of groups) {
    let queue: { at: Reached; steps: number }[] = [];
    const visit = (at: Reached, steps: number): void => {
      if (at.depth > mostCalls || reached.has(at.fn.key)) return;
      reached.set(at.fn.key, at);
      queue.push({ at, steps });
    };
    for (const root of roots) visit({ root, fn: root.fn, from: null, span: null, by: null, depth: 0 }, 0);
    while (queue.length > 0) {
      const round = queue;
      queue = [];
      for (const { at, steps } of round) {
        if (steps >= mostSteps) continue;
        const next = (fn: FunctionEntity, span: Span, by: Reached['by'], depth: number): void => {
          if (!startsProgram(fn)) visit({ root: at.root, fn, from: at, span, by, depth }, steps + 1);
        };
        const links = linksOf(at.fn.file);
        links?.edges.from(at.fn.index).forEach(({ to, span, isCallback, parameterOf }, edge) => {
          if (parameterOf === null || !goesThrough(at, at.fn.file, parameterOf))
            next(to, span, { edge }, isCallback ? at.depth : at.depth + 1);
        });
        links?.emitsFrom.get(at.fn.index)?.forEach(({ key, span }, emit) => {
          for (const to of listeners.get(key) ?? []) next(to, span, { emit }, at.depth + 1);
        });
      }
    }
  }
  return reached;
}

/** Takes over where things stand in a file now, whose links lead to the same as before. */
export function moveReached(
  reached: Iterable<Reached>,
  file: string,
  links: Links,
  shapes: readonly { readonly span: Span }[],
): void {
  for (const one of reached) {
    const { from, by, root } = one;
    if (from?.fn.file === file && by) {
      const ways = 'edge' in by ? links.edges.from(from.fn.index) : links.emitsFrom.get(from.fn.index);
      one.span = ways?.['edge' in by ? by.edge : by.emit]?.span ?? one.span;
    }
    if (from || root.file !== file) continue;
    const { at } = root;
    const place =
      'handler' in at ? links.handlers[at.handler] : 'typed' in at ? links.typed[at.typed] : shapes[at.shape];
    root.span = place?.span ?? root.span;
  }
}

function goesThrough(reached: Reached, file: string, index: number): boolean {
  for (let at: Reached | null = reached; at; at = at.from)
    if (at.fn.index === index && at.fn.file === file) return true;
  return false;
}

/** Functions that run when the program starts, or a script: what is called from the top levels of files. */
export function reachFromTop(
  files: Iterable<string>,
  linksOf: (file: string) => Links | null,
  entities: Entities,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue: FunctionEntity[] = [];
  for (const file of files) queue.push(entities.functionOf(file, 0), ...(linksOf(file)?.startUp ?? []));
  while (queue.length > 0) {
    const fn = queue.pop()!;
    if (reached.has(fn.key)) continue;
    reached.add(fn.key);
    for (const { to } of linksOf(fn.file)?.edges.from(fn.index) ?? []) queue.push(to);
  }
  return reached;
}
