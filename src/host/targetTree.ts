import type { SiteUse, SiteView, Snapshot, Stall, TargetView } from '../shared/snapshot';
import { formatMs, t } from './l10n';
import { baseName } from './paths';
import { causeWords, frameText } from './words';

/** What the view of targets shows, worst first; pure. */

export interface TargetNode {
  readonly kind: 'target';
  /** The same for the same thing in every snapshot, as the ids of all nodes. */
  readonly id: string;
  /** As commands want it that end an observation. */
  readonly owner: string | null;
  readonly target: TargetView;
  /** A block that lasts now. */
  readonly stall: Stall | null;
  /** Of its own blocks, in milliseconds. */
  readonly totalMs: number;
  readonly children: readonly TreeNode[];
}

export interface RouteNode {
  readonly kind: 'route';
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly totalMs: number;
  readonly maxMs: number;
  readonly children: readonly SiteNode[];
}

export interface SiteNode {
  readonly kind: 'site';
  readonly id: string;
  readonly site: SiteView;
  /** Its blocks in this place of the tree. */
  readonly use: SiteUse;
}

export type TreeNode = TargetNode | RouteNode | SiteNode;

/** `shown` says which sites there are. Targets that have ended without a block are left out. */
export function targetTree(snapshot: Snapshot, shown: (site: SiteView) => boolean): TargetNode[] {
  const sites = snapshot.sites.filter(shown);
  const nodeOf = (target: TargetView): TargetNode => {
    const own = ownNodes(target, sites);
    const threads = nodesBelow(target.id);
    return {
      kind: 'target',
      id: target.id,
      owner: target.owner,
      target,
      stall: snapshot.stalls.find((stall) => stall.target === target.id) ?? null,
      totalMs: own.reduce((sum, node) => sum + harmOf(node), 0),
      children: [...own, ...threads],
    };
  };
  const known = new Set(snapshot.targets.map(({ id }) => id));
  const nodesBelow = (parent: string | null): TargetNode[] =>
    snapshot.targets
      .filter(
        (target) => (target.parent !== null && known.has(target.parent) ? target.parent : null) === parent,
      )
      .map(nodeOf)
      .filter(({ target, children }) => target.endedAtMs === null || children.length > 0)
      .sort((a, b) => Number(isEnded(a)) - Number(isEnded(b)) || harmOf(b) - harmOf(a));
  return nodesBelow(null);
}

/** Routes, and the sites that served none. */
function ownNodes(target: TargetView, sites: readonly SiteView[]): (RouteNode | SiteNode)[] {
  const routes = new Map<string, SiteNode[]>();
  const loose: SiteNode[] = [];
  for (const site of sites) {
    for (const use of site.uses) {
      if (use.target !== target.id) continue;
      const { file, line } = site.site;
      const id = [target.id, use.handler ?? '', file, line].join('\n');
      const node: SiteNode = { kind: 'site', id, site, use };
      if (use.handler === null) loose.push(node);
      else routes.set(use.handler, [...(routes.get(use.handler) ?? []), node]);
    }
  }
  return worstFirst<RouteNode | SiteNode>([
    ...[...routes].map(([name, nodes]) => routeNode(target, name, nodes)),
    ...loose,
  ]);
}

function routeNode(target: TargetView, name: string, nodes: SiteNode[]): RouteNode {
  const uses = nodes.map(({ use }) => use);
  return {
    kind: 'route',
    id: `${target.id}\n${name}`,
    name,
    count: uses.reduce((sum, { count }) => sum + count, 0),
    totalMs: uses.reduce((sum, { totalMs }) => sum + totalMs, 0),
    maxMs: Math.max(...uses.map(({ maxMs }) => maxMs)),
    children: worstFirst(nodes),
  };
}

function worstFirst<T extends TreeNode>(nodes: T[]): T[] {
  return nodes.sort((a, b) => harmOf(b) - harmOf(a));
}

/** Milliseconds that it blocked; those of a target with what it started. */
function harmOf(node: TreeNode): number {
  if (node.kind === 'site') return node.use.totalMs;
  if (node.kind === 'route') return node.totalMs;
  const below = node.children.filter((child) => child.kind === 'target');
  return node.totalMs + below.reduce((sum, child) => sum + harmOf(child), 0);
}

function isEnded({ target }: TargetNode): boolean {
  return target.endedAtMs !== null;
}

/** The longest block below a node, in milliseconds. */
export function longestOf(node: RouteNode | SiteNode): number {
  return node.kind === 'site' ? node.use.maxMs : node.maxMs;
}

/** What stands behind a node's name. */
export function descriptionOf(node: TreeNode): string {
  if (node.kind === 'route') return `${formatMs(node.totalMs)} · ${node.count}×`;
  if (node.kind === 'site') {
    const { site, use } = node;
    const cause = causeWords({ category: site.category, call: site.call, culprit: null });
    // A narrow view cuts the end off: that is no figure which could be read as another.
    return `${formatMs(use.totalMs)} · ${use.count}× · ${cause} · max ${formatMs(use.maxMs)}`;
  }
  const { target, stall } = node;
  const { p99Ms, utilization } = target.lastSecond;
  const who = target.kind === 'worker' ? t('thread {0}', target.threadId) : t('process {0}', target.pid);
  if (target.endedAtMs !== null) return t('ended · {0}', who);
  if (stall) return t('blocked for {0} by {1} · {2}', formatMs(stall.durationMs), causeWords(stall), who);
  if (p99Ms === null || utilization === null) return who;
  return t('delay {0} · {1} % busy · {2}', formatMs(p99Ms), Math.round(utilization * 100), who);
}

/** Name of a node. */
export function labelOf(node: TreeNode): string {
  if (node.kind === 'route') return node.name;
  if (node.kind === 'site') return frameText(node.site.site);
  return baseName(node.target.name);
}

/** A node and what is below it as a Markdown list, for the clipboard. */
export function copiedText(node: TreeNode, depth = 0): string {
  const own = `${'  '.repeat(depth)}- ${labelOf(node)} – ${descriptionOf(node)}`;
  const path = node.kind === 'site' ? ` (${node.site.site.file}:${node.site.site.line})` : '';
  const children = node.kind === 'site' ? [] : node.children;
  return [own + path, ...children.map((child) => copiedText(child, depth + 1))].join('\n');
}
