import type { AttackShape } from './attacks';

/** What running a regular expression has shown. */
export interface RegexVerdict {
  /** `unconfirmed`: suspicious, but no subject was found that takes long, or it could not be looked at to the end. */
  readonly verdict: 'confirmed' | 'harmless' | 'unconfirmed';
  /** The power of the subject's length that its time grows with; 1 where nothing super-linear was seen. */
  readonly degree: 'exponential' | number;
  readonly attack: Attack | null;
}

/** A subject that was seen to take `ms` milliseconds, or more, with `length` UTF-16 units. */
export interface Attack extends AttackShape {
  readonly length: number;
  readonly ms: number;
}

/** The subject of an attack. */
export function subjectOf({ prefix, pump, suffix, length }: Attack): string {
  return prefix + pump.repeat((length - prefix.length - suffix.length) / pump.length) + suffix;
}

/** The subject as JavaScript, such as `'a'.repeat(30) + '!'`. */
export function attackText({ prefix, pump, suffix, length }: Attack): string {
  const count = (length - prefix.length - suffix.length) / pump.length;
  const parts = [prefix && quoted(prefix), `${quoted(pump)}.repeat(${count})`, suffix && quoted(suffix)];
  return parts.filter((part) => part !== '').join(' + ');
}

function quoted(text: string): string {
  const escaped = text.replace(/[\\'\u0000-\u001f\u007f-\uffff]/g, (unit) => {
    const short = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' }[unit];
    return short ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `'${escaped}'`;
}
