import { functionKey, type FunctionEntity } from './entities';
import type { Span } from './finding';
import type { Edge, EventLink, Links } from './linker';

/** Who calls a function for each request, message, tick … */
export interface Root {
  readonly framework: string;
  readonly name: string;
  readonly file: string;
  readonly span: Span;
  readonly fn: FunctionEntity;
}

/** How a function is reached: from which root, and over which call. */
export interface Reached {
  readonly root: Root;
  readonly fn: FunctionEntity;
  /** null for the root's own function. */
  readonly from: Reached | null;
  /** Where `from` calls it. */
  readonly span: Span | null;
  /** Calls on the way; callbacks do not count. */
  readonly depth: number;
}

/** Calls on the way from a handler: what is farther is more often chance than truth. */
const mostCalls = 8;
const mostSteps = 24;

/** Which functions are reached, by their keys: over the fewest calls, from the root that comes first. */
export function reach(
  roots: readonly Root[],
  linksOf: (file: string) => Links | null,
  listeners: ReadonlyMap<string, readonly FunctionEntity[]>,
): ReadonlyMap<string, Reached> {
  const reached = new Map<string, Reached>();
  const byFunction = new Map<string, { edges: Map<number, Edge[]>; emits: Map<number, EventLink[]> }>();
  const outOf = (file: string) => {
    let known = byFunction.get(file);
    if (!known) {
      const links = linksOf(file);
      known = { edges: grouped(links?.edges ?? []), emits: grouped(links?.emits ?? []) };
      byFunction.set(file, known);
    }
    return known;
  };
  let queue: { at: Reached; steps: number }[] = [];
  const visit = (at: Reached, steps: number): void => {
    if (reached.has(at.fn.key)) return;
    reached.set(at.fn.key, at);
    queue.push({ at, steps });
  };
  for (const root of roots) visit({ root, fn: root.fn, from: null, span: null, depth: 0 }, 0);
  while (queue.length > 0) {
    const round = queue;
    queue = [];
    for (const { at, steps } of round) {
      if (steps >= mostSteps) continue;
      const { edges, emits } = outOf(at.fn.file);
      for (const { to, span, isCallback } of edges.get(at.fn.index) ?? []) {
        const depth = isCallback ? at.depth : at.depth + 1;
        if (depth <= mostCalls) visit({ root: at.root, fn: to, from: at, span, depth }, steps + 1);
      }
      for (const { key, span } of emits.get(at.fn.index) ?? [])
        for (const to of listeners.get(key) ?? [])
          if (at.depth < mostCalls)
            visit({ root: at.root, fn: to, from: at, span, depth: at.depth + 1 }, steps + 1);
    }
  }
  return reached;
}

/** Functions that run when the program starts, or a script: what is called from the top levels of files. */
export function reachFromTop(
  files: Iterable<string>,
  linksOf: (file: string) => Links | null,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue: FunctionEntity[] = [];
  for (const file of files) queue.push({ kind: 'function', key: functionKey(file, 0), file, index: 0 });
  const grouping = new Map<string, Map<number, Edge[]>>();
  while (queue.length > 0) {
    const fn = queue.pop()!;
    if (reached.has(fn.key)) continue;
    reached.add(fn.key);
    let edges = grouping.get(fn.file);
    if (!edges) grouping.set(fn.file, (edges = grouped(linksOf(fn.file)?.edges ?? [])));
    for (const { to } of edges.get(fn.index) ?? []) queue.push(to);
  }
  return reached;
}

function grouped<T extends { readonly from: number }>(links: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const link of links) {
    const group = groups.get(link.from);
    if (group) group.push(link);
    else groups.set(link.from, [link]);
  }
  return groups;
}
