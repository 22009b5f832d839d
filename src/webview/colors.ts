/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** What a CSS colour is, without its transparency; `done` ends it. */
export function resolver(host: HTMLElement): ((color: string) => Rgb) & { done(): void } {
  const probe = host.ownerDocument.createElement('span');
  probe.hidden = true;
  // System colours have to come through as they are.
  probe.style.setProperty('forced-color-adjust', 'none');
  host.append(probe);
  const resolve = (color: string): Rgb => {
    probe.style.color = color;
    const [r = 128, g = 128, b = 128] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b];
  };
  return Object.assign(resolve, { done: () => probe.remove() });
}

export function mix(color: Rgb, background: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2) => Math.round(color[i] * share + background[i] * (1 - share));
  return [part(0), part(1), part(2)];
}

/** Ratio of WCAG 2: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

export function luminance([r, g, b]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

export const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;

/** Contrast of what is no text that WCAG 2 asks for (1.4.11). */
const seen = 3;

/** The colour, nearer to the text's where it could hardly be told from the background. */
export function visible(color: Rgb, background: Rgb, text: Rgb): Rgb {
  for (let share = 1; share > 0; share -= 0.1) {
    const nearer = mix(color, text, share);
    if (contrast(nearer, background) >= seen) return nearer;
  }
  return text;
}
