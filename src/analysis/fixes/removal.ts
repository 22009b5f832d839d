import ts from 'typescript';
import type { Span } from '../finding';
import { hasModifier, indentationAt } from './nodes';

/** Whether a statement brings in one name only, so that it can go with it. */
export function bringsOne(statement: ts.Statement): boolean {
  if (ts.isImportEqualsDeclaration(statement)) return true;
  if (ts.isImportDeclaration(statement)) {
    const clause = statement.importClause;
    return clause !== undefined && (clause.name === undefined) !== (clause.namedBindings === undefined);
  }
  return isPlainSingle(statement);
}

/** Whether nothing is left of a statement without the names between its braces. */
export function bringsOneList(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement)) return statement.importClause?.name === undefined;
  return isPlainSingle(statement);
}

function isPlainSingle(statement: ts.Statement): boolean {
  return (
    ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.length === 1 &&
    !hasModifier(statement, ts.SyntaxKind.ExportKeyword)
  );
}

/** The span of a statement, with its line where it stands alone there. */
export function wholeLine(statement: ts.Statement): Span {
  const source = statement.getSourceFile();
  const { text } = source;
  const start = statement.getStart();
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(statement.end));
  const indentation = indentationAt(source, start);
  const isAlone = lineEnd && /(?:^|\n)$/.test(text.slice(0, start - indentation.length));
  return isAlone
    ? { start: start - indentation.length, end: statement.end + lineEnd[0].length }
    : { start, end: statement.end };
}
