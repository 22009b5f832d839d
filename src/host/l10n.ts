import { decimal as decimalIn, formatMs as formatMsIn } from '../model/formatMs';
import { english, type Translate } from '../model/message';

type Bundle = Readonly<Record<string, string>>;

/**
 * The one thing that is no constructor's argument though it changes: VS Code's language is fixed for the life of the
 * process, and every text would have to be handed a translator. Files that import `vscode` may use its `l10n.t` as well.
 */
let bundle: Bundle = {};

/** To be called before any text is made, with `vscode.l10n.bundle`, which is absent where the language is English. */
export function useTranslations(given: Bundle | undefined): void {
  bundle = given ?? {};
}

/** `vscode.l10n.t` for files that are tested without VS Code. The message must be a literal: a test looks it up. */
export const t: Translate = (message, ...args) => english(bundle[message] ?? message, ...args);

export function formatMs(ms: number | null): string {
  return formatMsIn(ms, t);
}

/** With one decimal. */
export function decimal(value: number): string {
  return decimalIn(value, t);
}
