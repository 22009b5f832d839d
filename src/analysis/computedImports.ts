/** What stands in a text for a part that is worked out when the program runs; see `ValueBuilder`. */
export const computedPart = '${…}';

/** Files that a specifier with a computed part may lead to. */
export interface ComputedImport {
  /** What their paths begin with. */
  readonly prefix: string;
  matches(path: string): boolean;
}

/**
 * Reads `./handlers/${…}` as any file of that folder, `./${…}/routes` as one in any folder beside.
 *
 * @param folder of the file that imports
 * @returns null where no folder is known: for packages, and where the first part is computed
 */
export function computedImport(folder: string, specifier: string): ComputedImport | null {
  if (!/^\.{0,2}\//.test(specifier) || !specifier.includes(computedPart)) return null;
  const path = joined(folder.replaceAll('\\', '/'), specifier);
  const fixed = path.slice(0, path.indexOf(computedPart));
  const prefix = fixed.slice(0, fixed.lastIndexOf('/') + 1);
  // A whole program, or everything beside it, is no answer.
  if (
    !fixed.startsWith(folder.replaceAll('\\', '/')) &&
    !/[^./]/.test(specifier.slice(0, specifier.indexOf(computedPart)))
  )
    return null;
  const escaped = path.split(computedPart).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${escaped.join('[^/]+')}(?:(?:/index)?\\.[cm]?[jt]sx?)?$`);
  return { prefix, matches: (file) => pattern.test(file.replaceAll('\\', '/')) };
}

function joined(folder: string, specifier: string): string {
  if (specifier.startsWith('/')) return specifier;
  const parts = folder.split('/');
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
