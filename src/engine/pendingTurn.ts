import type { SampleFact, TurnFact, WatchFact } from '../shared/facts';

const maxSamples = 256;

/** What has come of a turn that is or was overdue. */
export class PendingTurn {
  fact: TurnFact | null = null;
  watch: WatchFact | null = null;
  gcMs = 0;
  samples: SampleFact[] = [];

  /** Past 256 samples, every other one goes: each stands for the time since the one before it, so the picture stays. */
  addSample(sample: SampleFact): void {
    this.samples.push(sample);
    if (this.samples.length > maxSamples) this.samples = this.samples.filter((_, index) => index % 2 === 1);
  }
}
