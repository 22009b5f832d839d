import { formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import { kindName, nameOf, placeOf } from '../../model/profile/describe';
import { codeKinds, type CodeKind, type ProfileFrame } from '../../model/profile/profile';
import type { ShownTree } from './useTree';

/** `812 ms`, `40 µs`. */
export function duration(us: number, t: Translate): string {
  return us > 0 && us < 50 ? t('{0} µs', Math.round(us)) : formatMs(us / 1000, t);
}

/** `12.3 %` of the whole. */
export function share(us: number, wholeUs: number, t: Translate): string {
  const [whole = '', tenth = ''] = (wholeUs > 0 ? (us / wholeUs) * 100 : 0).toFixed(1).split('.');
  return t('{0} %', t('{0}.{1}', whole, tenth));
}

/** Self time of a row; NaN where a row has none: callers share their callee's. */
export function selfOf({ tree, inverted, focus, functions }: ShownTree, node: number): number {
  if (!inverted) return tree.selfUs[node]!;
  if (focus === null) return tree.totalUs[node]!;
  return tree.depth[node] === 1 ? functions.selfUs[tree.frame[node]!]! : NaN;
}

/** Total time of a row; NaN where a row has none. */
export function totalOf({ tree, inverted, focus, functions }: ShownTree, node: number): number {
  if (!inverted || focus !== null) return tree.totalUs[node]!;
  return tree.depth[node] === 1 ? functions.totalUs[tree.frame[node]!]! : NaN;
}

/** Kinds of code that took time, in their own order. */
export function presentKinds(frames: readonly ProfileFrame[], totalUs: Float64Array): CodeKind[] {
  const present = new Set(frames.filter((_, index) => totalUs[index]! > 0).map(({ kind }) => kind));
  return codeKinds.filter((kind) => present.has(kind));
}

/** What the line below the chart says of a function, after its name. */
export function functionDetails(
  frame: ProfileFrame,
  index: number,
  shown: ShownTree | null,
  t: Translate,
): string {
  const { selfUs, totalUs } = shown?.functions ?? { selfUs: [], totalUs: [] };
  const figures = t('{0} self, {1} total', duration(selfUs[index] ?? 0, t), duration(totalUs[index] ?? 0, t));
  return [kindName(frame.kind, t), placeOf(frame), shown && figures].filter(Boolean).join(' · ');
}

/** What is said of a call under the pointer. */
export interface Hovered {
  readonly title: string;
  /** `Your code · orders.ts:42`. */
  readonly place: string;
  readonly figures: readonly (readonly [string, string])[];
}

/** `us`: time of the call, or with `merged` of all calls on its path. */
export function callDetails(
  frame: ProfileFrame,
  index: number,
  us: number,
  merged: boolean,
  shown: ShownTree | null,
  t: Translate,
): Hovered {
  const withShare = (time: number) => `${duration(time, t)} (${share(time, shown?.wholeUs ?? 0, t)})`;
  const { functions } = shown ?? {};
  return {
    title: nameOf(frame, t),
    place: [kindName(frame.kind, t), frame.module, placeOf(frame)].filter(Boolean).join(' · '),
    figures: [
      merged ? [t('On this path'), withShare(us)] : [t('This call'), duration(us, t)],
      [t('Function, self'), withShare(functions?.selfUs[index] ?? 0)],
      [t('Function, total'), withShare(functions?.totalUs[index] ?? 0)],
    ],
  };
}
