import { useEffect, useState } from 'preact/hooks';

export interface Steps {
  readonly index: number;
  readonly playing: boolean;
  /** Goes to a step, within those there are, and stops playing. */
  go(index: number): void;
  play(): void;
  pause(): void;
}

/** Steps from `first` on that go on by themselves while they play, up to the last; each stays for `stayMs`. */
export function useSteps(
  count: number,
  first: number,
  autoplay: boolean,
  stayMs: (index: number) => number,
): Steps {
  const last = count - 1;
  const [{ index, playing }, set] = useState({
    index: Math.max(0, Math.min(first, last)),
    playing: autoplay,
  });
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => {
      set((now) => {
        // The user was faster: this timer is ended only after the next paint.
        if (!now.playing || now.index !== index) return now;
        // Nobody sees a hidden panel: it stays where it is.
        return document.hidden || index === last ? { index, playing: false } : { index: index + 1, playing };
      });
    }, stayMs(index));
    return () => clearTimeout(timer);
    // Not on `stayMs`: it says the same for the same step, and a new one must not begin the step anew.
  }, [playing, index, last]);
  return {
    index,
    playing,
    go: (to) => set({ index: Math.min(Math.max(to, 0), last), playing: false }),
    play: () => set({ index: index === last ? 0 : index, playing: true }),
    pause: () => set({ index, playing: false }),
  };
}

/** Whether the user wants less motion; follows the setting. */
export function useReducedMotion(): boolean {
  const [query] = useState(() => matchMedia('(prefers-reduced-motion: reduce)'));
  const [reduced, setReduced] = useState(query.matches);
  useEffect(() => {
    const changed = (): void => setReduced(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [query]);
  return reduced;
}
