import type { FileSummary } from './fileSummary';
import { unknown, type Property, type Ref } from './values';

type Facts = Pick<
  FileSummary,
  'values' | 'functions' | 'classes' | 'fields' | 'inherits' | 'exports' | 'wholeExports' | 'stars'
>;

/**
 * A text that stays the same as long as other files can be told the same about what this one exports: while only the inside of a
 * function is typed in, they need not be looked at again. Values count by what they are, not by their number; functions, classes and
 * objects by their number too, since others remember them by that.
 */
export function interfaceOf(facts: Facts): string {
  const parts: unknown[] = [];
  const order = new Map<Ref, number>();
  const queue: Ref[] = [];
  const seen = new Set<number>();
  const code = (ref: Ref): number => {
    if (ref === unknown) return unknown;
    let at = order.get(ref);
    if (at === undefined) {
      order.set(ref, (at = order.size));
      queue.push(ref);
    }
    return at;
  };
  const codes = (refs: readonly Ref[]): number[] => refs.map(code);
  const named = (properties: readonly Property[]): unknown[] =>
    properties.flatMap(({ name, value }) => [name, code(value)]);
  const ofFunction = (index: number): void => {
    const fn = facts.functions.get(index);
    if (!fn || seen.has(index)) return;
    seen.add(index);
    parts.push(index, fn.isAsync, fn.parameters.length, codes([fn.owner, ...fn.returns]), codes(fn.types));
  };

  parts.push(named(facts.exports), codes(facts.wholeExports), facts.stars);
  parts.push(facts.inherits.flatMap(({ of, from }) => [code(of), code(from)]));
  // What is assigned to properties may belong to anything that is exported.
  parts.push(facts.fields.flatMap(({ of, name, value }) => [code(of), name, code(value)]));
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    const value = facts.values.get(ref)!;
    parts.push(value.kind, code(ref));
    switch (value.kind) {
      case 'function':
        parts.push(value.index);
        ofFunction(value.index);
        break;
      case 'class': {
        const found = facts.classes[value.index]!;
        parts.push(
          value.index,
          found.constructor,
          code(found.extends),
          named(found.members),
          named(found.statics),
        );
        ofFunction(found.constructor);
        break;
      }
      case 'object':
        parts.push(ref, named(value.properties), codes(value.spreads));
        break;
      case 'array':
        parts.push(ref, codes(value.items));
        break;
      case 'call':
        parts.push(code(value.callee), codes(value.args), value.isNew);
        break;
      case 'any':
        parts.push(codes(value.of));
        break;
      case 'member':
        parts.push(value.name, code(value.of));
        break;
      case 'element':
      case 'instance':
        parts.push(code(value.of));
        break;
      case 'parameter':
        parts.push(value.function, value.at, code(value.type));
        break;
      case 'this':
        parts.push(value.function);
        break;
      case 'global':
        parts.push(value.name);
        break;
      case 'module':
        parts.push(value.specifier);
        break;
      case 'text':
        parts.push(value.text);
        break;
      case 'exports':
        break;
    }
  }
  return hash(JSON.stringify(parts));
}

/** `interfaceOf` the files that have changed since they came: few. */
export class Interfaces {
  private readonly known = new Map<string, string>();

  /** Whether a file shows the others the same as before; takes over what it shows now. */
  isSame(file: string, before: () => FileSummary | null | undefined, now: FileSummary): boolean {
    const then = this.known.get(file) ?? interfaceOfAny(before());
    const shown = interfaceOf(now);
    this.known.set(file, shown);
    return then === shown;
  }

  delete(file: string): void {
    this.known.delete(file);
  }
}

function interfaceOfAny(summary: FileSummary | null | undefined): string | null {
  return summary ? interfaceOf(summary) : null;
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
