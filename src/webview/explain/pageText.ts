import type { Source } from './sources';

/** One sentence that states a fact about Node or V8, and where it can be read. */
export interface Fact {
  /** What stands between backticks is code. */
  readonly text: string;
  readonly source: Source;
}

/** What a page says. Every sentence of it is a fact; what is left are names. */
export interface PageText {
  readonly title: string;
  readonly lead: readonly Fact[];
  readonly diagram: Diagram;
  readonly sections: readonly Section[];
  /** What to see when its experiment runs. */
  readonly watch: readonly Fact[];
  /** To read on. */
  readonly docs: readonly Source[];
}

export interface Section {
  readonly heading: string;
  readonly facts: readonly Fact[];
}

/** A scene in which things move from box to box, step by step. Lengths are those of the drawing, which is 400 wide. */
export interface Diagram {
  /** What it shows. */
  readonly title: string;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Things that move, by id: what is written on them. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Around other boxes, rather than a thing of its own. */
  readonly around?: true;
}

/** From the first point to the last. */
export type Arrow = readonly (readonly [x: number, y: number])[];

export interface Step {
  readonly fact: Fact;
  /** Ids of boxes in which something happens. */
  readonly active: readonly string[];
  /** Words in boxes that are held up, by the box's id. */
  readonly held?: Readonly<Record<string, string>>;
  /** Where each token is, by its id: the id of a box. What has no place is not seen. */
  readonly at: Readonly<Record<string, string>>;
}

export function fact(text: string, source: Source): Fact {
  return { text, source };
}
