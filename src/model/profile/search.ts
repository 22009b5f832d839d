import type { CallNodes, ProfileFrame, Samples } from './profile';
import type { Tree } from './tree';

/** 1 for functions whose name, file or package contains all words of `text`, in any case; null for a text without any. */
export function matchFrames(frames: readonly ProfileFrame[], text: string): Uint8Array | null {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return Uint8Array.from(frames, ({ functionName, file }) => {
    const name = `${functionName} ${file}`.toLowerCase();
    return words.every((word) => name.includes(word)) ? 1 : 0;
  });
}

/** For each call the outermost call on its stack of a function that matches, 0 for none. */
export function outermostMatch({ frame, parent }: CallNodes, matches: Uint8Array): Uint32Array {
  const found = new Uint32Array(frame.length);
  for (let node = 1; node < frame.length; node++) {
    found[node] = found[parent[node]!] || (matches[frame[node]!] ? node : 0);
  }
  return found;
}

/** Where calls of functions that match begin, in the order of time: indices of samples. */
export function occurrences({ node }: Samples, found: Uint32Array): Uint32Array {
  const first: number[] = [];
  let before = 0;
  for (let i = 0; i < node.length; i++) {
    const now = found[node[i]!]!;
    if (now !== 0 && now !== before) first.push(i);
    before = now;
  }
  return Uint32Array.from(first);
}

/** Nodes of a tree whose function matches, heaviest first within a row, outer rows first. */
export function treeMatches(tree: Tree, matches: Uint8Array): Uint32Array {
  const found: number[] = [];
  for (let node = 1; node < tree.size; node++) if (matches[tree.frame[node]!]) found.push(node);
  return Uint32Array.from(found.sort((a, b) => tree.totalUs[b]! - tree.totalUs[a]! || a - b));
}

/** Time of calls of functions that match, in microseconds; a match within another counts once. */
export function matchedUs(nodes: CallNodes, found: Uint32Array, totalUs: Float64Array): number {
  let sum = 0;
  for (let node = 1; node < nodes.frame.length; node++) if (found[node] === node) sum += totalUs[node]!;
  return sum;
}

/** 1 for calls of a function, for what they call and for their callers. */
export function aroundFrame({ frame, parent }: CallNodes, focus: number): Uint8Array {
  const around = new Uint8Array(frame.length);
  for (let node = 1; node < frame.length; node++) {
    if (frame[node] === focus) around[node] = 1;
    else if (around[parent[node]!]) around[node] = 1;
  }
  // Callers get another mark first: what they call besides is not part of it.
  for (let node = frame.length - 1; node > 0; node--) {
    if (around[node] && !around[parent[node]!]) around[parent[node]!] = 2;
  }
  return around;
}
