import { ringBytes, word, type Slot } from './layout';

/**
 * Lines of text from one thread to the sentinel, without a lock and without the thread's loop. A line that does not fit
 * is dropped and counted: a thread never waits for its observer. One writer, one reader; head and tail count bytes and
 * wrap at 2^31.
 */
export function ringWrite(slot: Slot, line: string): boolean {
  const bytes = Buffer.from(line + '\n', 'utf8');
  const head = Atomics.load(slot.words, word.ringHead);
  const used = (head - Atomics.load(slot.words, word.ringTail)) & 0x7fffffff;
  if (bytes.length > ringBytes - used) {
    Atomics.add(slot.words, word.dropped, 1);
    return false;
  }
  const at = head % ringBytes;
  const first = Math.min(bytes.length, ringBytes - at);
  slot.ring.set(bytes.subarray(0, first), at);
  slot.ring.set(bytes.subarray(first), 0);
  Atomics.store(slot.words, word.ringHead, (head + bytes.length) & 0x7fffffff);
  return true;
}

/** Whole lines that have come since the last read, '' when there are none. */
export function ringRead(slot: Slot): string {
  const tail = Atomics.load(slot.words, word.ringTail);
  const length = (Atomics.load(slot.words, word.ringHead) - tail) & 0x7fffffff;
  if (length === 0) return '';
  const at = tail % ringBytes;
  const bytes = Buffer.allocUnsafe(length);
  const first = Math.min(length, ringBytes - at);
  bytes.set(slot.ring.subarray(at, at + first), 0);
  bytes.set(slot.ring.subarray(0, length - first), first);
  Atomics.store(slot.words, word.ringTail, (tail + length) & 0x7fffffff);
  return bytes.toString('utf8');
}
