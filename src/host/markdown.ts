import { isOpenable } from '../model/paths';
import type { Frame } from '../shared/report';
import { commands } from './contributions';
import { frameText } from './words';

/** Text from outside, as it is: it makes no link, no table cell and no icon. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~&$]/g, '\\$&').replace(/\s+/g, ' ');
}

/** A frame as a link that opens its line; what has no file, as text. */
export function frameLink(frame: Frame): string {
  const text = escapeMarkdown(frameText(frame));
  if (!isOpenable(frame)) return text;
  return commandLink(text, commands.showLine, [frame.file, frame.line, frame.column]);
}

/** A link that runs a command; `text` is Markdown. */
export function commandLink(text: string, command: string, args: readonly unknown[]): string {
  const encoded = encodeURIComponent(JSON.stringify(args));
  return `[${text}](command:${command}?${encoded.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})`;
}
