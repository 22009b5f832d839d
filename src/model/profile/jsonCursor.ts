import { KnownBytes } from './knownBytes';
import { decodeUtf8 } from './utf8';

/** Why reading stopped: the text ends too early, or has something at `at` that JSON or the reader doesn't allow there. */
export class JsonFault extends Error {
  constructor(
    readonly kind: 'ends' | 'unexpected',
    readonly at: number,
  ) {
    super(`${kind} at byte ${at}`);
    this.name = 'JsonFault';
  }
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Objects and arrays within each other that are read; a call tree of V8 is at most 255 deep. */
const maxDepth = 1000;

/**
 * Reads JSON from bytes, front to back. Unlike `JSON.parse` it makes no object for what is read, and what was read before a
 * fault is kept by whoever read it. All methods throw `JsonFault`.
 */
export class JsonCursor {
  at = 0;
  /** Every distinct text so far, in the order in which they came. */
  readonly texts: string[] = [];
  private depth = 0;
  private readonly known: KnownBytes;

  constructor(readonly bytes: Uint8Array) {
    this.known = new KnownBytes(bytes);
  }

  /** The next byte that is no space, which stays unread. */
  peek(): number {
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at]!;
      if (byte > 0x20) return byte;
      this.at++;
    }
    throw new JsonFault('ends', this.at);
  }

  /** Calls back at the value of each member; the callback has to read or `skip` it. */
  members(onMember: (key: string) => void): void {
    this.enter(openBrace);
    for (let more = this.peek() !== closeBrace; more; more = this.next(closeBrace)) {
      if (this.peek() !== quote) throw this.fault();
      const key = this.texts[this.text()]!;
      if (this.peek() !== colon) throw this.fault();
      this.at++;
      onMember(key);
    }
    this.leave();
  }

  /** Calls back at each element; the callback has to read or `skip` it. */
  elements(onElement: () => void): void {
    this.enter(openBracket);
    for (let more = this.peek() !== closeBracket; more; more = this.next(closeBracket)) onElement();
    this.leave();
  }

  /** Passes an array of numbers into a column: NaN for what is none. */
  numbers(into: { push(value: number): void }): void {
    const { bytes } = this;
    const last = bytes.length - 1;
    this.elements(() => {
      // Whole positive numbers with a comma behind them: what nearly all of a file is.
      let at = this.at;
      while (at < last) {
        const from = at;
        let value = 0;
        let digit = bytes[at]! - zero;
        for (; digit >= 0 && digit <= 9 && at < last; digit = bytes[++at]! - zero) value = value * 10 + digit;
        if (at === from || at - from > 15 || bytes[at] !== comma) {
          at = from;
          break;
        }
        into.push(value);
        at++;
      }
      this.at = at;
      into.push(this.number());
    });
  }

  /** Index of a value that stood before with the very same bytes, or of what `read` makes of it. */
  again(known: KnownBytes, read: () => number): number {
    const from = (this.peek(), this.at);
    const found = known.find(from, this.bytes.indexOf(closeBrace, from) + 1);
    if (found >= 0) {
      this.at = from + known.length(found);
      return known.value(found);
    }
    const value = read();
    known.add(from, this.at, value);
    return value;
  }

  /** NaN, skipped, for what is no number. */
  number(): number {
    const first = this.peek();
    if (first !== minus && !(first >= zero && first <= nine)) {
      this.skip();
      return NaN;
    }
    const { bytes } = this;
    const from = this.at;
    let at = first === minus ? from + 1 : from;
    let value = 0;
    for (; at < bytes.length; at++) {
      const digit = bytes[at]! - zero;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    // A number at the very end may have lost digits.
    if (at === bytes.length) throw new JsonFault('ends', at);
    const whole = !isOfNumber(bytes[at]!) && value <= Number.MAX_SAFE_INTEGER;
    while (at < bytes.length && isOfNumber(bytes[at]!)) at++;
    this.at = at;
    if (whole) return first === minus ? -value : value;
    return Number(decodeUtf8(bytes, from, at));
  }

  /** Index into `texts`; -1, skipped, for what is no string. */
  text(): number {
    if (this.peek() !== quote) {
      this.skip();
      return -1;
    }
    const from = this.at;
    this.skipText();
    const known = this.known.find(from, this.at);
    if (known >= 0) return this.known.value(known);
    const index = this.texts.length;
    this.known.add(from, this.at, index);
    this.texts.push(this.decode(from + 1, this.at - 1));
    return index;
  }

  /** Passes over a value of any kind. */
  skip(): void {
    let open = 0;
    do {
      const byte = this.peek();
      if (byte === quote) this.skipText();
      else {
        if (byte === openBrace || byte === openBracket) open++;
        else if (byte === closeBrace || byte === closeBracket) open--;
        else if (byte === comma && open === 0) throw this.fault();
        if (open < 0) throw this.fault();
        this.at++;
        if (isOfWord(byte)) while (isOfWord(this.bytes[this.at] ?? 0)) this.at++;
      }
    } while (open > 0);
  }

  private skipText(): void {
    const { bytes } = this;
    for (let end = bytes.indexOf(quote, this.at + 1); end >= 0; end = bytes.indexOf(quote, end + 1)) {
      let backslashes = 0;
      while (bytes[end - 1 - backslashes] === backslash) backslashes++;
      if (backslashes % 2 === 0) {
        this.at = end + 1;
        return;
      }
    }
    throw new JsonFault('ends', bytes.length);
  }

  private enter(open: number): void {
    if (this.peek() !== open || ++this.depth > maxDepth) throw this.fault();
    this.at++;
  }

  private leave(): void {
    this.peek();
    this.at++;
    this.depth--;
  }

  /** Passes a comma; false at `close`, which stays unread. */
  private next(close: number): boolean {
    const byte = this.peek();
    if (byte === close) return false;
    if (byte !== comma) throw this.fault();
    this.at++;
    return true;
  }

  private fault(): JsonFault {
    return new JsonFault('unexpected', this.at);
  }

  private decode(from: number, to: number): string {
    const text = decodeUtf8(this.bytes, from, to);
    if (!text.includes('\\')) return text;
    try {
      return JSON.parse(`"${text}"`) as string;
    } catch {
      return text;
    }
  }
}

function isOfNumber(byte: number): boolean {
  return (
    (byte >= zero && byte <= nine) ||
    byte === 0x2e ||
    byte === 0x65 ||
    byte === 0x45 ||
    byte === minus ||
    byte === 0x2b
  );
}

function isOfWord(byte: number): boolean {
  return isOfNumber(byte) || (byte >= 0x61 && byte <= 0x7a);
}
