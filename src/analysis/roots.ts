import type { FunctionEntity } from './entities';
import type { FileRole } from './fileRole';
import { requestName } from './handlers/recognizer';
import type { Links } from './links';
import type { FunctionOfShape } from './packedSummary';
import type { Root } from './reach';

export interface RootSource {
  linksOf(file: string): Links | null;
  roleOf(file: string): FileRole;
  shapesOf(file: string): readonly FunctionOfShape[];
  functionOf(file: string, index: number): FunctionEntity;
}

/** In scripts and programs of the command line, a timer or a message belongs to their own work. */
const onlyInServers = new Set(['timer', 'process', 'schedule']);

/** Where requests, messages, ticks … come in: what is registered, and functions that look like handlers. */
export function rootsOf(
  files: Iterable<string>,
  source: RootSource,
  ignored: readonly string[],
): readonly (readonly Root[])[] {
  const registered: Root[] = [];
  const byForm: Root[] = [];
  const once = new Set<string>();
  const all = [...files];
  for (const file of all) for (const { key } of source.linksOf(file)?.startUp ?? []) once.add(key);
  for (const file of all) {
    const { handlers = [], typed = [] } = source.linksOf(file) ?? {};
    const shapes = source.shapesOf(file);
    if (handlers.length + typed.length + shapes.length === 0) continue;
    const role = source.roleOf(file);
    if (role === 'test' || role === 'config') continue;
    for (const [handler, { framework, name, functions, span }] of handlers.entries()) {
      if (ignored.includes(framework) || (role === 'script' && onlyInServers.has(framework))) continue;
      for (const fn of functions) registered.push({ framework, name, file, span, fn, at: { handler } });
    }
    for (const [at, { framework, name, functions, span }] of typed.entries()) {
      if (ignored.includes(framework)) continue;
      for (const fn of functions)
        if (!once.has(fn.key)) byForm.push({ framework, name, file, span, fn, at: { typed: at } });
    }
    for (const [at, { function: index, shape, name, span }] of shapes.entries()) {
      const fn = source.functionOf(file, index);
      if (!once.has(fn.key))
        byForm.push({ framework: shape, name: requestName(name), file, span, fn, at: { shape: at } });
    }
  }
  return [registered, byForm];
}
