/** Shorter texts are copies anyhow. */
const longestCopied = 12;

/**
 * The same text, to be kept: what is cut out of a file's text keeps all of that in memory. As a property's name it is a text of its own,
 * and one for all files.
 */
export function kept(text: string): string {
  return text.length <= longestCopied ? text : Object.keys({ [text]: true })[0]!;
}
