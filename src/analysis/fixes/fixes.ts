import type ts from 'typescript';
import type { Translate } from '../../model/message';
import type { Bindings } from '../bindings';
import type { Span } from '../finding';
import type { Fix, FixContext, FixResult } from './fix';
import { awaitAllAsync, awaitAsync } from './syncToAsync';
import { moveToWorkerFix } from './workerFix';

/** What can be done about the call or function at a span, with the reasons why something cannot. */
export function fixResultsAt(
  source: ts.SourceFile,
  bindings: Bindings,
  span: Span,
  context: FixContext,
  t: Translate,
): FixResult[] {
  const results = [awaitAsync, moveToWorkerFix].map((fix) => fix(source, bindings, span, context, t));
  return results.filter((result) => result !== null);
}

/** One fix for all that can surely be mended in a file; null where nothing can. */
export function fixAll(
  source: ts.SourceFile,
  bindings: Bindings,
  context: FixContext,
  t: Translate,
): Fix | null {
  return awaitAllAsync(source, bindings, context, t);
}
