/** Paths as plain strings, for the platform of the observed program, so that both kinds can be reckoned anywhere. */

export type Platform = 'win32' | 'posix';

/** `process.platform` as one of the two ways of writing paths. */
export function platformOf(nodePlatform: string): Platform {
  return nodePlatform === 'win32' ? 'win32' : 'posix';
}

export function isAbsolute(path: string, platform: Platform): boolean {
  return platform === 'win32' ? /^(?:[a-z]:[\\/]|\\\\[^\\/])/i.test(path) : path.startsWith('/');
}

/**
 * Native path of a script as V8 names it: a `file:` URL or an absolute path, without the query that loaders append
 * (`file.ts?namespace=1`). null for what has no path (`node:fs`, `wasm://…`, `evalmachine.<anonymous>`, '').
 */
export function pathOfScript(url: string, platform: Platform): string | null {
  if (url.startsWith('file://')) return pathOfFileUrl(url, platform);
  const plain =
    platform === 'win32' ? url.replace(/^\\\\\?\\(UNC\\)?/i, (_, unc) => (unc ? '\\\\' : '')) : url;
  if (!isAbsolute(plain, platform)) return null;
  return normalizePath(plain.replace(/\?[\w.-]*(?:=[^\\/]*)?$/, ''), platform);
}

function pathOfFileUrl(url: string, platform: Platform): string | null {
  const [, host = '', encoded = ''] = /^file:\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const path = decodePath(encoded);
  if (platform === 'posix') return path === '' ? null : normalizePath(path, platform);
  if (host !== '' && host !== 'localhost') return normalizePath(`\\\\${host}${path}`, platform);
  return isAbsolute(path.slice(1), platform) ? normalizePath(path.slice(1), platform) : null;
}

/** Percent escapes undone; text that is not a valid encoding stays as it is. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** An absolute path with `.` and `..` worked out, native separators and, on Windows, a capital drive letter. */
export function normalizePath(path: string, platform: Platform): string {
  const windows = platform === 'win32';
  const [root] = (windows ? /^(?:[a-z]:[\\/]|\\\\[^\\/]+[\\/]+[^\\/]+)/i : /^\//).exec(path) ?? [''];
  const parts: string[] = [];
  for (const part of path.slice(root.length).split(windows ? /[\\/]+/ : /\/+/)) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  if (!windows) return root + parts.join('/');
  const share = root.startsWith('\\\\');
  const start = share ? `${root.replaceAll('/', '\\')}\\` : `${root.slice(0, 2).toUpperCase()}\\`;
  return start + parts.join('\\');
}

/** `path` as seen from the absolute folder `base`. */
export function resolvePath(base: string, path: string, platform: Platform): string {
  if (platform === 'win32' && /^\/[a-z]:[\\/]/i.test(path)) return normalizePath(path.slice(1), platform);
  if (isAbsolute(path, platform)) return normalizePath(path, platform);
  if (platform === 'win32' && /^[\\/]/.test(path)) return normalizePath(base.slice(0, 2) + path, platform);
  return normalizePath(`${base}${platform === 'win32' ? '\\' : '/'}${path}`, platform);
}

/** The folder that holds `path`; null for a root. */
export function parentFolder(path: string, platform: Platform): string | null {
  const parent = resolvePath(path, '..', platform);
  return parent === path ? null : parent;
}

/**
 * Name of the package below the last `node_modules` of a path (`lodash`, `@scope/name`), null outside of any.
 * pnpm's `.pnpm/x@1/node_modules/x` and Yarn's `cache/x-npm-1.zip/node_modules/x` give `x`.
 */
export function packageOf(path: string): string | null {
  const below = /^(?:.*[\\/])?node_modules[\\/](@[^\\/]+[\\/][^\\/]+|[^@\\/][^\\/]*)/s.exec(path)?.[1];
  return below?.replace('\\', '/') ?? null;
}

/** Whether a frame is in a file, not in code that only Node has. */
export function isOpenable({ file }: { readonly file: string }): boolean {
  return /^(?:\/|\\\\|[a-z]:[\\/])/i.test(file);
}
