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

/** Texts of thousands of files, in little memory. */
export class KeptTexts {
  private readonly shared = new Map<string, string>();

  /** Short ones as one for all files that keep them, as most names are those of many; long ones as parts of one text of their own. */
  keep(texts: readonly string[]): readonly string[] {
    const long = texts.filter(({ length }) => length > longestCopied).join('');
    let at = 0;
    return texts.map((text) =>
      text.length <= longestCopied ? this.sharedOf(text) : long.slice(at, (at += text.length)),
    );
  }

  private sharedOf(text: string): string {
    const known = this.shared.get(text);
    if (known !== undefined) return known;
    if (this.shared.size === mostShared) this.shared.clear();
    this.shared.set(text, text);
    return text;
  }
}
