import { english, type Translate } from '../model/message';

/** Words messages with translations that came with `PanelInit`. */
export function translator(messages: Readonly<Record<string, string>>): Translate {
  return (message, ...args) => english(messages[message] ?? message, ...args);
}
