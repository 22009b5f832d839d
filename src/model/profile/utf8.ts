/** Text of bytes [from, to) in UTF-8; U+FFFD for each byte that isn't. (`TextDecoder` is not part of the language.) */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to;) {
    const length = lengthOf(bytes[at]!);
    let code = length === 1 ? bytes[at]! : bytes[at]! & (0x7f >> length);
    let valid = length > 0 && at + length <= to;
    for (let i = 1; valid && i < length; i++) {
      valid = (bytes[at + i]! & 0xc0) === 0x80;
      code = (code << 6) | (bytes[at + i]! & 0x3f);
    }
    text += valid && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    at += valid ? length : 1;
  }
  return text;
}

/** Bytes of the character that begins with this one; 0 for none. */
function lengthOf(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}
