import ts from 'typescript';
import type { Declaration } from '../scopes';
import { hasModifier, hasModuleSyntax, isTypeScript, visitAll } from './nodes';

/** How a file loads modules at one place, so that what is added looks the same. */
export interface LoadingStyle {
  /** The statement that loads, and that additions follow; null where none does: additions go to the top. */
  readonly statement: ts.Statement | null;
  readonly isImport: boolean;
  /** The text that gives a module, such as `require('node:util')`; of an import its specifier with quotes. */
  readonly load: (module: string) => string;
  readonly keyword: string;
  readonly semicolon: string;
}

/** How the module of a declaration is loaded; null: of something that is loaded inline. */
export function loadingStyle(
  source: ts.SourceFile,
  declaration: Declaration | null,
  module: string,
): LoadingStyle {
  const statement = declaration && statementOf(declaration.node);
  let literal: ts.StringLiteralLike | null = null;
  if (statement)
    visitAll(statement, (node) => {
      if (ts.isStringLiteralLike(node) && node.text.replace(/^node:/, '') === module) literal ??= node;
    });
  const found = literal as ts.StringLiteralLike | null;
  const quote = found ? source.text.charAt(found.getStart()) : quoteOf(source);
  const prefix = (found ? found.text : source.text).includes('node:') ? 'node:' : '';
  const quoted = (name: string): string => `${quote}${prefix}${name}${quote}`;
  const isImport = statement
    ? ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)
    : hasModuleSyntax(source) || (isTypeScript(source) && !/\brequire\(/.test(source.text));
  return {
    statement,
    isImport,
    load: isImport ? quoted : (name) => loadText(found, quoted(name)) ?? `require(${quoted(name)})`,
    keyword: statement && ts.isVariableStatement(statement) && isVar(statement) ? 'var' : 'const',
    semicolon: statement ? (statement.getText().endsWith(';') ? ';' : '') : semicolonOf(source),
  };
}

/** One line that brings names in: `elements` as they stand between the braces. */
export function loadingLine(style: LoadingStyle, module: string, elements: readonly string[]): string {
  const names = `{ ${elements.join(', ')} }`;
  return style.isImport
    ? `import ${names} from ${style.load(module)}${style.semicolon}`
    : `${style.keyword} ${names} = ${style.load(module)}${style.semicolon}`;
}

/** Statement that a declaration at the top level or in a function stands in. */
export function statementOf(node: ts.Node): ts.Statement | null {
  for (let at: ts.Node | undefined = node; at; at = at.parent)
    if (ts.isImportDeclaration(at) || ts.isImportEqualsDeclaration(at) || ts.isVariableStatement(at))
      return at;
    else if (ts.isFunctionLike(at)) return null;
  return null;
}

/** Whether a statement does nothing but load modules. */
export function isLoading(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) return true;
  return (
    ts.isVariableStatement(statement) &&
    !hasModifier(statement, ts.SyntaxKind.ExportKeyword) &&
    statement.declarationList.declarations.every(({ initializer }) => initializer && loads(initializer))
  );
}

/** The last of the statements that load modules, from one of them on; of the whole file for imports. */
export function endOfLoading(source: ts.SourceFile, from: ts.Statement | null): ts.Statement | null {
  const { statements } = source;
  if (from && from.parent !== source) return from;
  const lastImport = statements.findLast(
    (one) => ts.isImportDeclaration(one) || ts.isImportEqualsDeclaration(one),
  );
  let at = from ? statements.indexOf(from) : statements.findIndex(isLoading);
  if (at < 0) return lastImport ?? null;
  while (at + 1 < statements.length && isLoading(statements[at + 1]!)) at++;
  const last = statements[at]!;
  return lastImport && lastImport.end > last.end ? lastImport : last;
}

/** Where lines that follow a statement go: after a comment that ends its line. */
export function placeAfter(source: ts.SourceFile, statement: ts.Statement): number {
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(source.text.slice(statement.end));
  return statement.end + (rest ? rest[0].trimEnd().length : 0);
}

/** Where the first statement that is no directive begins. */
export function topOf(source: ts.SourceFile): number {
  const first = source.statements.find(
    (statement) => !ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression),
  );
  return first ? first.getStart() : source.end;
}

/** The quote that the file's first string has. */
export function quoteOf(source: ts.SourceFile): string {
  let quote: string | null = null;
  visitAll(source, (node) => {
    if (ts.isStringLiteral(node) && !ts.isJsxAttribute(node.parent))
      quote ??= source.text.charAt(node.getStart());
  });
  return quote ?? "'";
}

function semicolonOf(source: ts.SourceFile): string {
  const statement = source.statements.find(
    (one) => ts.isVariableStatement(one) || ts.isExpressionStatement(one),
  );
  return !statement || statement.getText().endsWith(';') ? ';' : '';
}

function isVar({ declarationList }: ts.VariableStatement): boolean {
  return (declarationList.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** `require("x")` or `await import("x")` around the literal, with another module in it. */
function loadText(literal: ts.StringLiteralLike | null, quoted: string): string | null {
  if (!literal || !ts.isCallExpression(literal.parent)) return null;
  const call = literal.parent;
  const whole = ts.isAwaitExpression(call.parent) ? call.parent : call;
  const text = whole.getText();
  const at = literal.getStart() - whole.getStart();
  return text.slice(0, at) + quoted + text.slice(at + literal.getText().length);
}

function loads(expression: ts.Expression): boolean {
  let node: ts.Expression = expression;
  while (ts.isPropertyAccessExpression(node) || ts.isAwaitExpression(node)) node = node.expression;
  if (!ts.isCallExpression(node)) return false;
  if (ts.isIdentifier(node.expression) && node.expression.text === 'promisify') return true;
  return (
    (ts.isIdentifier(node.expression) && node.expression.text === 'require') ||
    node.expression.kind === ts.SyntaxKind.ImportKeyword
  );
}
