/** What a file is for, by its name; `isScript` when it begins with `#!`. */
export type FileRole = 'source' | 'script' | 'test' | 'config';

const testFolder =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__fixtures__|specs?|e2e|fixtures|mocks?|cypress|benchmarks?|bench)\//i;
const testFile = /(?:^|[./_-])(?:test|spec|e2e|bench|stories)\.[cm]?[jt]sx?$/i;
const scriptFolder = /(?:^|\/)(?:scripts?|bin|tools?|migrations?|seeds?|seeders|tasks|\.[^/]+)\//i;
const configFile =
  /(?:^|\/)(?:[^/]*\.(?:config|conf|rc)\.[cm]?[jt]s|\.[^/]*rc\.[cm]?js|(?:gulp|grunt|jake|cake)file(?:\.babel)?\.[cm]?[jt]s|(?:webpack|rollup|vite|esbuild|karma|jest|babel)(?:[.-][^/]*)?\.[cm]?[jt]s)$/i;

/** @param path as seen from the project's root, so that folders above it do not matter */
export function roleOf(path: string, isScript: boolean): FileRole {
  const plain = path.replaceAll('\\', '/');
  if (testFolder.test(plain) || testFile.test(plain)) return 'test';
  if (configFile.test(plain)) return 'config';
  return isScript || scriptFolder.test(plain) ? 'script' : 'source';
}

/** The innermost folder that all of these files are in. */
export function commonFolder(files: ReadonlySet<string>): string {
  let common: string | null = null;
  for (const file of files) {
    const folder = file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')));
    if (common === null) common = folder;
    while (
      common !== '' &&
      folder !== common &&
      !folder.startsWith(`${common}/`) &&
      !folder.startsWith(`${common}\\`)
    )
      common = common.slice(0, Math.max(common.lastIndexOf('/'), common.lastIndexOf('\\'), 0));
  }
  return common ?? '';
}
