import type { Basis } from './basis';
import type { Entity } from './entities';
import type { FileSummary } from './fileSummary';
import type { Ref } from './values';

/** Deeper than any; a small integer to V8, which takes memory of its own for Infinity. */
export const settled = 2 ** 30 - 1;

export interface Answer {
  entities: readonly Entity[];
  basis: Basis;
  /** When it was known to be right, by the `ParameterClock`. */
  checkedAt: number;
  /** Depth of the outermost answer that has to be known first, its own while it is worked out; `settled` once it is known. */
  waitsFor: number;
}

export interface Assignment {
  readonly of: Ref;
  readonly value: Ref;
}

export const noFields: ReadonlyMap<string, readonly Assignment[]> = new Map();

/** What the resolver has found out of one file: what its values are, and the members of what it makes. */
export class Answers {
  readonly values: (Answer | undefined)[];
  /** What is known of values by themselves. */
  readonly plain: (readonly Entity[] | undefined)[];
  /** By the owner's key and the member's name. */
  private readonly members = new Map<string, Map<string, Answer>>();
  private byName: Map<string, Assignment[]> | null = null;

  constructor(
    readonly file: string,
    readonly summary: FileSummary,
  ) {
    this.values = new Array<Answer | undefined>(summary.values.length);
    this.plain = new Array<readonly Entity[] | undefined>(summary.values.length);
  }

  membersOf(owner: string): Map<string, Answer> {
    let members = this.members.get(owner);
    if (!members) this.members.set(owner, (members = new Map()));
    return members;
  }

  /** What the file assigns to properties, by their names. */
  fields(): ReadonlyMap<string, readonly Assignment[]> {
    if (this.byName) return this.byName;
    this.byName = new Map();
    for (const field of this.summary.fields) {
      const list = this.byName.get(field.name);
      if (list) list.push(field);
      else this.byName.set(field.name, [field]);
    }
    return this.byName;
  }
}
