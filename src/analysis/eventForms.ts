import type { FunctionEntity } from './entities';
import type { CallFacts, FileSummary } from './fileSummary';
import type { Resolver } from './resolver';
import { unknown, type Ref, type Value } from './values';

/** A text, or the number of the function's parameter that has it. */
type EventName = string | number;

/** What a call of a function does with an emitter of the project: `subscribe(callback)` that calls `emitter.on('news', callback)`. */
export interface EventForm {
  /** Keys of the emitters. */
  readonly emitters: readonly string[];
  readonly event: EventName;
  /** Number of the parameter that is the listener; null where the function emits. */
  readonly listener: number | null;
}

/** Methods of emitters that take a listener. */
export const listening: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener']);
/** How many functions may hand a listener on to one another. */
const deepest = 3;
const none: readonly EventForm[] = [];

/** Finds functions that hand listeners and events on to an emitter. Answers hold as long as no file changes. */
export class EventForms {
  private readonly known = new Map<string, readonly EventForm[]>();

  constructor(
    private readonly resolver: Resolver,
    private readonly summaryOf: (file: string) => FileSummary | null,
  ) {}

  of(fn: FunctionEntity, depth = 0): readonly EventForm[] {
    const known = this.known.get(fn.key);
    if (known) return known;
    const summary = this.summaryOf(fn.file);
    if (!summary || depth > deepest || !mayHandOn(summary)) return none;
    const calls = callsOf(summary).get(fn.index) ?? [];
    this.known.set(fn.key, none);
    const found = calls.flatMap((call) => this.ofCall(fn, summary, call, depth));
    this.known.set(fn.key, found);
    return found;
  }

  private ofCall(
    fn: FunctionEntity,
    summary: FileSummary,
    call: CallFacts,
    depth: number,
  ): readonly EventForm[] {
    const value = summary.values.get(call.value);
    if (value?.kind !== 'call') return none;
    const callee = summary.values.get(value.callee);
    const parameter = (at: number): number | null => parameterAt(summary, fn, value.args[at] ?? unknown);
    const named = (name: EventName): EventName | null => {
      if (typeof name === 'string') return name;
      const text = summary.values.get(value.args[name] ?? unknown);
      return text?.kind === 'text' ? text.text : parameter(name);
    };
    // 1. Emitters themselves.
    if (callee?.kind === 'member' && (listening.has(callee.name) || callee.name === 'emit')) {
      const event = named(0);
      const isEmit = callee.name === 'emit';
      const listener = isEmit ? null : (parameter(1) ?? calledIn(summary, fn, value.args[1] ?? unknown));
      // With a fixed event an emit is one of the function's own.
      const isForm = isEmit ? typeof event === 'number' : listener !== null;
      const emitters = isForm && event !== null ? this.resolver.resolve(fn.file, callee.of) : [];
      const made = emitters.filter((one) => one.kind !== 'origin' || one.module === 'events');
      if (made.length > 0 && event !== null)
        return [{ emitters: made.map(({ key }) => key), event, listener }];
    }
    // 2. Other such functions of the same object or file.
    const isOwn =
      callee?.kind === 'function' ||
      (callee?.kind === 'member' && summary.values.get(callee.of)?.kind === 'this');
    if (!isOwn || !value.args.some((_, at) => parameter(at) !== null)) return none;
    return this.resolver.resolve(fn.file, value.callee).flatMap((one) => {
      const forms = one.kind === 'function' ? this.of(one, depth + 1) : none;
      return forms.flatMap(({ emitters, event, listener }): EventForm[] => {
        const [name, at] = [named(event), listener === null ? null : parameter(listener)];
        const isLost =
          name === null || (listener !== null && at === null) || (at === null && typeof name === 'string');
        return isLost ? [] : [{ emitters, event: name, listener: at }];
      });
    });
  }
}

function parameterAt(summary: FileSummary, fn: FunctionEntity, ref: Ref): number | null {
  const value: Value | undefined = summary.values.get(ref);
  return value?.kind === 'parameter' && value.function === fn.index ? value.at : null;
}

/** The parameter that a function which is written in another one calls: `emitter.on(name, (data) => callback(data))`. */
function calledIn(summary: FileSummary, fn: FunctionEntity, ref: Ref): number | null {
  const written = summary.values.get(ref);
  if (written?.kind !== 'function') return null;
  for (const call of callsOf(summary).get(written.index) ?? []) {
    const value = summary.values.get(call.value);
    const at = value?.kind === 'call' ? parameterAt(summary, fn, value.callee) : null;
    if (at !== null) return at;
  }
  return null;
}

const handsOn = new WeakMap<FileSummary, boolean>();

/** Whether anything in a file gives what it was given to something like an emitter: most do not, and need no closer look. */
function mayHandOn(summary: FileSummary): boolean {
  let found = handsOn.get(summary);
  if (found === undefined) {
    const { values } = summary;
    found = summary.calls.some((call) => {
      const value = values.get(call.value);
      const callee = value?.kind === 'call' ? values.get(value.callee) : undefined;
      if (value?.kind !== 'call' || callee?.kind !== 'member') return false;
      if (!listening.has(callee.name) && callee.name !== 'emit') return false;
      const [event, listener] = [values.get(value.args[0] ?? unknown), values.get(value.args[1] ?? unknown)];
      return event?.kind === 'parameter' || listener?.kind === 'parameter' || listener?.kind === 'function';
    });
    handsOn.set(summary, found);
  }
  return found;
}

const callsOfSummary = new WeakMap<FileSummary, ReadonlyMap<number, readonly CallFacts[]>>();

/** Calls by the function that makes them. */
function callsOf(summary: FileSummary): ReadonlyMap<number, readonly CallFacts[]> {
  let found = callsOfSummary.get(summary);
  if (!found) {
    const byFunction = new Map<number, CallFacts[]>();
    for (const call of summary.calls) {
      const calls = byFunction.get(call.function);
      if (calls) calls.push(call);
      else byFunction.set(call.function, [call]);
    }
    callsOfSummary.set(summary, (found = byFunction));
  }
  return found;
}
