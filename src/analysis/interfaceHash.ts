import type { FileSummary } from './fileSummary';
import type { Ref } from './values';

type Facts = Pick<
  FileSummary,
  'values' | 'functions' | 'classes' | 'fields' | 'inherits' | 'exports' | 'wholeExports' | 'stars'
>;

/**
 * A text that stays the same as long as other files can be told the same about what this one exports: while only the inside of a
 * function is typed in, they need not be looked at again.
 */
export function interfaceOf(facts: Facts): string {
  const parts: unknown[] = [facts.exports, facts.wholeExports, facts.stars, facts.inherits];
  const seen = new Set<Ref>();
  const seenFunctions = new Set<number>();
  const queue: Ref[] = [...facts.exports.map(({ value }) => value), ...facts.wholeExports];
  // What is assigned to properties may belong to anything that is exported.
  for (const { of, name, value } of facts.fields) {
    parts.push(of, name, value);
    queue.push(of, value);
  }
  const ofFunction = (index: number): void => {
    const fn = facts.functions[index];
    if (!fn || seenFunctions.has(index)) return;
    seenFunctions.add(index);
    parts.push(index, fn.isAsync, fn.returns, fn.parameters.length);
    queue.push(fn.owner, ...fn.returns, ...fn.types);
  };
  while (queue.length > 0) {
    const ref = queue.pop()!;
    const value = facts.values[ref];
    if (!value || seen.has(ref)) continue;
    seen.add(ref);
    parts.push(ref, value);
    switch (value.kind) {
      case 'function':
        ofFunction(value.index);
        break;
      case 'class': {
        const found = facts.classes[value.index]!;
        parts.push(found.extends, found.constructor, found.members, found.statics);
        queue.push(found.extends, ...[...found.members, ...found.statics].map((member) => member.value));
        ofFunction(found.constructor);
        break;
      }
      case 'object':
        queue.push(...value.properties.map((property) => property.value), ...value.spreads);
        break;
      case 'array':
        queue.push(...value.items);
        break;
      case 'call':
        queue.push(value.callee, ...value.args);
        break;
      case 'any':
        queue.push(...value.of);
        break;
      case 'member':
      case 'element':
      case 'instance':
        queue.push(value.of);
        break;
      case 'parameter':
        queue.push(value.type);
        break;
      default:
        break;
    }
  }
  return hash(JSON.stringify(parts));
}

/** 53 bits of a text, as text (cyrb53's way of mixing two 32-bit halves). */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  return `${text.length}.${(high >>> 0).toString(36)}.${(low >>> 0).toString(36)}`;
}
