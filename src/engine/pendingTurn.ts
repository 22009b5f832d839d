import type { SampleFact, TurnFact, WatchFact } from '../shared/facts';

const maxSamples = 256;

/** What has come of a turn that is or was overdue. */
export class PendingTurn {
  fact: TurnFact | null = null;
  watch: WatchFact | null = null;
  gcMs = 0;
  private readonly kept: SampleFact[] = [];
  private newest: SampleFact | null = null;
  /** Every how many samples one is kept. */
  private stride = 1;
  private count = 0;

  /** In order of time; the last is the newest. */
  get samples(): readonly SampleFact[] {
    return this.newest ? [...this.kept, this.newest] : this.kept;
  }

  /** Past 256 samples, every other one goes: each stands for the time since the one before it, so the picture stays. */
  addSample(sample: SampleFact): void {
    if (this.kept.length === maxSamples) this.thinOut();
    const keep = ++this.count % this.stride === 0;
    if (keep) this.kept.push(sample);
    this.newest = keep ? null : sample;
  }

  private thinOut(): void {
    for (let index = 0; index < maxSamples / 2; index++) this.kept[index] = this.kept[2 * index + 1]!;
    this.kept.length = maxSamples / 2;
    this.stride *= 2;
  }
}
