import { english, type Translate } from '../model/message';

/** Words messages from a bundle, as `vscode.l10n.bundle` has it; what is not in it stays English. */
export function translator(bundle: Readonly<Record<string, string>> | null): Translate {
  return bundle ? (message, ...args) => english(bundle[message] ?? message, ...args) : english;
}
