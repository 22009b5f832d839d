import ts from 'typescript';
import type { Origin } from '../bindings';
import type { Declaration } from '../scopes';
import type { SourceUnit } from './fix';

/** The braces of an import or of a destructuring. */
export type NameList = ts.NamedImports | ts.ObjectBindingPattern;

export interface KnownName {
  readonly name: string;
  readonly origin: Origin;
  readonly declaration: Declaration;
}

/** Names of the top level that come from modules, and what is made of them. */
export function topLevelNames({ source, bindings }: SourceUnit): KnownName[] {
  const names: KnownName[] = [];
  const add = (name: ts.BindingName): void => {
    if (!ts.isIdentifier(name)) {
      for (const element of name.elements) if (ts.isBindingElement(element)) add(element.name);
      return;
    }
    const declaration = bindings.scopes.find(name);
    const origin = bindings.originOf(name);
    if (declaration && origin) names.push({ name: name.text, origin, declaration });
  };
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement))
      for (const declaration of statement.declarationList.declarations) add(declaration.name);
    else if (ts.isImportEqualsDeclaration(statement)) add(statement.name);
    else if (
      ts.isImportDeclaration(statement) &&
      statement.importClause &&
      !statement.importClause.isTypeOnly
    ) {
      const { name, namedBindings } = statement.importClause;
      if (name) add(name);
      if (namedBindings && ts.isNamespaceImport(namedBindings)) add(namedBindings.name);
      else if (namedBindings) for (const one of namedBindings.elements) if (!one.isTypeOnly) add(one.name);
    }
  }
  return names;
}

/** The braces that a name is loaded in; null where it has none. */
export function listAround({ node }: Declaration): NameList | null {
  if (ts.isImportSpecifier(node)) return node.parent;
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return null;
  return ts.isVariableDeclaration(node.parent.parent) ? node.parent : null;
}
