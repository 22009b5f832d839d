import type { CallClock, CallKey } from './callClock';
import type { Children } from './children';

const ErrorType = Error;

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Replaces functions by ones that tell the clock, and can put everything back. */
export class Wrapper {
  private readonly restores: (() => void)[] = [];

  constructor(
    private readonly clock: CallClock,
    /** Where calls that start processes get their environment; null leaves it alone. */
    private readonly children: Children | null,
  ) {}

  /**
   * Wraps `owner[name]`, keeping its name, length and properties. What is no function, or cannot be set, is left alone.
   * `onDone` hears how long each call took; calls for which `when` says no are passed through.
   */
  wrap(
    owner: object,
    name: string,
    key: CallKey,
    {
      onDone,
      when,
    }: { onDone?: ((ms: number) => void) | undefined; when?: (args: IArguments) => boolean } = {},
  ): void {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    const original = descriptor?.value as AnyFunction | undefined;
    if (typeof original !== 'function' || !descriptor?.writable) return;
    const { clock } = this;
    const children = key.kind === 'child-process' ? this.children : null;
    const id = clock.register(key);
    const wrapped: AnyFunction = function () {
      // Node shows no line of a file that has these words in it: what native code throws here is of the program's line.
      'node-do-not-add-exception-line';
      // eslint-disable-next-line prefer-rest-params -- arguments as they came, without a copy
      const args = arguments;
      const timed = when === undefined || when(args);
      if (timed) clock.enter(id, wrapped);
      const limit = ErrorType.stackTraceLimit;
      // This frame is one more: an error made inside keeps as many of the program's own.
      if (typeof limit === 'number') ErrorType.stackTraceLimit = limit + 1;
      // No catch: thrown again from here, an error that nobody handles would be shown with a line of this file.
      try {
        if (children) return children.around(() => Reflect.apply(original, this, args));
        return Reflect.apply(original, this, args);
      } finally {
        ErrorType.stackTraceLimit = limit;
        if (timed) {
          const ms = clock.leave(id, wrapped);
          onDone?.(ms);
        }
      }
    };
    for (const property of Reflect.ownKeys(original)) {
      if (property === 'prototype' || property === 'arguments' || property === 'caller') continue;
      Object.defineProperty(wrapped, property, Object.getOwnPropertyDescriptor(original, property)!);
    }
    Object.defineProperty(owner, name, { ...descriptor, value: wrapped });
    this.restores.push(() => {
      // Somebody who wrapped us meanwhile still calls the original through us; theirs is not ours to undo.
      if (Object.getOwnPropertyDescriptor(owner, name)?.value === wrapped)
        Object.defineProperty(owner, name, descriptor);
    });
  }

  restore(): void {
    for (const restore of this.restores.reverse()) restore();
    this.restores.length = 0;
  }
}
