/** Which part of a chart is seen: microseconds, and the first row as a fraction of rows. */
export interface View {
  readonly fromUs: number;
  readonly toUs: number;
  readonly top: number;
}

/** What there is to see. */
export interface Extent {
  readonly endUs: number;
  readonly rows: number;
  /** Rows that fit. */
  readonly shownRows: number;
}

/** Shortest span that is shown: a microsecond over the whole width. */
const shortestUs = 1;

export const wholeView = ({ endUs }: Extent): View => ({
  fromUs: 0,
  toUs: Math.max(endUs, shortestUs),
  top: 0,
});

/** The nearest view that lies within what there is. */
export function within({ fromUs, toUs, top }: View, { endUs, rows, shownRows }: Extent): View {
  const end = Math.max(endUs, shortestUs);
  const span = Math.min(end, Math.max(shortestUs, toUs - fromUs));
  const from = Math.max(0, Math.min(end - span, fromUs));
  return { fromUs: from, toUs: from + span, top: Math.max(0, Math.min(rows - shownRows, top)) };
}

/** Zooms about a point, 0 to 1 of the width: `factor` below 1 shows less time. */
export function zoomed(view: View, factor: number, about: number, extent: Extent): View {
  const span = view.toUs - view.fromUs;
  const wanted = Math.min(Math.max(extent.endUs, shortestUs), Math.max(shortestUs, span * factor));
  const fromUs = view.fromUs + (span - wanted) * about;
  return within({ ...view, fromUs, toUs: fromUs + wanted }, extent);
}

/** Moves by a share of the width and by rows. */
export function panned(view: View, share: number, rows: number, extent: Extent): View {
  const by = (view.toUs - view.fromUs) * share;
  return within({ fromUs: view.fromUs + by, toUs: view.toUs + by, top: view.top + rows }, extent);
}

/** A view in which [fromUs, toUs) takes most of the width, and `row` is seen. */
export function showing(fromUs: number, toUs: number, row: number, view: View, extent: Extent): View {
  const margin = (toUs - fromUs) * 0.1;
  return within({ ...withRow(view, row, extent), fromUs: fromUs - margin, toUs: toUs + margin }, extent);
}

/** The view moved just so far that [fromUs, toUs) and `row` are seen; time is not zoomed unless it doesn't fit. */
export function revealing(fromUs: number, toUs: number, row: number, view: View, extent: Extent): View {
  const span = view.toUs - view.fromUs;
  if (toUs - fromUs > span) return showing(fromUs, toUs, row, view, extent);
  const rowed = withRow(view, row, extent);
  if (fromUs >= view.fromUs && toUs <= view.toUs) return within(rowed, extent);
  const from = (fromUs + toUs) / 2 - span / 2;
  return within({ ...rowed, fromUs: from, toUs: from + span }, extent);
}

function withRow(view: View, row: number, { shownRows }: Extent): View {
  if (row < view.top) return { ...view, top: row };
  if (row > view.top + shownRows - 1) return { ...view, top: row - shownRows + 1 };
  return view;
}

/** Between two views, for a movement; `share` 0 to 1. */
export function between(from: View, to: View, share: number): View {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return { fromUs: mix(from.fromUs, to.fromUs), toUs: mix(from.toUs, to.toUs), top: mix(from.top, to.top) };
}

/** Moments for a ruler, at round distances of at least `least` of them; in microseconds. */
export function ticks(
  fromUs: number,
  toUs: number,
  most: number,
): { readonly stepUs: number; readonly at: number[] } {
  const rough = (toUs - fromUs) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const stepUs = power * ([1, 2, 5, 10].find((times) => power * times >= rough) ?? 10);
  const at: number[] = [];
  for (let i = Math.ceil(fromUs / stepUs); i * stepUs <= toUs && at.length < 200; i++) at.push(i * stepUs);
  return { stepUs, at };
}
