import { functionKey, lineKey, type ResolvedFrame, type ResolvedStack, type WeightedStack } from './evidence';

/** Where the time of a block went. */
export interface HeaviestPath {
  readonly site: ResolvedFrame | null;
  readonly culprit: ResolvedFrame | null;
  /** The stack that stands for the block. */
  readonly stack: ResolvedStack;
  /** Share of the weight whose site is this function, and this line. */
  readonly functionShare: number;
  readonly lineShare: number;
}

/** From this share of the weight on, a callee counts as where the time went. */
const culpritShare = 0.5;

/** Finds the user's line that most of the time shares, and the innermost function that still holds at least half of it. */
export function heaviestPath(stacks: readonly WeightedStack[]): HeaviestPath | null {
  const total = sum(stacks);
  if (total <= 0) return null;
  // 1. The user's function in which most of the time went: the innermost own one on each stack.
  const bySiteFunction = heaviestGroup(stacks, (stack) => keyOf(siteOf(stack), functionKey));
  // 2. Its heaviest line.
  const byLine = heaviestGroup(bySiteFunction.members, (stack) => keyOf(siteOf(stack), lineKey));
  // 3. From there inwards while one callee holds at least half.
  const culprit = culpritOf(byLine.members);
  // 4. The heaviest stack that goes through both.
  const through = byLine.members.filter(
    ({ stack }) => culprit === null || stack.some((f) => functionKey(f) === functionKey(culprit)),
  );
  const chosen = [...through].sort((a, b) => b.ms - a.ms)[0] ?? byLine.members[0]!;
  const site = siteOf(chosen.stack);
  return {
    site,
    culprit:
      chosen.stack.find((frame) => culprit !== null && lineKey(frame) === lineKey(culprit)) ??
      culprit ??
      site,
    stack: chosen.stack.filter(({ kind }) => kind !== 'internal'),
    functionShare: bySiteFunction.ms / total,
    lineShare: byLine.ms / total,
  };
}

/**
 * The innermost frame in the user's own code; null when there is none. In a recursion V8 shows the head of the function that
 * has just been entered: the line that called it is where the work is.
 */
export function siteOf(stack: ResolvedStack): ResolvedFrame | null {
  const own = stack.filter(({ kind }) => kind === 'own');
  const [leaf, caller] = own;
  if (!leaf) return null;
  const entered =
    caller !== undefined &&
    leaf.token === null &&
    caller.token !== null &&
    functionKey(leaf) === functionKey(caller) &&
    leaf.frame.line < caller.frame.line;
  return entered ? caller : leaf;
}

/** Walks from the site (or, without one, from the outermost frame) inwards along the heaviest callee. */
function culpritOf(stacks: readonly WeightedStack[]): ResolvedFrame | null {
  const total = sum(stacks);
  let paths = stacks.map(({ ms, stack }) => ({ ms, path: inwards(stack) }));
  let culprit: ResolvedFrame | null = null;
  for (let depth = 0; ; depth++) {
    const byFunction = new Map<string, typeof paths>();
    for (const entry of paths) {
      const frame = entry.path[depth];
      if (!frame) continue;
      const key = functionKey(frame);
      byFunction.set(key, [...(byFunction.get(key) ?? []), entry]);
    }
    const next = [...byFunction.values()].sort((a, b) => sum(b) - sum(a))[0];
    if (!next || sum(next) < culpritShare * total) return culprit;
    paths = next;
    culprit = heaviestFrame(next.map(({ ms, path }) => ({ ms, frame: path[depth]! })));
  }
}

/** Frames of code that somebody can act on, from the site inwards. */
function inwards(stack: ResolvedStack): ResolvedFrame[] {
  const site = stack.findIndex(({ kind }) => kind === 'own');
  return stack
    .slice(0, site < 0 ? stack.length : site + 1)
    .filter(({ kind }) => kind === 'own' || kind === 'dependency')
    .reverse();
}

/** Of one function's frames, that on the heaviest line. */
function heaviestFrame(frames: readonly { ms: number; frame: ResolvedFrame }[]): ResolvedFrame {
  const weights = new Map<string, number>();
  for (const { ms, frame } of frames) weights.set(lineKey(frame), (weights.get(lineKey(frame)) ?? 0) + ms);
  return frames.reduce((best, next) =>
    weights.get(lineKey(next.frame))! > weights.get(lineKey(best.frame))! ? next : best,
  ).frame;
}

function heaviestGroup(
  stacks: readonly WeightedStack[],
  key: (stack: ResolvedStack) => string,
): { members: readonly WeightedStack[]; ms: number } {
  const groups = new Map<string, WeightedStack[]>();
  for (const entry of stacks) {
    const name = key(entry.stack);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  const members = [...groups.values()].reduce((best, next) => (sum(next) > sum(best) ? next : best));
  return { members, ms: sum(members) };
}

function keyOf(frame: ResolvedFrame | null, key: (frame: ResolvedFrame) => string): string {
  return frame ? key(frame) : '';
}

function sum(entries: readonly { readonly ms: number }[]): number {
  return entries.reduce((total, { ms }) => total + ms, 0);
}
