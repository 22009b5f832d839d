import type { FileSummary } from './fileSummary';
import { KeptTexts } from './kept';
import { headOf, packSummary, unpackSummary, type SummaryHead } from './packedSummary';
import type { Packed } from './packing';

/** Values of the summaries that are at hand in each of two generations; a file has a hundred or two. */
const mostValues = 60_000;

interface Stored {
  readonly head: SummaryHead;
  /** As it is, of a file that is typed in: it is asked for right away, and packed for nothing. */
  readonly summary: FileSummary | Packed;
}

/** Summaries of files, packed; those that were asked for lately are at hand. */
export class SummaryStore {
  /** null for files that are no source. */
  private readonly stored = new Map<string, Stored | null>();
  private young = new Map<string, FileSummary>();
  private old = new Map<string, FileSummary>();
  private youngValues = 0;
  private readonly texts = new KeptTexts();

  /** What is asked of all files at once, without unpacking; undefined for a file that was not set. */
  head(file: string): SummaryHead | null | undefined {
    const stored = this.stored.get(file);
    return stored && stored.head;
  }

  files(): IterableIterator<string> {
    return this.stored.keys();
  }

  /** @param isOpen it is typed in: there are few of those */
  set(file: string, summary: FileSummary | null, isOpen = false): void {
    this.forget(file);
    this.stored.set(
      file,
      summary && { head: headOf(summary), summary: isOpen ? summary : packSummary(summary, this.texts) },
    );
  }

  delete(file: string): void {
    this.forget(file);
    this.stored.delete(file);
  }

  /** undefined for a file that was not set. */
  get(file: string): FileSummary | null | undefined {
    const known = this.young.get(file);
    if (known) return known;
    const stored = this.stored.get(file);
    if (!stored) return stored;
    if ('values' in stored.summary) return stored.summary;
    const summary = this.old.get(file) ?? unpackSummary(stored.summary, stored.head);
    if (this.youngValues > mostValues) {
      this.old = this.young;
      this.young = new Map();
      this.youngValues = 0;
    }
    this.young.set(file, summary);
    this.youngValues += summary.values.length;
    return summary;
  }

  private forget(file: string): void {
    this.young.delete(file);
    this.old.delete(file);
  }
}
