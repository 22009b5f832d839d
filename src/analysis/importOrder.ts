/**
 * Files, each before those that it imports as far as they do not import each other in a circle: what a file gives to the functions of
 * another is known then by the time that one is linked. In small steps.
 */
export function* importersFirst(
  files: readonly string[],
  importsOf: (file: string) => readonly string[],
): Generator<void, string[]> {
  const wanted = new Set(files);
  const finished: string[] = [];
  for (const start of files) {
    if (!wanted.delete(start)) continue;
    const way = [{ file: start, imports: importsOf(start), at: 0 }];
    for (let top = way[0]; top; top = way.at(-1)) {
      const next = top.imports[top.at++];
      if (next === undefined) {
        finished.push(top.file);
        way.pop();
      } else if (wanted.delete(next)) way.push({ file: next, imports: importsOf(next), at: 0 });
    }
    yield;
  }
  return finished.reverse();
}
