import { unknown, type Property, type Ref, type Value } from './values';

/** Beyond so many two values are taken for different. */
const mostCompared = 200;

/** Compares values of one file by what they are. Functions and classes are the same by their numbers. */
export class AlikeValues {
  private compared = 0;

  constructor(private readonly values: readonly Value[]) {}

  are(some: readonly Ref[], others: readonly Ref[]): boolean {
    return some.length === others.length && some.every((one, at) => this.is(one, others[at]!));
  }

  private is(one: Ref, other: Ref): boolean {
    if (one === other) return true;
    if (one === unknown || other === unknown || ++this.compared > mostCompared) return false;
    const [a, b] = [this.values[one]!, this.values[other]!];
    switch (a.kind) {
      case 'function':
      case 'class':
        return b.kind === a.kind && a.index === b.index;
      case 'object':
        return b.kind === a.kind && this.areAll(a.properties, b.properties) && this.are(a.spreads, b.spreads);
      case 'array':
        return b.kind === a.kind && this.are(a.items, b.items);
      case 'text':
        return b.kind === a.kind && a.text === b.text;
      case 'module':
        return b.kind === a.kind && a.specifier === b.specifier;
      case 'exports':
        return b.kind === a.kind;
      case 'global':
        return b.kind === a.kind && a.name === b.name;
      case 'member':
        return b.kind === a.kind && a.name === b.name && this.is(a.of, b.of);
      case 'element':
      case 'instance':
        return b.kind === a.kind && this.is(a.of, b.of);
      case 'call':
        return (
          b.kind === a.kind && a.isNew === b.isNew && this.is(a.callee, b.callee) && this.are(a.args, b.args)
        );
      case 'parameter':
        return b.kind === a.kind && a.function === b.function && a.at === b.at && this.is(a.type, b.type);
      case 'this':
        return b.kind === a.kind && a.function === b.function;
      case 'any':
        return b.kind === a.kind && this.are(a.of, b.of);
    }
  }

  private areAll(some: readonly Property[], others: readonly Property[]): boolean {
    return (
      some.length === others.length &&
      some.every(({ name, value }, at) => name === others[at]!.name && this.is(value, others[at]!.value))
    );
  }
}
