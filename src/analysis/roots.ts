import { functionEntity, type FunctionEntity } from './entities';
import type { FileSummary } from './fileSummary';
import type { FileRole } from './fileRole';
import { requestName } from './handlers/recognizer';
import type { Links } from './linker';
import type { Root } from './reach';

export interface RootSource {
  linksOf(file: string): Links | null;
  roleOf(file: string): FileRole;
}

/** In scripts and programs of the command line, a timer or a message belongs to their own work. */
const onlyInServers = new Set(['timer', 'process', 'schedule']);

/** Where requests, messages, ticks … come in: what is registered, and functions that look like handlers. */
export function rootsOf(
  summaries: ReadonlyMap<string, FileSummary | null>,
  source: RootSource,
  ignored: readonly string[],
): readonly (readonly Root[])[] {
  const registered: Root[] = [];
  const byForm: Root[] = [];
  const once = new Set<string>();
  for (const file of summaries.keys())
    for (const { key } of source.linksOf(file)?.startUp ?? []) once.add(key);
  for (const [file, summary] of summaries) {
    if (!summary) continue;
    const links = source.linksOf(file);
    let role: FileRole | null = null;
    for (const { framework, name, functions, span } of links?.handlers ?? []) {
      role ??= source.roleOf(file);
      if (role === 'test' || role === 'config') break;
      if (ignored.includes(framework) || (role === 'script' && onlyInServers.has(framework))) continue;
      for (const fn of functions) registered.push({ framework, name, file, span, fn });
    }
    for (const { framework, name, functions, span } of links?.typed ?? []) {
      role ??= source.roleOf(file);
      if (role === 'test' || role === 'config' || ignored.includes(framework)) break;
      for (const fn of functions) if (!once.has(fn.key)) byForm.push({ framework, name, file, span, fn });
    }
    for (const { function: index, shape } of summary.shapes) {
      role ??= source.roleOf(file);
      if (role === 'test' || role === 'config') break;
      const fn: FunctionEntity = functionEntity(file, index);
      const { name, span } = summary.functions[index]!;
      if (!once.has(fn.key))
        byForm.push({ framework: shape, name: requestName(name), file, span: headOf(span), fn });
    }
  }
  return [registered, byForm];
}

function headOf({ start }: { readonly start: number }): { start: number; end: number } {
  return { start, end: start };
}
