import { packageOf, pathOfScript, type Platform } from '../paths';
import type { CodeKind, ProfileFrame } from './profile';

/** V8's names for what is no function, by kind. */
const programs: Readonly<Record<string, CodeKind>> = {
  '(program)': 'v8',
  '(idle)': 'idle',
  '(garbage collector)': 'gc',
};

/** A function of V8's: `line` and `column` are 1-based, 0 where not known. */
export function frameOf(functionName: string, url: string, line: number, column: number): ProfileFrame {
  const path = pathOfScript(url, platformOfUrl(url));
  const file = path ?? url;
  const kind = (url === '' ? programs[functionName] : undefined) ?? kindOf(url);
  return { functionName, file, hasFile: path !== null, line, column, kind, module: packageOf(file) };
}

/** Whose code a script is: from its name as V8 has it, or from a path. */
export function kindOf(url: string): CodeKind {
  if (url === '') return 'v8';
  if (url.startsWith('wasm:')) return 'wasm';
  // Node.js before 16 names its own scripts `fs.js` and `internal/timers.js`.
  if (url.startsWith('node:') || /^\w[\w/]*\.js$/.test(url)) return 'node';
  return packageOf(url) === null ? 'own' : 'dependency';
}

function platformOfUrl(url: string): Platform {
  return /^(?:file:\/\/\/)?[a-z]:[\\/]|^\\\\/i.test(url) ? 'win32' : 'posix';
}
