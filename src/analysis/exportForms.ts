import ts from 'typescript';
import type { ValueBuilder } from './valueBuilder';
import { unknown, type Property, type Ref } from './values';

// Looked up once: the namespace gives its members through getters, and this stands in the way of every node.
const SyntaxKind = ts.SyntaxKind;

export interface Exports {
  readonly named: Property[];
  readonly whole: Ref[];
  readonly stars: string[];
}

/** Adds what a statement of an ES module, or TypeScript's `export =`, exports. */
export function exportsOf(statement: ts.Statement, builder: ValueBuilder, into: Exports): void {
  const add = (name: string, value: Ref): void => {
    if (value !== unknown) into.named.push({ name, value });
  };
  if (ts.isExportAssignment(statement)) {
    const value = builder.valueOf(statement.expression);
    if (!statement.isExportEquals) add('default', value);
    else if (value !== unknown) into.whole.push(value);
    return;
  }
  if (ts.isExportDeclaration(statement)) return reExports(statement, builder, add, into.stars);
  if (!ts.canHaveModifiers(statement)) return;
  const kinds = new Set(statement.modifiers?.map(({ kind }) => kind));
  if (!kinds.has(SyntaxKind.ExportKeyword)) return;
  const isDefault = kinds.has(SyntaxKind.DefaultKeyword);
  if (ts.isFunctionDeclaration(statement)) {
    if (statement.body)
      add(isDefault ? 'default' : (statement.name?.text ?? ''), builder.functionValue(statement));
  } else if (ts.isClassDeclaration(statement))
    add(isDefault ? 'default' : (statement.name?.text ?? ''), builder.classValue(statement));
  else if (ts.isVariableStatement(statement))
    for (const { name } of statement.declarationList.declarations) declared(name, builder, add);
}

function declared(
  name: ts.BindingName,
  builder: ValueBuilder,
  add: (name: string, value: Ref) => void,
): void {
  if (ts.isIdentifier(name)) return add(name.text, builder.valueOf(name));
  for (const element of name.elements) if (ts.isBindingElement(element)) declared(element.name, builder, add);
}

function reExports(
  { exportClause, moduleSpecifier }: ts.ExportDeclaration,
  builder: ValueBuilder,
  add: (name: string, value: Ref) => void,
  stars: string[],
): void {
  const specifier = moduleSpecifier && ts.isStringLiteralLike(moduleSpecifier) ? moduleSpecifier.text : null;
  if (!exportClause) {
    if (specifier !== null) stars.push(specifier);
    return;
  }
  if (ts.isNamespaceExport(exportClause)) {
    if (specifier !== null) add(exportClause.name.text, builder.module(specifier));
    return;
  }
  for (const { name, propertyName } of exportClause.elements) {
    const local = propertyName ?? name;
    if (specifier !== null) add(name.text, builder.member(builder.module(specifier), local.text));
    else if (ts.isIdentifier(local)) add(name.text, builder.valueOf(local));
  }
}
