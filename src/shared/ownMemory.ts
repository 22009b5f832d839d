/**
 * The same message with all its columns in one piece of memory that holds nothing else. Columns that came over IPC look into
 * the memory of the whole message, or into a pool; where VS Code takes a message to a webview it sends all the memory behind
 * each column, so the columns would cross twice, with what else was in the pool. `value`: plain data, not deep.
 */
export function inOwnMemory<T>(value: T): T {
  const size = sizeOf(value);
  return size === 0 ? value : (copied(value, { memory: new ArrayBuffer(size), used: 0 }) as T);
}

type Column = Float64Array | Float32Array | Uint32Array | Int32Array | Uint8Array;

/** Each column begins where the widest of numbers may. */
const alignment = 8;

function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return Math.ceil(value.byteLength / alignment) * alignment;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, member) => sum + sizeOf(member), 0);
}

function copied(value: unknown, into: { readonly memory: ArrayBuffer; used: number }): unknown {
  if (ArrayBuffer.isView(value)) {
    const column = value as Column;
    const make = column.constructor as new (memory: ArrayBuffer, offset: number, length: number) => Column;
    const copy = new make(into.memory, into.used, column.length);
    copy.set(column);
    into.used += sizeOf(column);
    return copy;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member) => copied(member, into));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copied(member, into)]));
}
