import type { LintSeverity } from '../../shared/lint';
import type { FileSummary } from '../fileSummary';
import type { Blocking } from '../links';
import { isStartUpFile, isStartUpName } from '../startUpNames';
import type { Draft, Rule } from './rule';

/**
 * Calls that the event loop waits for: in what handlers reach, and in async functions that no start-up reaches and that are not called as
 * what runs at the start or the end is.
 */
export const blockingCallRule: Rule = ({ file, summary, links, role, reached, isStartUp }) =>
  role === 'test' || role === 'config'
    ? []
    : links.blocking.flatMap((blocking): readonly Draft[] => {
        const { call, what } = blocking;
        const by = reached(call.function);
        const kept = call.context.keptIn;
        const detail: Record<string, string> = kept === null ? {} : { keptIn: kept };
        const draft = { rule: 'blocking-call', span: call.span, call: what.id, detail } as const;
        // A worker is where work that blocks belongs.
        if (by?.root.framework === 'worker') return [{ ...draft, severity: 'hint', reached: by }];
        if (by) return [{ ...draft, severity: severityOf(blocking), reached: by }];
        const isAsync = summary.functions.get(call.function)?.isAsync ?? false;
        if (!isAsync || role !== 'source' || kept !== null || isStartUp(call.function)) return [];
        if (isStartUpFile(file) || isNamedStartUp(summary, call.function)) return [];
        return [{ ...draft, severity: 'information', reached: null }];
      });

function isNamedStartUp({ functions }: FileSummary, index: number): boolean {
  for (let fn = functions.get(index); fn && fn.parent !== -1; fn = functions.get(fn.parent))
    if (isStartUpName(fn.name)) return true;
  return false;
}

function severityOf({ call, what }: Blocking): LintSeverity {
  // Once is not for each request.
  if (call.context.keptIn !== null || what.weight === 'cheap') return 'information';
  return what.weight === 'heavy' ? 'error' : 'warning';
}
