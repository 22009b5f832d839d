import type { Frame } from '../../shared/report';
import type { StackNodes, StackSamples } from '../../shared/timeline';
import { inOrder, selfTimes, setTimes } from './callNodes';
import { kindOf } from './frames';
import { Growing } from './growing';
import type { CodeKind, Profile, ProfileFrame, ProfileNote } from './profile';

/** The stacks that were taken in a span, as a profile. Between blocks there is a gap: samples of node 0. */
export function profileOfStacks({ frames, nodes: stacks, samples, unknownMs }: StackSamples): Profile {
  const { frame, parent, loose } = callsOf(stacks, frames.length);
  const atUs = Growing.float64();
  const leaf = Growing.int32();
  const startMs = samples.atMs[0] ?? 0;
  let end = 0;
  samples.atMs.forEach((atMs, index) => {
    const at = Math.max(end, (atMs - startMs) * 1000);
    if (at > end) {
      atUs.push(end);
      leaf.push(-1);
    }
    atUs.push(at);
    leaf.push(loose[samples.node[index]!] ?? -1);
    end = Math.max(at, (atMs - startMs + samples.ms[index]!) * 1000);
  });
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

/** Calls without the empty stack, and which of them each node is: -1 for the empty stack. What has no frame is its caller. */
function callsOf(stacks: StackNodes, frameCount: number) {
  const frame = Growing.uint32();
  const parent = Growing.int32();
  const loose = new Int32Array(stacks.parent.length).fill(-1);
  for (let node = 1; node < loose.length; node++) {
    const above = stacks.parent[node]!;
    const caller = above < node ? loose[above]! : -1;
    const index = stacks.frame[node]!;
    loose[node] = index < frameCount ? frame.length : caller;
    if (index >= frameCount) continue;
    frame.push(index);
    parent.push(caller);
  }
  return { frame, parent, loose };
}

function profileFrame(frame: Frame): ProfileFrame {
  const { functionName, file, line, column, module } = frame;
  const kind: CodeKind = module !== null ? 'dependency' : kindOf(file);
  const hasFile = kind !== 'node' && kind !== 'v8' && kind !== 'wasm';
  return { functionName, file, hasFile, line, column, kind, module };
}
