import type { Frame } from '../../shared/report';
import type { StackSamples } from '../../shared/timeline';
import { inOrder, selfTimes, setTimes } from './callNodes';
import { kindOf } from './frames';
import { Growing } from './growing';
import type { CodeKind, Profile, ProfileFrame, ProfileNote } from './profile';

/** The stacks that were taken in a span, as a profile. Between blocks there is a gap: samples of node 0. */
export function profileOfStacks({ frames, samples, unknownMs }: StackSamples): Profile {
  const frame = Growing.uint32();
  const parent = Growing.int32();
  const known = new Map<string, number>();
  const child = (above: number, index: number): number => {
    const key = `${above} ${index}`;
    let node = known.get(key);
    if (node === undefined) {
      node = frame.length;
      known.set(key, node);
      frame.push(index);
      parent.push(above);
    }
    return node;
  };
  const atUs = Growing.float64();
  const leaf = Growing.int32();
  const sorted = [...samples].sort((a, b) => a.atMs - b.atMs);
  const startMs = sorted[0]?.atMs ?? 0;
  let end = 0;
  for (const { atMs, ms, stack } of sorted) {
    const at = Math.max(end, (atMs - startMs) * 1000);
    if (at > end) {
      atUs.push(end);
      leaf.push(-1);
    }
    atUs.push(at);
    leaf.push(stack.reduce((above, index) => (frames[index] ? child(above, index) : above), -1));
    end = Math.max(at, (atMs - startMs + ms) * 1000);
  }
  atUs.push(end);
  const { nodes, place } = inOrder({ frame: frame.view(), parent: parent.view() }, -1);
  const columns = {
    atUs: atUs.view().slice(),
    node: Uint32Array.from(leaf.view(), (index) => (index < 0 ? 0 : place[index]!)),
  };
  setTimes(nodes, selfTimes(columns, nodes.frame.length));
  const notes: ProfileNote[] = unknownMs > 0 ? [{ id: 'unknown-time', ms: unknownMs }] : [];
  return { frames: frames.map(profileFrame), nodes, samples: columns, startMs, notes };
}

function profileFrame(frame: Frame): ProfileFrame {
  const { functionName, file, line, column, module } = frame;
  const kind: CodeKind = module !== null ? 'dependency' : kindOf(file);
  const hasFile = kind !== 'node' && kind !== 'v8' && kind !== 'wasm';
  return { functionName, file, hasFile, line, column, kind, module };
}
