/** The time that is shown, in epoch milliseconds. */
export interface Viewport {
  readonly fromMs: number;
  readonly toMs: number;
}

const shortestMs = 20;

/** `factor` below 1 zooms in; `anchorMs` stays where it is. Bounded by `all`. */
export function zoomed(view: Viewport, factor: number, anchorMs: number, all: Viewport): Viewport {
  const longest = all.toMs - all.fromMs;
  const length = Math.max(shortestMs, Math.min(longest, (view.toMs - view.fromMs) * factor));
  const share = (anchorMs - view.fromMs) / (view.toMs - view.fromMs);
  return within({ fromMs: anchorMs - share * length, toMs: anchorMs + (1 - share) * length }, all);
}

export function panned(view: Viewport, byMs: number, all: Viewport): Viewport {
  return within({ fromMs: view.fromMs + byMs, toMs: view.toMs + byMs }, all);
}

/** As long as before, moved into `all`; all of it where it is longer. */
function within({ fromMs, toMs }: Viewport, all: Viewport): Viewport {
  const length = Math.min(toMs - fromMs, all.toMs - all.fromMs);
  const from = Math.max(all.fromMs, Math.min(fromMs, all.toMs - length));
  return { fromMs: from, toMs: from + length };
}
