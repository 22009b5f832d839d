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

export interface PackedSummary extends Packed {
  /** Where the lines are: only findings ask for them. */
  readonly linesAt: number;
}

/** A summary in a tenth of its memory, for the thousands of files that nobody asks for at the moment. */
export function packSummary(summary: FileSummary, texts: KeptTexts): PackedSummary {
  const packer = new Packer();
  const property = ({ name, value }: Property): void => {
    packer.text(name);
    packer.number(value);
  };
  packer.list(summary.values, (value) => packValue(packer, value));
  packer.list(summary.functions, (fn) => packFunction(packer, fn));
  packer.list(summary.classes, (one) => packClass(packer, one, property));
  packer.list(summary.calls, (call) => packCall(packer, call));
  packer.list(summary.fields, (field) => {
    packer.number(field.of);
    packer.text(field.name);
    packer.number(field.value);
    packer.number(field.function);
    packer.numbers(field.callbacks);
  });
  packer.list(summary.inherits, ({ of, from }) => packer.numbers([of, from]));
  packer.list(summary.exports, property);
  packer.numbers(summary.wholeExports);
  packer.list(summary.stars, (star) => packer.text(star));
  packer.list(summary.ignores, (ignore) => {
    packer.number(ignore.scope === 'file' ? 1 : 0);
    packer.list(ignore.rules, (rule) => packer.text(rule));
    packer.text(ignore.reason);
    packSpan(packer, ignore.span);
  });
  packer.list(summary.unboundedParses, ({ function: index, span }) => {
    packer.number(index);
    packSpan(packer, span);
  });
  const linesAt = packer.position();
  let before = 0;
  packer.list(summary.lineStarts, (start) => {
    packer.number(start - before);
    before = start;
  });
  return { ...packer.finish(texts), linesAt };
}

export function headOf(summary: FileSummary): SummaryHead {
  const { shapes, functions, stars, values, isScript } = summary;
  const imports = new Set(stars);
  for (const value of values) if (value.kind === 'module') imports.add(value.specifier);
  return {
    isScript,
    shapes: shapes.map(({ function: index, shape }): FunctionOfShape => {
      const { name, span } = functions[index]!;
      return { function: index, shape, name: kept(name), span: { start: span.start, end: span.start } };
    }),
    imports: [...imports].map(kept),
    // Comments without a reason, and what may queue itself for ever.
    speaksForItself:
      summary.ignores.length > 0 || summary.calls.some(({ context }) => context.isUnconditional),
  };
}

export function unpackSummary(packed: PackedSummary, head: SummaryHead): FileSummary {
  const unpacker = new Unpacker(packed);
  const property = (): Property => ({ name: unpacker.text(), value: unpacker.number() });
  let lineStarts: readonly number[] | undefined;
  return {
    isScript: head.isScript,
    shapes: head.shapes,
    values: unpacker.list(() => unpackValue(unpacker)),
    functions: unpacker.list(() => unpackFunction(unpacker)),
    classes: unpacker.list(() => unpackClass(unpacker, property)),
    calls: unpacker.list(() => unpackCall(unpacker)),
    fields: unpacker.list((): Field => ({
      of: unpacker.number(),
      name: unpacker.text(),
      value: unpacker.number(),
      function: unpacker.number(),
      callbacks: unpacker.numbers(),
    })),
    inherits: unpacker.list(() => {
      const [of, from] = unpacker.numbers();
      return { of: of!, from: from! };
    }),
    exports: unpacker.list(property),
    wholeExports: unpacker.numbers(),
    stars: unpacker.list(() => unpacker.text()),
    ignores: unpacker.list((): IgnoreComment => ({
      scope: unpacker.number() === 1 ? 'file' : 'next-line',
      rules: unpacker.list(() => unpacker.text()),
      reason: unpacker.text(),
      span: unpackSpan(unpacker),
    })),
    unboundedParses: unpacker.list(() => ({ function: unpacker.number(), span: unpackSpan(unpacker) })),
    get lineStarts() {
      return (lineStarts ??= unpackLines(packed));
    },
  };
}

function unpackLines(packed: PackedSummary): readonly number[] {
  const unpacker = new Unpacker(packed, packed.linesAt);
  let start = 0;
  return unpacker.list(() => (start += unpacker.number()));
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

function packClass(packer: Packer, one: ClassFacts, property: (one: Property) => void): void {
  packer.text(one.name);
  packer.number(one.extends);
  packer.number(one.constructor);
  packer.list(one.members, property);
  packer.list(one.statics, property);
  packer.list(one.decorators, ({ method, value }) => packer.numbers([method, value]));
}

function unpackClass(unpacker: Unpacker, property: () => Property): ClassFacts {
  return {
    name: unpacker.text(),
    extends: unpacker.number(),
    constructor: unpacker.number(),
    members: unpacker.list(property),
    statics: unpacker.list(property),
    decorators: unpacker.list(() => {
      const [method, value] = unpacker.numbers();
      return { method: method!, value: value! };
    }),
  };
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

function packSpan(packer: Packer, { start, end }: Span): void {
  packer.number(start);
  packer.number(end - start);
}

function unpackSpan(unpacker: Unpacker): Span {
  const start = unpacker.number();
  return { start, end: start + unpacker.number() };
}
