/** What an answer rests on: keys of parameters (`parameterKey`), ascending. null: on none, it holds as long as no file changes. */
export type Basis = readonly number[] | null;

/** All that either rests on; often one of the two as it is. */
export function joined(a: Basis, b: Basis): Basis {
  if (a === b || b === null) return a;
  if (a === null) return b;
  const more = missing(a, b);
  if (more === 0) return a;
  if (a.length + more === b.length) return b;
  const keys = new Array<number>(a.length + more);
  for (let at = 0, inA = 0, inB = 0; at < keys.length; at++) {
    const one = inA < a.length ? a[inA]! : b[inB]!;
    const other = inB < b.length ? b[inB]! : one;
    keys[at] = one < other ? one : other;
    if (one <= other) inA++;
    if (other <= one) inB++;
  }
  return keys;
}

/** How many of `b` are not in `a`. */
function missing(a: readonly number[], b: readonly number[]): number {
  let count = 0;
  let at = 0;
  for (const key of b) {
    while (at < a.length && a[at]! < key) at++;
    if (a[at] !== key) count++;
  }
  return count;
}

/** Stands for what rests on parameters of which it is not known which. */
export const someParameter: Basis = [-1];

/** When what parameters are given has changed; answers that are older than that have to be worked out again. */
export class ParameterClock {
  private readonly changedAt = new Map<number, number>();
  now = 0;

  changed(key: number): void {
    this.changedAt.set(key, ++this.now);
  }

  isSince(since: number, basis: readonly number[]): boolean {
    if (since === this.now) return false;
    for (const key of basis) if ((this.changedAt.get(key) ?? 0) > since) return true;
    return false;
  }
}
