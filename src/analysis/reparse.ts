import ts from 'typescript';
import { parseForScopes } from './syntax';

/** What differs between two texts. */
export interface TextChange {
  readonly start: number;
  readonly length: number;
  readonly newLength: number;
}

/** A node or a list of nodes. */
interface Placed {
  pos: number;
  end: number;
  readonly kind?: ts.SyntaxKind;
}

type Changeable<T> = { -readonly [Key in keyof T]: T[Key] };

/** All that has a place in a statement of the top level. */
interface Places {
  readonly all: readonly Placed[];
  /** Where each of them begins and ends: to ask them themselves takes several times as long as to tell them. */
  readonly at: Int32Array;
}

/** Places in statements that were parsed before. */
export class KnownPlaces {
  private known = new WeakMap<ts.Statement, Places>();

  set(statement: ts.Statement, places: Places): void {
    this.known.set(statement, places);
  }

  of(statement: ts.Statement, file: ts.SourceFile): Places {
    let known = this.known.get(statement);
    if (!known) this.known.set(statement, (known = placesIn(statement, file)));
    return known;
  }

  /** Nodes were moved by somebody else. */
  clear(): void {
    this.known = new WeakMap();
  }
}

/** More than this share of a file is left to the parser's own way. */
const largestShare = 1 / 4;
/** Words that may make a module of a file, or end its being one. */
const modular = /\b(?:import|export)\b/;

/** What `reparse` gives. */
export interface Reparsed {
  readonly source: ts.SourceFile;
  /** Characters of a text that its nodes may keep in memory besides what those before did. */
  readonly kept: number;
}

/** Parses the text after one change, from what was parsed before it: that tree must not be used any more. */
export function reparse(
  before: ts.SourceFile,
  text: string,
  change: TextChange,
  places: KnownPlaces,
): Reparsed {
  const kept = patch(before, text, change, places);
  if (kept !== null) return { source: before, kept };
  const { start, length, newLength } = change;
  places.clear();
  return { source: before.update(text, { span: { start, length }, newLength }), kept: text.length };
}

/**
 * Parses the statements of the top level that a change touches, by themselves, and moves those behind along. TypeScript's way goes through
 * all nodes behind the change with its general walk, which takes many times as long. At the beginning of such a statement the parser
 * knows nothing of what was before: where the one behind the change begins as before, all that follow are as they were. The one in front is
 * parsed, too: how it ends may hang on the word behind it.
 *
 * Gives how many characters were parsed; null where that way does not lead there, and nothing has changed.
 */
function patch(
  file: ts.SourceFile,
  text: string,
  { start, length, newLength }: TextChange,
  places: KnownPlaces,
): number | null {
  const { statements } = file;
  const by = newLength - length;
  const first = Math.max(0, indexWhere(statements, ({ end }) => end >= start) - 1);
  const behind = indexWhere(statements, ({ pos }) => pos > start + length);
  const next = statements[behind];

  // 1. What is to be parsed: up to the end of the one behind, at which the parser may look.
  const from = first === 0 ? 0 : (statements[first]?.pos ?? 0);
  const oldPart = file.text.slice(from, next?.end);
  const part = text.slice(from, next && next.end + by);
  if (part.length > text.length * largestShare) return null;
  if ((from === 0 && text.startsWith('#!')) || modular.test(oldPart) || modular.test(part)) return null;
  const prefix = ts.isExternalModule(file) ? 'export{};' : ';';
  const parsed = parseForScopes(file.fileName, prefix + part);
  const shift = from - prefix.length;
  if (parsed.statements[0]?.end !== prefix.length) return null;

  // 2. It holds where the statement behind begins as it did.
  let fresh: readonly ts.Statement[] = parsed.statements.slice(1);
  if (next) {
    const at = fresh.findIndex(({ pos, kind }) => pos + shift === next.pos + by && kind === next.kind);
    if (at === -1) return null;
    fresh = fresh.slice(0, at);
  }
  for (const statement of fresh) {
    const all = placesIn(statement, file);
    move(all, shift);
    places.set(statement, all);
  }
  // 3. The one in front is mostly as it was.
  const [front] = fresh;
  const known = statements[first];
  if (front && known && known.end < start && isAlike(places.of(known, file), places.of(front, file)))
    fresh = [known, ...fresh.slice(1)];

  // 4. What is behind the change moves along.
  if (by !== 0) for (const statement of statements.slice(behind)) move(places.of(statement, file), by);
  const end = next ? file.endOfFileToken.pos + by : parsed.endOfFileToken.pos + shift;
  (statements as unknown as ts.Statement[]).splice(first, behind - first, ...fresh);
  (statements as Changeable<ts.NodeArray<ts.Statement>>).end = end;
  Object.assign(file.endOfFileToken, { pos: end, end: text.length });
  const changed = file as Changeable<ts.SourceFile> & { lineMap?: readonly number[] | undefined };
  changed.text = text;
  changed.end = text.length;
  changed.lineMap = undefined;
  return part.length;
}

/** The first of a list that fits, where all behind it do, too; its length where none does. */
function indexWhere<Item>(items: readonly Item[], fits: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The statement, its nodes and their lists; the nodes get to know their parents. */
function placesIn(statement: ts.Statement, file: ts.SourceFile): Places {
  const all: Placed[] = [];
  let parent: ts.Node = file;
  const visit = (node: ts.Node): void => {
    const above = parent;
    (node as Changeable<ts.Node>).parent = above;
    all.push(node);
    parent = node;
    ts.forEachChild(node, visit, visitAll);
    parent = above;
  };
  const visitAll = (nodes: ts.NodeArray<ts.Node>): void => {
    all.push(nodes);
    for (const node of nodes) visit(node);
  };
  visit(statement);
  const at = new Int32Array(2 * all.length);
  all.forEach(({ pos, end }, index) => at.set([pos, end], 2 * index));
  return { all, at };
}

function move({ all, at }: Places, by: number): void {
  for (let index = 0; index < all.length; index++) {
    const one = all[index]!;
    one.pos = at[2 * index]! += by;
    one.end = at[2 * index + 1]! += by;
  }
}

/** Whether two statements are the same text, read the same. */
function isAlike(a: Places, b: Places): boolean {
  return (
    a.all.length === b.all.length &&
    a.all.every(({ kind }, index) => kind === b.all[index]!.kind) &&
    a.at.every((place, index) => place === b.at[index])
  );
}
