/** Whether two absolute paths name the same file. Windows does not mind case and takes both slashes. */
export function samePath(a: string, b: string, windows: boolean): boolean {
  return windows ? folded(a) === folded(b) : a === b;
}

function folded(path: string): string {
  return path.replaceAll('/', '\\').toLowerCase();
}
