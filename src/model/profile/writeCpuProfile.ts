import type { Profile } from './profile';

/** The text of a `.cpuprofile` that Chrome DevTools and VS Code open. Gaps are `(idle)`. */
export function writeCpuProfile({ frames, nodes, samples, startMs }: Profile): string {
  const count = nodes.frame.length;
  const idle = count + 1;
  const children = Array.from({ length: count }, (): number[] => []);
  for (let node = 1; node < count; node++) children[nodes.parent[node]!]!.push(node + 1);
  children[0]!.push(idle);
  const hits = new Uint32Array(count + 1);
  const ids = Array.from(samples.node, (node) => (node === 0 ? idle : node + 1));
  for (const id of ids) hits[id - 1]!++;
  const special = (functionName: string) => ({
    functionName,
    scriptId: '0',
    url: '',
    lineNumber: -1,
    columnNumber: -1,
  });
  const callFrame = (node: number) => {
    if (node === 0) return special('(root)');
    const { functionName, file, hasFile, line, column } = frames[nodes.frame[node]!]!;
    const url = hasFile ? fileUrl(file) : file;
    return { functionName, scriptId: '0', url, lineNumber: line - 1, columnNumber: column - 1 };
  };
  const start = Math.round((startMs ?? 0) * 1000);
  const at = Array.from(samples.atUs, (us) => Math.round(us));
  return JSON.stringify({
    nodes: [
      ...children.map((list, node) => ({
        id: node + 1,
        callFrame: callFrame(node),
        hitCount: hits[node],
        children: list,
      })),
      { id: idle, callFrame: special('(idle)'), hitCount: hits[count], children: [] },
    ],
    startTime: start,
    endTime: start + at[at.length - 1]!,
    samples: ids,
    timeDeltas: ids.map((_, i) => at[i]! - (at[i - 1] ?? 0)),
  });
}

function fileUrl(path: string): string {
  const encoded = encodeURI(path.replaceAll('\\', '/')).replace(/[?#]/g, encodeURIComponent);
  return `file://${encoded.startsWith('/') ? '' : '/'}${encoded}`;
}
