import { express } from './express';
import { http, net } from './http';
import type { Recognizer } from './recognizer';

const all: readonly Recognizer[] = [express, http, net];

const byModule: ReadonlyMap<string, readonly Recognizer[]> = new Map(
  [...new Set(all.flatMap(({ modules }) => modules))].map((module) => [
    module,
    all.filter(({ modules }) => modules.includes(module)),
  ]),
);

/** Those who know what calls of a module do with functions. */
export function recognizersOf(module: string): readonly Recognizer[] {
  return byModule.get(module) ?? [];
}
