import type { FunctionEntity } from './entities';
import type { FileRole } from './fileRole';
import type { FileSummary } from './fileSummary';
import type { Place, Span, StaticFinding, Step } from './finding';
import type { Links } from './links';
import { applyIgnores } from './ignores';
import { placeAt } from './places';
import type { Reached } from './reach';
import { blockingCallRule } from './rules/blockingCall';
import { endlessMicrotasksRule } from './rules/endlessMicrotasks';
import { floatingPromiseRule } from './rules/floatingPromise';
import type { Draft, Rule, RuleInput } from './rules/rule';
import { unboundedAllRule } from './rules/unboundedAll';
import { unboundedParseRule } from './rules/unboundedParse';

/** What findings are made from; `Project` is one. */
export interface FindingSource {
  summary(file: string): FileSummary | null;
  linksOf(file: string): Links | null;
  functionOf(file: string, index: number): FunctionEntity;
  roleOf(file: string): FileRole;
}

const rules: readonly Rule[] = [
  blockingCallRule,
  unboundedParseRule,
  endlessMicrotasksRule,
  unboundedAllRule,
  floatingPromiseRule,
];

/** Findings of one file; a rule that throws takes only its own away. */
export function findingsOf(
  file: string,
  source: FindingSource,
  whole: { readonly reached: ReadonlyMap<string, Reached>; readonly top: () => ReadonlySet<string> },
  options: { readonly floatingPromisesLinted?: boolean },
): readonly StaticFinding[] {
  const summary = source.summary(file);
  const links = source.linksOf(file);
  if (!summary || !links) return [];
  const input: RuleInput = {
    file,
    summary,
    links,
    role: source.roleOf(file),
    reached: (index) => whole.reached.get(source.functionOf(file, index).key) ?? null,
    isStartUp: (index) => whole.top().has(source.functionOf(file, index).key),
    floatingPromisesLinted: options.floatingPromisesLinted ?? false,
  };
  const placeOf = (inFile: string, span: Span): Place =>
    placeAt(inFile, source.summary(inFile)?.lineStarts ?? [0], span.start);
  const finish = ({ span, reached, ...draft }: Draft): StaticFinding => ({
    ...draft,
    file,
    span,
    start: placeAt(file, summary.lineStarts, span.start),
    end: placeAt(file, summary.lineStarts, span.end),
    handler: reached && {
      framework: reached.root.framework,
      name: reached.root.name,
      place: placeOf(reached.root.file, reached.root.span),
    },
    path: reached ? pathOf(reached, span, source, placeOf) : [],
  });
  const findings = rules.flatMap((rule) => found(rule, input)).map(finish);
  return [...applyIgnores(findings, file, summary)].sort((a, b) => a.span.start - b.span.start);
}

function found(rule: Rule, input: RuleInput): readonly Draft[] {
  try {
    return rule(input);
  } catch {
    return [];
  }
}

/** The handler's function first; each step's place is where it calls the next. */
function pathOf(
  reached: Reached,
  span: Span,
  source: FindingSource,
  placeOf: (file: string, span: Span) => Place,
): readonly Step[] {
  const steps: Step[] = [];
  let calls = span;
  for (let at: Reached | null = reached; at; at = at.from) {
    const { fn } = at;
    const name = source.summary(fn.file)?.functions.get(fn.index)?.name ?? '';
    // A callback's own place is where it is written, not where it is given away.
    steps.unshift({ functionName: name, place: placeOf(fn.file, calls) });
    calls = at.span ?? calls;
  }
  return steps;
}
