import { useEffect, useState } from 'preact/hooks';

export interface Steps {
  readonly index: number;
  readonly playing: boolean;
  /** Goes to a step, within those there are, and stops playing. */
  go(index: number): void;
  play(): void;
  pause(): void;
}

/** Steps that go on by themselves while they play; `readingMs` is how long one stays. Ends at the last. */
export function useSteps(count: number, readingMs: (index: number) => number, autoplay: boolean): Steps {
  const [index, setIndex] = useState(0);
  const [playing, setPlaying] = useState(autoplay);
  const last = count - 1;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => {
      // Nobody sees a hidden panel: it stays where it is.
      if (document.hidden) setPlaying(false);
      else if (index < last) setIndex(index + 1);
      else setPlaying(false);
    }, readingMs(index));
    return () => clearTimeout(timer);
  }, [playing, index, last, readingMs]);
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
