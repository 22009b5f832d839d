const shared = new Map<string, string>();
/** Begins anew beyond: a server runs for days. */
const mostShared = 100_000;
/** Shorter texts are copies anyhow. */
const longestCopied = 12;

/**
 * The same text, to be kept: what is cut out of a file's text keeps all of that in memory. As a property's name it is a text of its own,
 * and one for all files.
 */
export function kept(text: string): string {
  return text.length <= longestCopied ? text : Object.keys({ [text]: true })[0]!;
}

/** The same text for all files that keep it, as most names are those of many. */
export function keptOnce(text: string): string {
  const known = shared.get(text);
  if (known !== undefined) return known;
  if (shared.size === mostShared) shared.clear();
  const own = kept(text);
  shared.set(own, own);
  return own;
}
