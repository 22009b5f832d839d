import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Hovered } from './figures';

/** Beside the pointer, within the chart. The details line says the same to those without a pointer. */
export function Tooltip({ what, x, y }: { readonly what: Hovered; readonly x: number; readonly y: number }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { style, offsetWidth, offsetHeight, parentElement } = element.current!;
    const { clientWidth, clientHeight } = parentElement!;
    const left = x + 14 + offsetWidth > clientWidth ? x - 10 - offsetWidth : x + 14;
    const top = y + 18 + offsetHeight > clientHeight ? y - 8 - offsetHeight : y + 18;
    style.transform = `translate(${Math.max(2, left)}px, ${Math.max(2, top)}px)`;
  }, [what, x, y]);
  return (
    <div class="flame-tooltip" ref={element} aria-hidden="true">
      <strong>{what.title}</strong>
      <span>{what.place}</span>
      <dl>
        {what.figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
