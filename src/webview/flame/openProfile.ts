import { useEffect, useState } from 'preact/hooks';
import type { Profile } from '../../model/profile/profile';
import { RpcError } from '../../shared/rpc';
import { ProfileClient, type Progress } from './profileClient';
import type { ProfileSource } from './source';

export type Opening =
  | { readonly state: 'none' }
  | { readonly state: 'opening'; readonly progress: Progress | null }
  | { readonly state: 'cancelled' }
  /** `isSentence`: `why` is meant for people; otherwise it is the worker's own error. */
  | { readonly state: 'failed'; readonly why: string; readonly isSentence: boolean }
  | { readonly state: 'open'; readonly profile: Profile; readonly client: ProfileClient };

/** Progress is shown this often, in milliseconds. */
const progressMs = 100;

/** Opens a source in a worker of its own; what was open before is let go of. */
export function useProfile(source: ProfileSource, startWorker: () => Worker) {
  const [opening, setOpening] = useState<Opening>({ state: 'none' });
  const [attempt, setAttempt] = useState(0);
  const [cancel, setCancel] = useState<() => void>(() => () => undefined);
  useEffect(() => {
    if (source.kind === 'none') {
      setOpening({ state: 'none' });
      return;
    }
    let over = false;
    let told = -Infinity;
    const client = new ProfileClient(startWorker());
    const end = (state: Opening) => {
      over = true;
      client.dispose();
      setOpening(state);
    };
    setOpening({ state: 'opening', progress: null });
    setCancel(() => () => {
      if (!over) end({ state: 'cancelled' });
    });
    client
      .open(source, (progress) => {
        // Not for each of the many pieces.
        if (over || (progress.step === 'loading' && performance.now() - told < progressMs)) return;
        told = performance.now();
        setOpening({ state: 'opening', progress });
      })
      .then(
        (profile) => {
          if (!over) setOpening({ state: 'open', profile, client });
        },
        (error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          if (!over) end({ state: 'failed', why, isSentence: !(error instanceof RpcError) });
        },
      );
    return () => {
      over = true;
      client.dispose();
    };
  }, [source, attempt]);
  return { opening, cancel, again: () => setAttempt(attempt + 1) };
}
