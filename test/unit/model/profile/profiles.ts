import type { FunctionTimes } from '../../../../src/model/profile/functions';
import type { Profile } from '../../../../src/model/profile/profile';

/** What `node:inspector` and `--cpu-prof` give. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: {
      functionName: string;
      scriptId: string;
      url: string;
      lineNumber: number;
      columnNumber: number;
    };
    hitCount?: number;
    children?: number[];
  }[];
  startTime: number;
  endTime: number;
  samples: number[];
  timeDeltas: number[];
}

export const bytesOf = (profile: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(profile));

/** Random numbers that are the same each time: [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A profile with much recursion: `functions` names over `nodes` calls. */
export function randomProfile(seed: number, nodeCount = 300, sampleCount = 2000, functions = 12): CpuProfile {
  const random = seeded(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const ids = Array.from({ length: nodeCount }, (_, i) => i * 3 + 1);
  const nodes: CpuProfile['nodes'] = ids.map((id, i) => {
    const name = i === 0 ? '(root)' : `f${pick(functions)}`;
    const url = i === 0 ? '' : 'file:///app/a.js';
    return {
      id,
      callFrame: { functionName: name, scriptId: '1', url, lineNumber: 1, columnNumber: 2 },
      children: [],
    };
  });
  for (let i = 1; i < nodeCount; i++) nodes[pick(i)]!.children!.push(ids[i]!);
  const samples = Array.from({ length: sampleCount }, () => ids[1 + pick(nodeCount - 1)]!);
  const timeDeltas = samples.map(() => pick(2000) - 60);
  const startTime = 5_000_000;
  const endTime = startTime + timeDeltas.reduce((sum, delta) => sum + delta, 0) + 700;
  return { nodes, startTime, endTime, samples, timeDeltas };
}

/** Self and total per function name, in the slowest and plainest way: sample by sample, up the stack. */
export function naiveTimes(profile: CpuProfile): Map<string, { selfUs: number; totalUs: number }> {
  const parents = new Map<number, number>();
  const names = new Map<number, string>();
  for (const { id, callFrame, children } of profile.nodes) {
    names.set(
      id,
      `${callFrame.functionName} ${callFrame.url} ${callFrame.lineNumber} ${callFrame.columnNumber}`,
    );
    for (const child of children ?? []) parents.set(child, id);
  }
  let clock = 0;
  const taken = profile.samples.map((id, i) => ({ id, at: (clock += profile.timeDeltas[i]!) }));
  taken.sort((a, b) => a.at - b.at);
  const end = profile.endTime - profile.startTime;
  const times = new Map<string, { selfUs: number; totalUs: number }>();
  const of = (name: string) => times.get(name) ?? times.set(name, { selfUs: 0, totalUs: 0 }).get(name)!;
  taken.forEach(({ id, at }, i) => {
    const lasts = (taken[i + 1]?.at ?? Math.max(end, at)) - at;
    of(names.get(id)!).selfUs += lasts;
    const stack = new Set<string>();
    for (let node: number | undefined = id; node !== undefined; node = parents.get(node)) {
      if (parents.has(node)) stack.add(names.get(node)!);
    }
    for (const name of stack) of(name).totalUs += lasts;
  });
  return times;
}

/** The same shape of what the model says. */
export function modelTimes(
  profile: Profile,
  { selfUs, totalUs }: FunctionTimes,
  url: (file: string) => string,
) {
  return new Map(
    profile.frames.map(({ functionName, file, line, column }, i) => [
      `${functionName} ${url(file)} ${line - 1} ${column - 1}`,
      { selfUs: selfUs[i]!, totalUs: totalUs[i]! },
    ]),
  );
}
