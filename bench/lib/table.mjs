// Plain text for terminals and CI logs.

/** Rows of cells as aligned text: the first column left, the others right. */
export function table(header, rows) {
  const cells = [header, ...rows].map((row) => header.map((_, column) => String(row[column] ?? '')));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A number with a fixed fraction, '-' for none. */
export const fixed = (value, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : '-');

/** `part` of `whole` as a percentage, '-' when there is no whole. */
export const share = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}%`);

/** One bar: prints its line and says whether it is met. A bar without data is missed. */
export function bar(name, value, met, goal) {
  console.log(`${met ? 'ok  ' : 'MISS'}  ${name}: ${value} (goal ${goal})`);
  return met;
}
