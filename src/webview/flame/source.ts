import type { ProfileFrame } from '../../model/profile/profile';
import type { StackSamples } from '../../shared/timeline';
import type { Copy } from '../clipboard';

/** What the flame shows. A new object is a new profile. */
export type ProfileSource =
  | {
      readonly kind: 'cpuprofile';
      /** For people and for files that are saved, without its ending. */
      readonly name: string;
      /** Bytes; null where it isn't known. */
      readonly size: number | null;
      /** The file from its start, in pieces; each piece is handed over. Rejects with the reason as a sentence. */
      read(signal: AbortSignal): AsyncIterable<Uint8Array>;
    }
  | { readonly kind: 'stacks'; readonly name: string; readonly stacks: StackSamples }
  /** Nothing has been chosen yet. */
  | { readonly kind: 'none' };

/** What the flame asks of whoever shows it. */
export interface FlameActions {
  /** Shows a function's line in the editor. */
  open(frame: ProfileFrame): void;
  /** Lets the user choose where a file goes. */
  save(name: string, data: string | Uint8Array): void;
  readonly copy: Copy;
}
