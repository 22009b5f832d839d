import { totalTimes } from '../model/profile/callNodes';
import { profileOfStacks } from '../model/profile/fromStacks';
import { functionTimes } from '../model/profile/functions';
import { parseCpuProfile } from '../model/profile/parse';
import type { CallNodes, Profile } from '../model/profile/profile';
import { treeOf } from '../model/profile/tree';
import { RpcServer } from '../shared/rpc';
import type { ProfileWorkerEvents, ProfileWorkerRequests } from './profileWorkerApi';
import { workerTransport, type Port } from './workerTransport';

/** Bytes of a file as they come; they are let go of when they are taken. */
class FileBytes {
  private bytes = new Uint8Array(0);
  private length = 0;

  add(more: Uint8Array, size: number | null): void {
    const needed = this.length + more.length;
    if (needed > this.bytes.length) {
      const longer = new Uint8Array(Math.max(needed, size ?? this.bytes.length * 2));
      longer.set(this.bytes.subarray(0, this.length));
      this.bytes = longer;
    }
    this.bytes.set(more, this.length);
    this.length = needed;
  }

  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = new Uint8Array(0);
    this.length = 0;
    return taken;
  }
}

/** Gives the memory back now rather than at some later collection, where the browser can (ES2024). */
function release(buffer: ArrayBufferLike & { transfer?(length: number): unknown }): void {
  buffer.transfer?.(0);
}

const file = new FileBytes();
let nodes: CallNodes | null = null;
let frameCount = 0;

/** Keeps copies of the calls for trees; the samples go to the page for good. */
function opened(profile: Profile): Profile {
  frameCount = profile.frames.length;
  const { parent, end, depth, frame, selfUs, totalUs } = profile.nodes;
  nodes = {
    ...{ parent: parent.slice(), end: end.slice(), depth: depth.slice(), frame: frame.slice() },
    ...{ selfUs: selfUs.slice(), totalUs: totalUs.slice() },
  };
  return profile;
}

new RpcServer<ProfileWorkerRequests, ProfileWorkerEvents>(workerTransport(self as unknown as Port), {
  bytes: ({ bytes, size }) => {
    file.add(bytes, size);
    return null;
  },
  parse() {
    const bytes = file.take();
    const profile = parseCpuProfile(bytes);
    release(bytes.buffer);
    return opened(profile);
  },
  stacks: (stacks) => opened(profileOfStacks(stacks)),
  tree: (query) => {
    if (!nodes) throw new Error('No profile has been read yet.');
    const selfUs = query.selfUs ?? nodes.selfUs;
    const totalUs = query.selfUs ? totalTimes(nodes.parent, query.selfUs) : nodes.totalUs;
    const functions = functionTimes(nodes, frameCount, selfUs, totalUs);
    return { tree: treeOf(nodes, frameCount, query), functions, wholeUs: totalUs[0]! };
  },
});
