type Row = readonly string[];

/** Comma-separated values as spreadsheets read them (RFC 4180). */
export function csv(header: Row, rows: readonly Row[]): string {
  return [header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
}

export function markdown(header: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n') + '\n';
}

/** A cell of a Markdown table as it is, whatever it has in it. */
export function escaped(cell: string): string {
  return cell.replace(/[|\\`*_<>[\]]/g, '\\$&').replaceAll('\n', ' ');
}

/** A cell that a spreadsheet would take for a formula is kept from being one. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
