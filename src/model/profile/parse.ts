import { emptyNodes, inOrder, selfTimes, setTimes, type Ordered } from './callNodes';
import { Growing } from './growing';
import { JsonCursor, JsonFault } from './jsonCursor';
import { LooseNodeReader } from './looseNodes';
import type { Profile, ProfileNote } from './profile';
import { sampleTimes } from './sampleTimes';

/**
 * A CPU profile of V8 from the bytes of its file: `nodes`, `samples` and `timeDeltas`, or the older format with nodes within
 * each other below `head`, times in seconds and `timestamps`. Never throws: what can't be read is left out, and `notes` says so.
 */
export function parseCpuProfile(bytes: Uint8Array): Profile {
  const json = new JsonCursor(bytes);
  const reader = new LooseNodeReader(json);
  const ids = Growing.float64();
  const deltas = Growing.float64();
  const stamps = Growing.float64();
  const notes: ProfileNote[] = [];
  let startUs = NaN;
  let endUs = NaN;
  let older = false;
  // 1. What there is, up to the first fault.
  try {
    json.members((key) => {
      if (key === 'nodes') json.elements(() => reader.read(-1));
      else if (key === 'head') {
        older = true;
        reader.read(-1);
      } else if (key === 'samples') json.numbers(ids);
      else if (key === 'timeDeltas') json.numbers(deltas);
      else if (key === 'timestamps') json.numbers(stamps);
      else if (key === 'startTime') startUs = json.number();
      else if (key === 'endTime') endUs = json.number();
      else json.skip();
    });
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (bytes.length === 0) return emptyProfile([{ id: 'no-profile' }]);
    // The root alone is no call.
    if (reader.count < 2) return emptyProfile([nothingBefore(error)]);
    notes.push({ id: error.kind === 'ends' ? 'cut-off' : 'not-json', atByte: error.at });
  }
  if (reader.count === 0) return emptyProfile([{ id: 'no-nodes' }]);
  const scale = older ? 1e6 : 1;
  const times = {
    startUs: startUs * scale,
    endUs: endUs * scale,
    deltas: deltas.view(),
    stamps: stamps.view(),
  };
  // 2. Calls in order.
  const indexOf = reader.lookup();
  const { parent, odd } = reader.parents(indexOf);
  const root = rootOf(reader);
  const called = root >= 0 && parent[root] !== -1;
  if (called) parent[root] = -1;
  const ordered = inOrder({ frame: reader.frame.view(), parent }, root);
  if (odd || called || ordered.mended) notes.push({ id: 'tree-mended' });
  // 3. Times.
  const { node, unknown } = placed(ids.view(), indexOf, ordered.place);
  if (unknown > 0) notes.push({ id: 'unknown-nodes', count: unknown });
  const samples = sampleTimes(node, times, notes);
  const { nodes } = ordered;
  if (node.length === 0) {
    notes.push({ id: 'no-samples' });
    setTimes(nodes, countedTimes(reader.hitCounts(), ordered, times));
  } else setTimes(nodes, selfTimes(samples, nodes.frame.length));
  return { frames: reader.frames, nodes, samples, startMs: null, notes };
}

function nothingBefore({ kind, at }: JsonFault): ProfileNote {
  return { id: kind === 'ends' ? 'ends-empty' : 'not-profile', atByte: at };
}

/** A profile in which there is nothing. */
export function emptyProfile(notes: readonly ProfileNote[]): Profile {
  const samples = { atUs: new Float64Array(1), node: new Uint32Array(0) };
  return { frames: [], nodes: emptyNodes(), samples, startMs: null, notes };
}

/** The node that stands for the program as a whole; -1 if the file has none. */
function rootOf(reader: LooseNodeReader): number {
  const frame = reader.frames.findIndex(({ functionName, file }) => functionName === '(root)' && file === '');
  return reader.frame.view().indexOf(frame);
}

function placed(
  ids: Float64Array,
  indexOf: (id: number) => number,
  place: Uint32Array,
): { node: Uint32Array; unknown: number } {
  const node = new Uint32Array(ids.length);
  let unknown = 0;
  for (let i = 0; i < ids.length; i++) {
    const index = indexOf(ids[i]!);
    if (index < 0) unknown++;
    else node[i] = place[index]!;
  }
  return { node, unknown };
}

/** Self times of a file without samples: its counts, shared out over its duration, or 1 ms each. */
function countedTimes(
  hits: Float64Array,
  { place, nodes }: Ordered,
  { startUs, endUs }: { startUs: number; endUs: number },
): Float64Array {
  const sum = hits.reduce((total, count) => total + count, 0);
  const each = endUs > startUs && sum > 0 ? (endUs - startUs) / sum : 1000;
  const selfUs = new Float64Array(nodes.frame.length);
  hits.forEach((count, index) => (selfUs[place[index]!]! += count * each));
  selfUs[0] = 0;
  return selfUs;
}
