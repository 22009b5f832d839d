import type { BlockingCall } from './blocking';
import { Edges, type Edge } from './edges';
import type { Entity, FunctionEntity } from './entities';
import type { CallFacts } from './fileSummary';
import type { Span } from './finding';
import type { FormLink } from './formLinks';

/** What a file's calls lead to, in itself and in others. */
export interface Links {
  readonly file: string;
  readonly edges: Pick<Edges, 'from'>;
  /** Other files that those lead to. */
  readonly targets: readonly string[];
  /** What its functions emit. */
  readonly emitsFrom: ReadonlyMap<number, readonly EventLink[]>;
  readonly blocking: readonly Blocking[];
  readonly handlers: readonly Registered[];
  /** Functions whose types say that they serve requests. */
  readonly typed: readonly FormLink[];
  /** Calls whose result is a promise for sure. */
  readonly promises: readonly { readonly call: CallFacts; readonly name: string }[];
  /** Which functions call what packages give. */
  readonly packages: readonly { readonly function: number; readonly module: string }[];
  readonly listeners: readonly EventLink[];
  /** Functions that run once, when the program starts or ends. */
  readonly startUp: readonly FunctionEntity[];
}

export interface Blocking {
  readonly call: CallFacts;
  readonly what: BlockingCall;
}

export interface Registered {
  readonly framework: string;
  readonly name: string;
  readonly functions: readonly FunctionEntity[];
  readonly span: Span;
}

/** Of an emitter that a file of the project makes. */
export interface EventLink {
  /** Which emitter and which event. */
  readonly key: string;
  /** Who emits, or -1. */
  readonly from: number;
  readonly functions: readonly FunctionEntity[];
  readonly span: Span;
}

/** A part of a file's links. */
export interface LinkPart extends Omit<Links, 'file' | 'emitsFrom' | 'targets' | 'edges'> {
  readonly edges: Edges;
  readonly emits: readonly EventLink[];
  /** What it gives to parameters, its own and those of other files; by `parameterKey`. */
  readonly given: ReadonlyMap<number, readonly Entity[]>;
}

/** More entities tell nothing of a parameter. */
export const mostGiven = 8;
/** Arguments behind that are of no interest. */
export const mostArguments = 64;

/** @param fn the function's id */
export const parameterKey = (fn: number, at: number): number => fn * mostArguments + at;
/** Id of the function whose parameter it is. */
export const functionOfParameter = (key: number): number => Math.floor(key / mostArguments);

const noEdges = new Edges([]);
const nothingGiven: LinkPart['given'] = new Map();
const none: readonly never[] = [];

/** A list in no more memory than it takes: thousands of files keep theirs, and most are empty. */
function trimmed<Item>(list: readonly Item[]): readonly Item[] {
  return list.length === 0 ? none : list.slice();
}

/** Links that are being gathered. */
export class LinkDraft {
  readonly edges: Edge[] = [];
  readonly blocking: Blocking[] = [];
  readonly handlers: Registered[] = [];
  readonly typed: FormLink[] = [];
  readonly promises: Links['promises'][number][] = [];
  readonly packages: Links['packages'][number][] = [];
  readonly listeners: EventLink[] = [];
  readonly emits: EventLink[] = [];
  readonly startUp: FunctionEntity[] = [];
  /** `most`: more entities tell nothing of the parameter. */
  readonly given: { readonly key: number; readonly entity: Entity; readonly most: number }[] = [];

  /** Hands everything over; empty afterwards. */
  moveTo(other: LinkDraft): void {
    this.hand(other, move);
  }

  /** Gives everything to another draft too. */
  addTo(other: LinkDraft): void {
    this.hand(other, add);
  }

  private hand(other: LinkDraft, how: <Item>(from: Item[], to: Item[]) => void): void {
    how(this.edges, other.edges);
    how(this.blocking, other.blocking);
    how(this.handlers, other.handlers);
    how(this.typed, other.typed);
    how(this.promises, other.promises);
    how(this.packages, other.packages);
    how(this.listeners, other.listeners);
    how(this.emits, other.emits);
    how(this.startUp, other.startUp);
    how(this.given, other.given);
  }

  finish(): LinkPart {
    return {
      edges: this.edges.length === 0 ? noEdges : new Edges(this.edges),
      blocking: trimmed(this.blocking),
      handlers: trimmed(this.handlers),
      typed: trimmed(this.typed),
      promises: trimmed(this.promises),
      packages: trimmed(this.packages),
      listeners: trimmed(this.listeners),
      emits: trimmed(this.emits),
      startUp: trimmed(this.startUp),
      given: this.given.length === 0 ? nothingGiven : this.givenByKey(),
    };
  }

  private givenByKey(): ReadonlyMap<number, readonly Entity[]> {
    const byKey = new Map<number, Entity[]>();
    for (const { key, entity, most } of this.given) {
      const known = byKey.get(key);
      if (!known) byKey.set(key, [entity]);
      else if (known.length < most && !known.some((one) => one.key === entity.key)) known.push(entity);
    }
    for (const [key, entities] of byKey) if (entities.length > 1) byKey.set(key, entities.slice());
    return byKey;
  }
}

/** The links of a file in two parts: what rests on what parameters are given is worked out again without the other. */
export class FileLinks implements Links {
  readonly edges: Links['edges'];
  readonly targets: Links['targets'];
  readonly emitsFrom: Links['emitsFrom'];
  readonly blocking: Links['blocking'];
  readonly handlers: Links['handlers'];
  readonly typed: Links['typed'];
  readonly promises: Links['promises'];
  readonly packages: Links['packages'];
  readonly listeners: Links['listeners'];
  readonly startUp: Links['startUp'];

  constructor(
    readonly file: string,
    readonly steady: LinkPart,
    readonly varying: LinkPart,
    /** Numbers of the calls and the like that `varying` comes from. */
    readonly varyingUnits: readonly number[],
  ) {
    this.edges =
      varying.edges === noEdges
        ? steady.edges
        : { from: (index) => joined(steady.edges.from(index), varying.edges.from(index)) };
    this.targets = trimmed([...new Set([steady, varying].flatMap(({ edges }) => edges.filesBesides(file)))]);
    this.emitsFrom = byOrigin(joined(steady.emits, varying.emits));
    this.blocking = joined(steady.blocking, varying.blocking);
    this.handlers = joined(steady.handlers, varying.handlers);
    this.typed = joined(steady.typed, varying.typed);
    this.promises = joined(steady.promises, varying.promises);
    this.packages = joined(steady.packages, varying.packages);
    this.listeners = joined(steady.listeners, varying.listeners);
    this.startUp = joined(steady.startUp, varying.startUp);
  }
}

/** Whether the same leads to the same, wherever in the text: what is reached from where stays as it was. */
export function isAlike(a: FileLinks, b: FileLinks): boolean {
  return (
    a.steady.edges.isAlike(b.steady.edges) &&
    a.varying.edges.isAlike(b.varying.edges) &&
    isSameFunctions(a.startUp, b.startUp) &&
    isSameList(a.handlers, b.handlers, isSameHandler) &&
    isSameList(a.typed, b.typed, isSameHandler) &&
    isSameList(a.listeners, b.listeners, (one, other) => one.key === other.key) &&
    isSameEmits(a, b)
  );
}

function isSameHandler(one: FormLink, other: FormLink): boolean {
  return one.framework === other.framework && one.name === other.name;
}

function isSameEmits(a: FileLinks, b: FileLinks): boolean {
  const isSame = (one: EventLink, other: EventLink): boolean =>
    one.key === other.key && one.from === other.from;
  return (
    isSameList(a.steady.emits, b.steady.emits, isSame) && isSameList(a.varying.emits, b.varying.emits, isSame)
  );
}

function isSameList<Item extends { readonly functions: readonly FunctionEntity[] }>(
  a: readonly Item[],
  b: readonly Item[],
  isSame: (one: Item, other: Item) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => isSame(one, b[at]!) && isSameFunctions(one.functions, b[at]!.functions))
  );
}

function isSameFunctions(a: readonly FunctionEntity[], b: readonly FunctionEntity[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function add<Item>(from: readonly Item[], to: Item[]): void {
  for (const item of from) to.push(item);
}

function move<Item>(from: Item[], to: Item[]): void {
  if (from.length === 0) return;
  add(from, to);
  from.length = 0;
}

function joined<Item>(a: readonly Item[], b: readonly Item[]): readonly Item[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...a, ...b];
}

const noEmits: Links['emitsFrom'] = new Map();

function byOrigin(links: readonly EventLink[]): Links['emitsFrom'] {
  if (links.length === 0) return noEmits;
  const groups = new Map<number, EventLink[]>();
  for (const link of links) {
    const group = groups.get(link.from);
    if (group) group.push(link);
    else groups.set(link.from, [link]);
  }
  return groups;
}
