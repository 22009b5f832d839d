import type { Entities, Entity } from './entities';
import { functionOfParameter, type LinkPart } from './links';

const nothing: readonly Entity[] = [];

/** What is given beyond that, the same thing counted each time, tells nothing more. */
const mostTold = 400;

/** What one giver gives to a parameter. */
interface Gift {
  readonly giver: string;
  readonly entities: readonly Entity[];
}

/** What the parameters of a project's functions are given, by whom, and whose links rest on that. Parameters go by their keys. */
export class GivenParameters {
  private readonly gifts = new Map<number, readonly Gift[]>();
  /** Those for which it was asked what is given. */
  private readonly asked = new Set<number>();
  /** Files besides a parameter's own whose links rest on what it is given. */
  private readonly resting = new Map<number, Set<string>>();

  constructor(private readonly entities: Entities) {}

  ask(key: number): readonly Entity[] {
    this.asked.add(key);
    const gifts = this.gifts.get(key);
    if (!gifts) return nothing;
    if (gifts.length === 1) return gifts[0]!.entities;
    const found: Entity[] = [];
    for (const { entities } of gifts) {
      if (found.length > mostTold) break;
      for (const entity of entities) found.push(entity);
    }
    return found;
  }

  /** The links of a file rest on what the parameter is given. */
  restsOn(file: string, key: number): void {
    if (key < 0 || this.ownerOf(key) === file) return;
    let files = this.resting.get(key);
    if (!files) this.resting.set(key, (files = new Set()));
    files.add(file);
  }

  /** A giver gives something else than before; tells of the parameters for which that matters to somebody. */
  give(
    giver: string,
    before: LinkPart | undefined,
    after: LinkPart | undefined,
    changed: (key: number, resting: Iterable<string>) => void,
  ): void {
    if (before === after) return;
    for (const key of new Set([...(before?.given.keys() ?? []), ...(after?.given.keys() ?? [])])) {
      const [old, given] = [before?.given.get(key) ?? nothing, after?.given.get(key) ?? nothing];
      if (old.length === given.length && old.every((one, at) => one.key === given[at]!.key)) continue;
      this.replace(key, giver, given);
      if (this.asked.has(key)) changed(key, [this.ownerOf(key), ...(this.resting.get(key) ?? [])]);
    }
  }

  private replace(key: number, giver: string, entities: readonly Entity[]): void {
    const before = this.gifts.get(key) ?? [];
    const gift = { giver, entities };
    const at = before.findIndex((one) => one.giver === giver);
    const after = at === -1 ? [...before, gift] : before.map((one) => (one.giver === giver ? gift : one));
    this.gifts.set(key, entities.length > 0 ? after : after.filter((one) => one !== gift));
  }

  /** The file whose function has that parameter. */
  private ownerOf(key: number): string {
    return this.entities.fileOfFunction(functionOfParameter(key));
  }
}
