import type { Profile } from '../../model/profile/profile';
import type { TreeQuery } from '../../model/profile/tree';
import { RpcClient } from '../../shared/rpc';
import type { ProfileWorkerEvents, ProfileWorkerRequests, TreeAnswer } from '../profileWorkerApi';
import { workerTransport } from '../workerTransport';
import type { ProfileSource } from './source';

/** How far opening has come; `share` 0 to 1, null where that isn't known. */
export interface Progress {
  readonly step: 'loading' | 'reading';
  readonly bytes: number;
  readonly share: number | null;
}

/** Pieces that the worker may not have taken yet: reading goes on meanwhile, and memory stays bounded. */
const maxUnderWay = 16;

/** A worker and the profile that it has read. */
export class ProfileClient {
  private readonly rpc: RpcClient<ProfileWorkerRequests, ProfileWorkerEvents>;
  private readonly aborter = new AbortController();
  private readonly end: (why: string) => void;

  constructor(private readonly worker: Worker) {
    const transport = workerTransport(worker);
    this.end = transport.end;
    this.rpc = new RpcClient(transport, () => undefined);
  }

  /** Rejects with a sentence when the source can't be read, or when `dispose` was called meanwhile. */
  async open(
    source: Exclude<ProfileSource, { kind: 'none' }>,
    onProgress: (progress: Progress) => void,
  ): Promise<Profile> {
    // A copy: columns are handed over, and the user may try again.
    if (source.kind === 'stacks') return this.rpc.request('stacks', structuredClone(source.stacks));
    const { size } = source;
    let loaded = 0;
    const underWay: Promise<null>[] = [];
    for await (const bytes of source.read(this.aborter.signal)) {
      loaded += bytes.length;
      underWay.push(this.rpc.request('bytes', { bytes, size }));
      if (underWay.length > maxUnderWay) await underWay.shift();
      onProgress({ step: 'loading', bytes: loaded, share: size ? Math.min(1, loaded / size) : null });
    }
    await Promise.all(underWay);
    onProgress({ step: 'reading', bytes: loaded, share: null });
    return this.rpc.request('parse', null);
  }

  tree(query: TreeQuery): Promise<TreeAnswer> {
    return this.rpc.request('tree', query);
  }

  /** Ends the worker, whatever it does; what is under way rejects. */
  dispose(): void {
    this.aborter.abort();
    this.worker.terminate();
    this.end('Cancelled.');
  }
}
