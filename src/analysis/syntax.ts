import ts from 'typescript';

const kinds: readonly (readonly [RegExp, ts.ScriptKind])[] = [
  [/\.tsx$/i, ts.ScriptKind.TSX],
  [/\.[cm]?ts$/i, ts.ScriptKind.TS],
  // JSX in .js files is common, and what is not JSX reads the same.
  [/\.[cm]?jsx?$/i, ts.ScriptKind.JSX],
];

// Nobody looks into doc comments, and reading them is a large part of reading JavaScript.
const languageOptions: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

/** Whether the file is one that is analysed, by its name. */
export function isAnalysed(file: string): boolean {
  return !/\.d\.[cm]?ts$/i.test(file) && kinds.some(([name]) => name.test(file));
}

/** Whether a text was minified or bundled: nobody reads its lines, and it would take most of the time. */
export function isGenerated(text: string): boolean {
  if (text.length < 4_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 200;
}

/** Parses a file's text; half-typed lines are recovered from. Its nodes know their parents. */
export function parse(file: string, text: string): ts.SourceFile {
  return parsed(file, text, true);
}

/** The same for who asks for its scopes before anything else: making those tells the nodes their parents, on a walk that they need anyhow. */
export function parseForScopes(file: string, text: string): ts.SourceFile {
  return parsed(file, text, false);
}

function parsed(file: string, text: string, setParents: boolean): ts.SourceFile {
  const kind = kinds.find(([name]) => name.test(file))?.[1] ?? ts.ScriptKind.JS;
  return ts.createSourceFile(file, text, languageOptions, setParents, kind);
}
