/** A symbol of a document as VS Code's symbol providers tell it. Lines are 0-based; `endLine` is its last. */
export interface CodeSymbol {
  readonly name: string;
  readonly isFunction: boolean;
  readonly startLine: number;
  readonly endLine: number;
  /** Where its name stands. */
  readonly nameLine: number;
  readonly children: readonly CodeSymbol[];
}

export interface SearchedFunction {
  /** A line in it. */
  readonly line: number;
  /** As a stack names it: `findStock`, `Stock.find`, ''. */
  readonly functionName: string;
}

/**
 * Line on which the function that holds a line begins: the innermost symbol of its name, else the innermost function, else
 * the nearest line above that looks like its declaration. null where none is known: code outside of functions.
 */
export function functionLine(
  symbols: readonly CodeSymbol[],
  textOf: (line: number) => string,
  { line, functionName }: SearchedFunction,
): number | null {
  const name = /[\w$#]+$/.exec(functionName)?.[0] ?? '';
  const holding = symbolsAround(symbols, line);
  const found =
    holding.find((symbol) => name !== '' && symbol.name === name) ??
    holding.find(({ isFunction }) => isFunction);
  if (found) return found.nameLine;
  return name === '' ? null : declarationAbove(textOf, line, name);
}

/** Innermost first. */
function symbolsAround(symbols: readonly CodeSymbol[], line: number): CodeSymbol[] {
  return symbols
    .filter(({ startLine, endLine }) => startLine <= line && line <= endLine)
    .flatMap((symbol) => [...symbolsAround(symbol.children, line), symbol])
    .sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine));
}

function declarationAbove(textOf: (line: number) => string, from: number, name: string): number | null {
  const escaped = name.replaceAll('$', '\\$');
  const named = `(?<![\\w$.])${escaped}`;
  const declaration = new RegExp(
    `\\bfunction\\b\\s*\\*?\\s*${escaped}\\b|${named}\\s*[=:]|^\\s*(?:(?:async|static|get|set|public|private|protected|\\*)\\s*)*#?${escaped}\\s*(?:<[^>]*>)?\\(.*\\{\\s*$`,
  );
  for (let line = from; line >= 0; line--) if (declaration.test(textOf(line))) return line;
  return null;
}
