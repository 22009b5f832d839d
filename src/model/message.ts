/** Words a message: `{0}` in it stands for the first of `args`. Called as VS Code's `l10n.t` is. */
export type Translate = (message: string, ...args: readonly (string | number)[]) => string;

/** Messages as they are written. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (placeholder, at) => String(args[Number(at)] ?? placeholder));
