import { EngineError } from '../shared/engineApi';
import { ReportFileError } from './reportFile';

/** What went wrong, as a sentence for a person. */
export function sentenceFor(error: unknown): string {
  if (error instanceof EngineError || error instanceof ReportFileError) return error.message;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `An error inside Looplens: ${detail}\nThis is a defect; please report it.`;
}
