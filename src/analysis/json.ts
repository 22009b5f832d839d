import ts from 'typescript';

/** Reads a JSON file that may hold comments and trailing commas, as tsconfig.json does; null for what is no object. */
export function readJson(file: string, text: string): Readonly<Record<string, unknown>> | null {
  const [statement] = ts.parseJsonText(file, text).statements;
  const value = statement && valueOf(statement.expression);
  return isRecord(value) ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(node: ts.Expression): unknown {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(valueOf);
  if (!ts.isObjectLiteralExpression(node)) return null;
  const entries = node.properties.flatMap((property): (readonly [string, unknown])[] =>
    ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.name)
      ? [[property.name.text, valueOf(property.initializer)]]
      : [],
  );
  return Object.fromEntries(entries);
}
