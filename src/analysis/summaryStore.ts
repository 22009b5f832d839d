import type { FileSummary } from './fileSummary';
import { packSummary, unpackSummary, type PackedSummary } from './packedSummary';

/** Values of the summaries that are at hand in each of two generations; a file has a hundred or two. */
const mostValues = 60_000;

/** Summaries of files, packed; those that were asked for lately are at hand. */
export class SummaryStore {
  /** null for files that are no source. */
  private readonly packed = new Map<string, PackedSummary | null>();
  private young = new Map<string, FileSummary>();
  private old = new Map<string, FileSummary>();
  private youngValues = 0;

  /** What is asked of all files at once, without unpacking; undefined for a file that was not set. */
  head(file: string): Omit<PackedSummary, 'packed'> | null | undefined {
    return this.packed.get(file);
  }

  files(): IterableIterator<string> {
    return this.packed.keys();
  }

  /** @param isSoonAsked it is at hand right away; else it is unpacked when it is asked for */
  set(file: string, summary: FileSummary | null, isSoonAsked = false): void {
    this.forget(file);
    this.packed.set(file, summary && packSummary(summary));
    if (summary && isSoonAsked) this.young.set(file, summary);
  }

  delete(file: string): void {
    this.forget(file);
    this.packed.delete(file);
  }

  /** undefined for a file that was not set. */
  get(file: string): FileSummary | null | undefined {
    const known = this.young.get(file);
    if (known) return known;
    const packed = this.packed.get(file);
    if (!packed) return packed;
    const summary = this.old.get(file) ?? unpackSummary(packed);
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
