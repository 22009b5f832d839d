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
  const [index, setIndex] = useState(Math.max(0, Math.min(first, count - 1)));
  const [playing, setPlaying] = useState(autoplay);
  const last = count - 1;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => {
      // Nobody sees a hidden panel: it stays where it is.
      if (document.hidden) setPlaying(false);
      else if (index < last) setIndex(index + 1);
      else setPlaying(false);
    }, stayMs(index));
    return () => clearTimeout(timer);
    // Not on `stayMs`: it says the same for the same step, and a new one must not begin the step anew.
  }, [playing, index, last]);
  return {
    index,
    playing,
    go: (to) => {
      setPlaying(false);
      setIndex(Math.min(Math.max(to, 0), last));
    },
    play: () => {
      if (index === last) setIndex(0);
      setPlaying(true);
    },
    pause: () => setPlaying(false),
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
