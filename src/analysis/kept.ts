const shared = new Map<string, string>();
/** Begins anew beyond: a server runs for days. */
const mostShared = 50_000;
/** Shorter texts are copies anyhow. */
const longestCopied = 12;

/**
 * The same text, to be kept: what is cut out of a file's text keeps all of that in memory. As a property's name it is a text of its own,
 * and one for all files.
 */
export function kept(text: string): string {
  return text.length <= longestCopied ? text : Object.keys({ [text]: true })[0]!;
}

/** Short ones as one for all files that keep them, as most names are those of many; long ones as parts of one text of their own. */
export function keptAll(texts: readonly string[]): readonly string[] {
  const long = texts.filter(({ length }) => length > longestCopied).join('');
  let at = 0;
  return texts.map((text) =>
    text.length <= longestCopied ? keptOnce(text) : long.slice(at, (at += text.length)),
  );
}

function keptOnce(text: string): string {
  const known = shared.get(text);
  if (known !== undefined) return known;
  if (shared.size === mostShared) shared.clear();
  shared.set(text, text);
  return text;
}
