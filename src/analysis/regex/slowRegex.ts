import type { LintSeverity } from '../../shared/lint';
import type ts from 'typescript';
import type { Place, StaticFinding } from '../finding';
import type { RegexUse } from './regexUse';
import { attackText, type RegexVerdict } from './verdict';

/** Where an expression is written. */
export interface RegexPlaces {
  readonly start: Place;
  readonly end: Place;
}

export function placesOf({ span }: RegexUse, source: ts.SourceFile): RegexPlaces {
  const placeOf = (position: number): Place => {
    const { line, character } = source.getLineAndCharacterOfPosition(position);
    return { file: source.fileName, line: line + 1, column: character + 1 };
  };
  return { start: placeOf(span.start), end: placeOf(span.end) };
}

/**
 * What is to be said of a regular expression whose slowdown was reproduced; null for every other one. `detail` has `attack` (a
 * JavaScript expression), its `length` and `ms`, `degree` (`exponential` or a power), `from` (who decides the subject), and
 * `maxLength` where the file limits the subject.
 */
export function slowRegexFinding(
  use: RegexUse,
  { verdict, degree, attack }: RegexVerdict,
  { start, end }: RegexPlaces,
): StaticFinding | null {
  if (verdict !== 'confirmed' || !attack) return null;
  const subject = use.applications[0]?.subject;
  const limit = subject?.maxLength ?? null;
  return {
    rule: 'slow-regex',
    severity: severityOf(use, degree, attack.length),
    file: start.file,
    span: use.span,
    start,
    end,
    call: null,
    handler: null,
    path: [],
    detail: {
      ...{ attack: attackText(attack), length: attack.length, ms: Math.round(attack.ms), degree },
      from: subject?.from ?? 'unknown',
      ...(limit === null ? {} : { maxLength: limit }),
    },
  };
}

/** Only warnings are shown without being asked for; the others are for whoever looks at the expression. */
function severityOf(use: RegexUse, degree: RegexVerdict['degree'], attackLength: number): LintSeverity {
  const [worst] = use.applications;
  if (!worst) return degree === 'exponential' ? 'warning' : 'information';
  const { from, maxLength } = worst.subject;
  // A limit only helps where it is shorter than what was seen to be slow.
  if (from === 'constant' || (maxLength !== null && maxLength < attackLength)) return 'hint';
  return degree === 'exponential' || from === 'request' ? 'warning' : 'information';
}
