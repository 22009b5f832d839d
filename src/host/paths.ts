/** Whether two absolute paths name the same file. Windows does not mind case and takes both slashes. */
export function samePath(a: string, b: string, windows: boolean): boolean {
  return pathKey(a, windows) === pathKey(b, windows);
}

/** The same for every way of writing an absolute path. */
export function pathKey(path: string, windows: boolean): string {
  return windows ? path.replaceAll('/', '\\').toLowerCase() : path;
}

/** Last part of a path of any system. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).pop() || path;
}
