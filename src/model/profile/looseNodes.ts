import { frameOf } from './frames';
import { Growing } from './growing';
import type { JsonCursor } from './jsonCursor';
import { KnownBytes } from './knownBytes';
import type { ProfileFrame } from './profile';

/** Most ids of nodes that are looked up in a column, as a multiple of the nodes; above, in a map. */
const sparse = 8;

interface CallFrame {
  name: number;
  url: number;
  line: number;
  column: number;
}

/** The nodes of a `.cpuprofile` as they are read. */
export class LooseNodeReader {
  readonly frames: ProfileFrame[] = [];
  readonly frame = Growing.uint32();
  private readonly ids = Growing.float64();
  private readonly hits = Growing.float64();
  /** Index of the parent where nodes lie within each other, else -1. */
  private readonly within = Growing.int32();
  /** Ids of the newer format's nodes or of the tracing format's parent; NaN where there is none. */
  private readonly parentIds = Growing.float64();
  private readonly edgeFrom = Growing.uint32();
  private readonly edgeTo = Growing.float64();
  private readonly known: KnownBytes;
  private readonly frameIndex = new Map<string, number>();

  constructor(private readonly json: JsonCursor) {
    this.known = new KnownBytes(json.bytes);
  }

  get count(): number {
    return this.frame.length;
  }

  /** Reads one node, and in the older format all that lies within it. */
  read(parent: number): void {
    const { json } = this;
    const index = this.count;
    let frame = -1;
    let older: CallFrame | null = null;
    this.ids.push(NaN);
    this.parentIds.push(NaN);
    this.frame.push(0);
    this.hits.push(0);
    this.within.push(parent);
    // A node that ends early keeps what it has.
    try {
      json.members((key) => {
        if (key === 'id') this.ids.set(index, json.number());
        else if (key === 'parent') this.parentIds.set(index, json.number());
        else if (key === 'hitCount') this.hits.set(index, Math.max(0, json.number() || 0));
        else if (key === 'children') this.readChildren(index);
        else if (key === 'callFrame') frame = json.again(this.known, () => this.readFrame());
        else readCallFrame(json, (older ??= noFrame()), key);
      });
    } finally {
      // The older format's lines and columns are 1-based already.
      this.frame.set(index, frame >= 0 ? frame : this.frameFor(older ?? noFrame(), 0));
    }
  }

  /** Index of the node with this id; -1 for none. */
  lookup(): (id: number) => number {
    const ids = this.ids.view();
    let highest = 0;
    for (const id of ids) if (id > highest) highest = id;
    if (highest <= ids.length * sparse + 1024) {
      const column = new Int32Array(highest + 1).fill(-1);
      ids.forEach((id, index) => {
        if (id >= 0) column[id] = index;
      });
      return (id) => column[id] ?? -1;
    }
    const map = new Map<number, number>();
    ids.forEach((id, index) => map.set(id, index));
    return (id) => map.get(id) ?? -1;
  }

  /** Parents of all nodes, -1 for none; `odd`: some were unknown, or two for one node. */
  parents(indexOf: (id: number) => number): { parent: Int32Array; odd: boolean } {
    const parent = this.within.view().slice();
    let odd = false;
    const set = (child: number, above: number): void => {
      if (child >= 0 && above >= 0 && child !== above && (parent[child] === -1 || parent[child] === above)) {
        parent[child] = above;
      } else odd = true;
    };
    for (let i = 0; i < this.edgeFrom.length; i++) set(indexOf(this.edgeTo.get(i)), this.edgeFrom.get(i));
    this.parentIds.view().forEach((id, child) => {
      if (!Number.isNaN(id)) set(child, indexOf(id));
    });
    return { parent, odd };
  }

  /** Samples that V8 counted at each node. */
  hitCounts(): Float64Array {
    return this.hits.view();
  }

  private readChildren(index: number): void {
    this.json.elements(() => {
      if (this.json.peek() === 0x7b) this.read(index);
      else {
        this.edgeFrom.push(index);
        this.edgeTo.push(this.json.number());
      }
    });
  }

  private readFrame(): number {
    const call = noFrame();
    this.json.members((key) => readCallFrame(this.json, call, key));
    return this.frameFor(call, 1);
  }

  private frameFor(call: CallFrame, shift: number): number {
    const key = `${call.name} ${call.url} ${call.line} ${call.column} ${shift}`;
    const known = this.frameIndex.get(key);
    if (known !== undefined) return known;
    const { texts } = this.json;
    const oneBased = (value: number) => (value + shift > 0 ? value + shift : 0);
    const index = this.frames.length;
    this.frameIndex.set(key, index);
    this.frames.push(
      frameOf(texts[call.name] ?? '', texts[call.url] ?? '', oneBased(call.line), oneBased(call.column)),
    );
    return index;
  }
}

function noFrame(): CallFrame {
  return { name: -1, url: -1, line: NaN, column: NaN };
}

/** Reads a member of a call frame, skips any other. */
function readCallFrame(json: JsonCursor, call: CallFrame, key: string): void {
  if (key === 'functionName') call.name = json.text();
  else if (key === 'url') call.url = json.text();
  else if (key === 'lineNumber') call.line = json.number();
  else if (key === 'columnNumber') call.column = json.number();
  else json.skip();
}
