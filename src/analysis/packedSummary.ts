import type {
  CallContext,
  CallFacts,
  ClassFacts,
  Field,
  FileSummary,
  FunctionFacts,
  IgnoreComment,
} from './fileSummary';
import type { Span } from './finding';
import type { HandlerShape } from './handlers/shape';
import { kept, type KeptTexts } from './kept';
import { Packer, Unpacker, type Packed } from './packing';
import { unknown, type Property, type Value } from './values';

/** What is asked of all files at once. */
export interface SummaryHead extends Pick<FileSummary, 'isScript'> {
  readonly shapes: readonly FunctionOfShape[];
  /** Specifiers of what it imports. */
  readonly imports: readonly string[];
  /** Whether there may be findings in it that no handler has to lead to, besides those of its blocking calls. */
  readonly speaksForItself: boolean;
}

/** A function that uses its parameters as a handler does. */
export interface FunctionOfShape {
  readonly function: number;
  readonly shape: HandlerShape;
  readonly name: string;
  /** Where it begins. */
  readonly span: Span;
}

/** Whether the same functions look like handlers, wherever in the text. */
export function isSameShapes(a: readonly FunctionOfShape[], b: readonly FunctionOfShape[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at]!;
      return one.function === other.function && one.shape === other.shape && one.name === other.name;
    })
  );
}

/** A summary in a tenth of its memory, for the thousands of files that nobody asks for at the moment. */
export function packSummary(summary: FileSummary, texts: KeptTexts): Packed {
  const packer = new Packer();
  packer.pieces(summary.values, (value) => packValue(packer, value));
  packer.pieces(summary.functions, (fn) => packFunction(packer, fn));
  packer.numbers(summary.wholeExports);
  packer.list(summary.stars, (star) => packer.text(star));
  const part = <Item>(items: readonly Item[], write: (packer: Packer, item: Item) => void): void =>
    packer.part(() => packer.list(items, (item) => write(packer, item)));
  // In the order of `parts`.
  part(summary.classes, packClass);
  part(summary.calls, packCall);
  part(summary.fields, packField);
  part(summary.inherits, packInherits);
  part(summary.exports, packProperty);
  part(summary.ignores, packIgnore);
  part(summary.unboundedParses, packUnboundedParse);
  packLines(packer, summary.lineStarts);
  return packer.finish(texts);
}

export function headOf(summary: FileSummary): SummaryHead {
  const { shapes, functions, stars, values, isScript } = summary;
  const imports = new Set(stars);
  for (const value of values) if (value.kind === 'module') imports.add(value.specifier);
  return {
    isScript,
    shapes: shapes.map(({ function: index, shape }): FunctionOfShape => {
      const { name, span } = functions.get(index)!;
      return { function: index, shape, name: kept(name), span: { start: span.start, end: span.start } };
    }),
    imports: [...imports].map(kept),
    // Comments without a reason, and what may queue itself for ever.
    speaksForItself:
      summary.ignores.length > 0 || summary.calls.some(({ context }) => context.isUnconditional),
  };
}

/** The summary again; of what nobody asks for, nothing is read. */
export function unpackSummary(packed: Packed, head: SummaryHead): FileSummary {
  return new UnpackedSummary(packed, head);
}

/** Lists that are read as a whole, with the first question. */
const parts = {
  classes: 0,
  calls: 1,
  fields: 2,
  inherits: 3,
  exports: 4,
  ignores: 5,
  unboundedParses: 6,
} as const;
const partCount = Object.keys(parts).length;

class UnpackedSummary implements FileSummary {
  readonly isScript: boolean;
  readonly shapes: FileSummary['shapes'];
  readonly values: FileSummary['values'];
  readonly functions: FileSummary['functions'];
  readonly wholeExports: FileSummary['wholeExports'];
  readonly stars: FileSummary['stars'];
  private readonly starts = new Array<number>(partCount);
  private readonly known = new Array<readonly unknown[] | undefined>(partCount);
  private readonly linesAt: number;
  private lines: readonly number[] | null = null;

  constructor(
    private readonly packed: Packed,
    head: SummaryHead,
  ) {
    const unpacker = new Unpacker(packed);
    this.isScript = head.isScript;
    this.shapes = head.shapes;
    this.values = unpacker.pieces(unpackValue);
    this.functions = unpacker.pieces(unpackFunction);
    this.wholeExports = unpacker.numbers();
    this.stars = unpacker.list(() => unpacker.text());
    for (let part = 0; part < partCount; part++) this.starts[part] = unpacker.skip();
    this.linesAt = unpacker.position;
  }

  get classes(): FileSummary['classes'] {
    return this.part(parts.classes, unpackClass);
  }

  get calls(): FileSummary['calls'] {
    return this.part(parts.calls, unpackCall);
  }

  get fields(): FileSummary['fields'] {
    return this.part(parts.fields, unpackField);
  }

  get inherits(): FileSummary['inherits'] {
    return this.part(parts.inherits, unpackInherits);
  }

  get exports(): FileSummary['exports'] {
    return this.part(parts.exports, unpackProperty);
  }

  get ignores(): FileSummary['ignores'] {
    return this.part(parts.ignores, unpackIgnore);
  }

  get unboundedParses(): FileSummary['unboundedParses'] {
    return this.part(parts.unboundedParses, unpackUnboundedParse);
  }

  get lineStarts(): FileSummary['lineStarts'] {
    return (this.lines ??= unpackLines(new Unpacker(this.packed, this.linesAt)));
  }

  private part<Item>(part: number, read: (unpacker: Unpacker) => Item): readonly Item[] {
    let items = this.known[part];
    if (!items) {
      const unpacker = new Unpacker(this.packed, this.starts[part]);
      this.known[part] = items = unpacker.list(() => read(unpacker));
    }
    return items as readonly Item[];
  }
}

const kinds = [
  ...(['function', 'class', 'object', 'array', 'text', 'module', 'exports', 'global'] as const),
  ...(['member', 'element', 'call', 'parameter', 'this', 'instance', 'any'] as const),
];
const kindNumbers = new Map<Value['kind'], number>(kinds.map((kind, at) => [kind, at]));

function packValue(packer: Packer, value: Value): void {
  packer.number(kindNumbers.get(value.kind)!);
  switch (value.kind) {
    case 'function':
    case 'class':
      return packer.number(value.index);
    case 'object':
      packer.list(value.properties, (property) => {
        packer.text(property.name);
        packer.number(property.value);
      });
      return packer.numbers(value.spreads);
    case 'array':
      return packer.numbers(value.items);
    case 'text':
      return packer.text(value.text);
    case 'module':
      return packer.text(value.specifier);
    case 'exports':
      return;
    case 'global':
      return packer.text(value.name);
    case 'member':
      packer.number(value.of);
      return packer.text(value.name);
    case 'element':
    case 'instance':
      return packer.number(value.of);
    case 'call':
      packer.number(value.isNew ? 1 : 0);
      packer.number(value.callee);
      return packer.numbers(value.args);
    case 'parameter':
      packer.number(value.function);
      packer.number(value.at);
      return packer.number(value.type);
    case 'this':
      return packer.number(value.function);
    case 'any':
      return packer.numbers(value.of);
  }
}

function unpackValue(unpacker: Unpacker): Value {
  const kind = kinds[unpacker.number()]!;
  switch (kind) {
    case 'function':
      return { kind: 'function', index: unpacker.number() };
    case 'class':
      return { kind: 'class', index: unpacker.number() };
    case 'object': {
      const properties = unpacker.list(() => ({ name: unpacker.text(), value: unpacker.number() }));
      return { kind: 'object', properties, spreads: unpacker.numbers() };
    }
    case 'array':
      return { kind: 'array', items: unpacker.numbers() };
    case 'text':
      return { kind: 'text', text: unpacker.text() };
    case 'module':
      return { kind: 'module', specifier: unpacker.text() };
    case 'exports':
      return { kind: 'exports' };
    case 'global':
      return { kind: 'global', name: unpacker.text() };
    case 'member':
      return { kind: 'member', of: unpacker.number(), name: unpacker.text() };
    case 'element':
      return { kind: 'element', of: unpacker.number() };
    case 'instance':
      return { kind: 'instance', of: unpacker.number() };
    case 'call': {
      const isNew = unpacker.number() === 1;
      return { kind: 'call', callee: unpacker.number(), args: unpacker.numbers(), isNew };
    }
    case 'parameter':
      return {
        kind: 'parameter',
        function: unpacker.number(),
        at: unpacker.number(),
        type: unpacker.number(),
      };
    case 'this':
      return { kind: 'this', function: unpacker.number() };
    case 'any':
      return { kind: 'any', of: unpacker.numbers() };
  }
}

function packFunction(packer: Packer, fn: FunctionFacts): void {
  packer.text(fn.name);
  packSpan(packer, fn.span);
  packer.number(fn.parent);
  packer.number(fn.isAsync ? 1 : 0);
  packer.numbers(fn.returns);
  packer.number(fn.owner);
  packer.list(fn.parameters, (uses) => packer.list(uses, (use) => packer.text(use)));
  packer.numbers(fn.types);
  packer.number(fn.declared ?? unknown);
}

function unpackFunction(unpacker: Unpacker): FunctionFacts {
  const fn: FunctionFacts = {
    name: unpacker.text(),
    span: unpackSpan(unpacker),
    parent: unpacker.number(),
    isAsync: unpacker.number() === 1,
    returns: unpacker.numbers(),
    owner: unpacker.number(),
    parameters: unpacker.list(() => unpacker.list(() => unpacker.text())),
    types: unpacker.numbers(),
  };
  const declared = unpacker.number();
  return declared === unknown ? fn : { ...fn, declared };
}

function packClass(packer: Packer, one: ClassFacts): void {
  packer.text(one.name);
  packer.number(one.extends);
  packer.number(one.constructor);
  packer.list(one.members, (member) => packProperty(packer, member));
  packer.list(one.statics, (member) => packProperty(packer, member));
  packer.list(one.decorators, ({ method, value }) => packer.numbers([method, value]));
}

function unpackClass(unpacker: Unpacker): ClassFacts {
  return {
    name: unpacker.text(),
    extends: unpacker.number(),
    constructor: unpacker.number(),
    members: unpacker.list(() => unpackProperty(unpacker)),
    statics: unpacker.list(() => unpackProperty(unpacker)),
    decorators: unpacker.list(() => {
      const [method, value] = unpacker.numbers();
      return { method: method!, value: value! };
    }),
  };
}

function packProperty(packer: Packer, { name, value }: Property): void {
  packer.text(name);
  packer.number(value);
}

function unpackProperty(unpacker: Unpacker): Property {
  return { name: unpacker.text(), value: unpacker.number() };
}

function packField(packer: Packer, field: Field): void {
  packer.number(field.of);
  packer.text(field.name);
  packer.number(field.value);
  packer.number(field.function);
  packer.numbers(field.callbacks);
}

function unpackField(unpacker: Unpacker): Field {
  return {
    of: unpacker.number(),
    name: unpacker.text(),
    value: unpacker.number(),
    function: unpacker.number(),
    callbacks: unpacker.numbers(),
  };
}

function packInherits(packer: Packer, { of, from }: FileSummary['inherits'][number]): void {
  packer.number(of);
  packer.number(from);
}

function unpackInherits(unpacker: Unpacker): FileSummary['inherits'][number] {
  return { of: unpacker.number(), from: unpacker.number() };
}

function packCall(packer: Packer, { function: index, value, span, callbacks, context }: CallFacts): void {
  packer.number(index);
  packer.number(value);
  packSpan(packer, span);
  packer.numbers(callbacks);
  const { keptIn, isUsed, isUnconditional } = context;
  packer.number((keptIn === null ? 0 : 4) + (isUsed ? 2 : 0) + (isUnconditional ? 1 : 0));
  if (keptIn !== null) packer.text(keptIn);
}

function unpackCall(unpacker: Unpacker): CallFacts {
  return {
    function: unpacker.number(),
    value: unpacker.number(),
    span: unpackSpan(unpacker),
    callbacks: unpacker.numbers(),
    context: unpackContext(unpacker),
  };
}

/** By the flags of a context that keeps nothing: most calls have one of these. */
const contexts = [0, 1, 2, 3].map((flags) => contextOf(null, flags));

function unpackContext(unpacker: Unpacker): CallContext {
  const flags = unpacker.number();
  return flags & 4 ? contextOf(unpacker.text(), flags) : contexts[flags]!;
}

function contextOf(keptIn: string | null, flags: number): CallContext {
  return { keptIn, isUsed: (flags & 2) !== 0, isUnconditional: (flags & 1) !== 0 };
}

function packIgnore(packer: Packer, ignore: IgnoreComment): void {
  packer.number(ignore.scope === 'file' ? 1 : 0);
  packer.list(ignore.rules, (rule) => packer.text(rule));
  packer.text(ignore.reason);
  packSpan(packer, ignore.span);
}

function unpackIgnore(unpacker: Unpacker): IgnoreComment {
  return {
    scope: unpacker.number() === 1 ? 'file' : 'next-line',
    rules: unpacker.list(() => unpacker.text()),
    reason: unpacker.text(),
    span: unpackSpan(unpacker),
  };
}

function packUnboundedParse(packer: Packer, one: FileSummary['unboundedParses'][number]): void {
  packer.number(one.function);
  packSpan(packer, one.span);
}

function unpackUnboundedParse(unpacker: Unpacker): FileSummary['unboundedParses'][number] {
  return { function: unpacker.number(), span: unpackSpan(unpacker) };
}

function packLines(packer: Packer, lineStarts: readonly number[]): void {
  let before = 0;
  packer.list(lineStarts, (start) => {
    packer.number(start - before);
    before = start;
  });
}

function unpackLines(unpacker: Unpacker): readonly number[] {
  let start = 0;
  return unpacker.list(() => (start += unpacker.number()));
}

function packSpan(packer: Packer, { start, end }: Span): void {
  packer.number(start);
  packer.number(end - start);
}

function unpackSpan(unpacker: Unpacker): Span {
  const start = unpacker.number();
  return { start, end: start + unpacker.number() };
}
