import ts from 'typescript';
import { unwrapped } from './unwrapped';
import { computedPart } from './computedImports';
import type { ValueBuilder } from './valueBuilder';

/**
 * What is given to `require` or `import()`, with `${…}` for what is computed: `'./pages/' + name`, `path.join(__dirname, 'pages', name)`,
 * and the parameter of what TypeScript makes of `import(name)`. null where nothing is known of it.
 */
export function specifierIn(node: ts.Expression, builder: ValueBuilder): string | null {
  const expression = unwrapped(node);
  const plain = textIn(expression, builder);
  if (plain !== null) return plain;
  if (ts.isCallExpression(expression)) return joinedIn(expression, builder);
  return ts.isIdentifier(expression) ? resolvedIn(expression, builder) : null;
}

function textIn(node: ts.Expression, builder: ValueBuilder): string | null {
  const expression = unwrapped(node);
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = isFolder(expression.left) ? '.' : textIn(expression.left, builder);
    return left === null ? null : left + (textIn(expression.right, builder) ?? computedPart);
  }
  if (ts.isTemplateExpression(expression) && expression.templateSpans[0]) {
    // `${__dirname}/pages/${name}`
    const [first] = expression.templateSpans;
    if (expression.head.text === '' && isFolder(first.expression)) {
      const value = builder.values[builder.valueOf(expression)];
      return value?.kind === 'text' ? value.text.replace(computedPart, '.') : null;
    }
  }
  const value = builder.values[builder.valueOf(expression)];
  return value?.kind === 'text' ? value.text : null;
}

/** `path.join(__dirname, 'pages', name)`, `path.resolve(…)`. */
function joinedIn({ expression, arguments: args }: ts.CallExpression, builder: ValueBuilder): string | null {
  const callee = unwrapped(expression);
  const name = ts.isPropertyAccessExpression(callee)
    ? callee.name.text
    : ts.isIdentifier(callee)
      ? callee.text
      : '';
  const [first, ...rest] = args;
  if ((name !== 'join' && name !== 'resolve') || !first || !isFolder(first) || rest.length === 0) return null;
  return ['.', ...rest.map((arg) => textIn(arg, builder) ?? computedPart)].join('/');
}

function isFolder(node: ts.Expression): boolean {
  const expression = unwrapped(node);
  if (ts.isIdentifier(expression)) return expression.text === '__dirname';
  return ts.isPropertyAccessExpression(expression) && expression.getText() === 'import.meta.dirname';
}

/** `Promise.resolve(`./pages/${name}`).then(s => require(s))`, which TypeScript writes. */
function resolvedIn(name: ts.Identifier, builder: ValueBuilder): string | null {
  const declaration = builder.scopes.find(name)?.node;
  if (!declaration || !ts.isParameter(declaration) || !ts.isArrowFunction(declaration.parent)) return null;
  const call = declaration.parent.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  const promise = unwrapped(call.expression.expression);
  const [given] = ts.isCallExpression(promise) ? promise.arguments : [];
  return call.expression.name.text === 'then' && given ? textIn(given, builder) : null;
}
