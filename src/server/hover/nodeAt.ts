import ts from 'typescript';

/** The innermost node at an offset, which is an identifier where one is there; null in white space and comments between nodes. */
export function tokenAt(source: ts.SourceFile, offset: number): ts.Node | null {
  let node: ts.Node = source;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.pos <= offset && offset < child.end ? child : undefined,
    );
    if (!inner) break;
    node = inner;
  }
  return node !== source && node.getStart(source) <= offset && offset < node.end ? node : null;
}

/** The expression that a name at the cursor is the last part of: `fs.readFile` for `readFile` in it, else the name itself. */
export function expressionOf(name: ts.Identifier): ts.Expression | null {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return parent;
  // `{ readFile: read }`, `import { readFile as read }`: what is declared by it.
  if (ts.isBindingElement(parent)) {
    return parent.propertyName === name && ts.isIdentifier(parent.name) ? parent.name : name;
  }
  if (ts.isImportSpecifier(parent)) return parent.name;
  const isLabel =
    (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) &&
    parent.name === name;
  const isType = ts.isTypeNode(parent) || ts.isQualifiedName(parent) || ts.isTypeParameterDeclaration(parent);
  return isLabel || isType ? null : name;
}
