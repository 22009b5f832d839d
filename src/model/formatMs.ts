import { english, type Translate } from './message';

/**
 * A duration in words for a person: `0.4 ms`, `812 ms`, `1.2 s`, `2 min 5 s`. Unknown, negative and infinite ones are `?`.
 */
export function formatMs(ms: number | null, t: Translate = english): string {
  if (ms === null || !(ms >= 0) || ms === Infinity) return '?';
  if (ms < 9.95) return `${trimmed(ms, t)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${trimmed(seconds, t)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest > 0 ? ` ${rest} s` : ''}`;
}

/** One decimal, none where it is 0. */
function trimmed(value: number, t: Translate): string {
  return value.toFixed(1).endsWith('.0') ? value.toFixed(0) : decimal(value, t);
}

/** With one decimal. */
export function decimal(value: number, t: Translate): string {
  const [whole = '', tenth = ''] = value.toFixed(1).split('.');
  return t('{0}.{1}', whole, tenth);
}
