import { pathToFileURL } from 'node:url';
import type { ResolvedFrame } from '../model/evidence';
import type { CpuProfile, ProfileFrame, ProfileNode } from '../shared/profiling';
import type { SourceResolver } from './sourceResolver';

/** A node that a source map has led to somebody's text keeps where the running script has it. */
interface MappedNode extends ProfileNode {
  readonly generated?: ProfileFrame;
}

/**
 * A profile with the positions of the files that people wrote. It stays a profile: Chrome's and VS Code's viewers open it. What
 * has no source map stays as it is.
 */
export async function mapProfile(
  profile: CpuProfile,
  resolver: Pick<SourceResolver, 'resolve' | 'resolveLine'>,
): Promise<CpuProfile> {
  const nodes = await Promise.all(profile.nodes.map((node) => mapNode(node, resolver)));
  return { ...profile, nodes };
}

async function mapNode(
  node: ProfileNode,
  resolver: Pick<SourceResolver, 'resolve' | 'resolveLine'>,
): Promise<MappedNode> {
  const { functionName, url, lineNumber, columnNumber } = node.callFrame;
  if (url === '' || url.startsWith('node:')) return node;
  const raw = { fn: functionName, url, line0: lineNumber, col0: columnNumber };
  const { frame } = await resolver.resolve(raw);
  if (frame.generated === null) return node;
  return {
    ...node,
    callFrame: {
      ...node.callFrame,
      functionName: frame.functionName,
      url: pathToFileURL(frame.file).href,
      lineNumber: frame.line - 1,
      columnNumber: frame.column - 1,
    },
    ...(node.positionTicks && { positionTicks: await mapTicks(node.positionTicks, url, frame, resolver) }),
    generated: node.callFrame,
  };
}

/** Ticks by original line; those of a line that leads elsewhere count for the function's own. */
async function mapTicks(
  ticks: NonNullable<ProfileNode['positionTicks']>,
  url: string,
  frame: ResolvedFrame['frame'],
  resolver: Pick<SourceResolver, 'resolveLine'>,
): Promise<NonNullable<ProfileNode['positionTicks']>> {
  const byLine = new Map<number, number>();
  for (const { line, ticks: count } of ticks) {
    const original = await resolver.resolveLine(url, line - 1);
    const at = original?.file === frame.file ? original.line : frame.line;
    byLine.set(at, (byLine.get(at) ?? 0) + count);
  }
  return [...byLine].map(([line, count]) => ({ line, ticks: count }));
}
