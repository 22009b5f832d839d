import { readSource } from './sourceTree';

/** Files read at the same time. */
const readAhead = 16;

export interface SourceText {
  readonly file: string;
  /** null for one that cannot be read or is not to be analysed. */
  readonly text: string | null;
}

/** Texts of files, in their order, read ahead of whoever takes them. */
export async function* sourceTexts(files: readonly string[]): AsyncGenerator<SourceText> {
  const reading: Promise<SourceText>[] = [];
  for (const file of files) {
    reading.push(readSource(file).then((text) => ({ file, text })));
    if (reading.length >= readAhead) yield await reading.shift()!;
  }
  for (const last of reading) yield await last;
}
