import { useRef } from 'preact/hooks';

interface SplitterProps {
  /** Of the height that the part above takes: 0 to 1. */
  readonly share: number;
  readonly setShare: (share: number) => void;
  readonly label: string;
}

const least = 0.15;
const step = 0.05;

/** Parts chart and table; by pointer or arrow keys. */
export function Splitter({ share, setShare, label }: SplitterProps) {
  const element = useRef<HTMLDivElement>(null);
  const set = (wanted: number) => setShare(Math.max(least, Math.min(1 - least, wanted)));
  return (
    <div
      ref={element}
      class="flame-splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={least * 100}
      aria-valuemax={(1 - least) * 100}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const { top, height } = element.current!.parentElement!.getBoundingClientRect();
        set((event.clientY - top) / height);
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') set(share - step);
        else if (event.key === 'ArrowDown') set(share + step);
        else return;
        event.preventDefault();
      }}
    />
  );
}
