import ts from 'typescript';
import type { Bindings } from '../bindings';
import type { Declaration } from '../scopes';
import { visitAll } from './nodes';

/** Identifiers and properties of one file by their text, read once. */
export class References {
  private readonly identifiers = new Map<string, ts.Identifier[]>();
  private readonly properties = new Map<string, ts.PropertyAccessExpression[]>();

  constructor(
    source: ts.SourceFile,
    private readonly bindings: Bindings,
  ) {
    visitAll(source, (node) => {
      if (ts.isPropertyAccessExpression(node)) push(this.properties, node.name.text, node);
      else if (ts.isIdentifier(node) && isName(node)) push(this.identifiers, node.text, node);
    });
  }

  /** Where a declaration is used by its name, the declaration itself and assignments aside. */
  to(declaration: Declaration): ts.Identifier[] {
    return (this.identifiers.get(declaration.name.text) ?? []).filter(
      (identifier) => identifier !== declaration.name && this.means(identifier, declaration),
    );
  }

  /** `….name`, whatever stands before it. */
  accessesOf(name: string): readonly ts.PropertyAccessExpression[] {
    return this.properties.get(name) ?? [];
  }

  /** Whether the text stands for something anywhere in the file. */
  isTaken(text: string): boolean {
    return this.identifiers.has(text);
  }

  /** Whether every use of the text in the file means this declaration. */
  meansOnly(declaration: Declaration): boolean {
    const same = this.identifiers.get(declaration.name.text) ?? [];
    return same.every((identifier) => this.means(identifier, declaration));
  }

  /** A class is declared twice, around it and within it, by the same name. */
  private means(identifier: ts.Identifier, { name }: Declaration): boolean {
    return this.bindings.scopes.find(identifier)?.name === name;
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Whether an identifier stands for a value or declares one; names of properties, labels and exports don't. */
export function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent))
    return (ts.isPropertyAccessExpression(parent) ? parent.expression : parent.left) === node;
  if (
    ts.isPropertyAssignment(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isAccessor(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isEnumMember(parent) ||
    ts.isJsxAttribute(parent)
  )
    return parent.name !== node;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) return parent.propertyName !== node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  return !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent);
}
