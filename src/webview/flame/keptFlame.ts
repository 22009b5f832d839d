import type { Mode } from './toolbar';

/** What survives a reload of the panel; the profile is read again. */
export interface KeptFlame {
  readonly mode: Mode;
  /** What is searched for. */
  readonly search: string;
  /** Height of the chart, 0 to 1. */
  readonly chartShare: number;
}

/** Where the flame keeps it. */
export interface FlameMemory {
  readonly kept: () => KeptFlame | null;
  keep(state: KeptFlame): void;
}
