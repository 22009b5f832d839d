import ts from 'typescript';
import { apiId, type Bindings } from '../../analysis/bindings';
import { unwrapped } from '../../analysis/unwrapped';
import { lookupApi } from '../../knowledge/lookup';
import { apiIdOf } from './apiIds';

const request = ['http.IncomingMessage', 'http.ServerResponse'];
const answer = ['http.IncomingMessage'];
const socket = ['net.Socket'];

/** Classes of what Node hands to a callback, by the callable that takes it, and by the event where that decides. */
const handed: Readonly<Record<string, readonly string[]>> = {
  'http.createServer': request,
  'https.createServer': request,
  'http.Server#on request': request,
  'https.Server#on request': request,
  'http.get': answer,
  'http.request': answer,
  'https.get': answer,
  'https.request': answer,
  'http.ClientRequest#on response': answer,
  'net.createServer': socket,
  'net.Server#on connection': socket,
  'http.Server#on connection': socket,
};
/** Methods of texts that take a regular expression. */
const ofText = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'search', 'split']);

/**
 * Id of a method of an instance that the file does not make itself: of a parameter by its type or by who calls the function, of a
 * regular expression, or of a text that is matched by one.
 */
export function instanceMethodId(expression: ts.Expression, bindings: Bindings): string | null {
  if (!ts.isPropertyAccessExpression(expression)) return null;
  const { name } = expression;
  const owner = unwrapped(expression.expression);
  const call = expression.parent;
  if ((name.text === 'test' || name.text === 'exec') && isRegex(owner, bindings))
    return `RegExp#${name.text}`;
  if (ts.isCallExpression(call) && call.expression === expression && ofText.has(name.text)) {
    const [first] = call.arguments;
    if (first && isRegex(first, bindings)) return `String#${name.text}`;
  }
  const node = ts.isIdentifier(owner) ? bindings.scopes.find(owner)?.node : undefined;
  if (!node || (!ts.isParameter(node) && !ts.isVariableDeclaration(node))) return null;
  const of = node.type
    ? classOf(node.type, bindings)
    : ts.isParameter(node)
      ? classHanded(node, bindings)
      : null;
  return of && `${of}#${name.text}`;
}

function isRegex(node: ts.Expression, bindings: Bindings): boolean {
  const value = unwrapped(node);
  if (ts.isRegularExpressionLiteral(value)) return true;
  if (ts.isNewExpression(value) || ts.isCallExpression(value)) {
    const origin = bindings.originOf(value.expression);
    return origin !== null && apiId(origin) === 'RegExp';
  }
  if (!ts.isIdentifier(value)) return false;
  const declared = bindings.scopes.find(value)?.node;
  const made = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return made !== undefined && !ts.isIdentifier(made) && isRegex(made, bindings);
}

/** Node's class that a type names: `net.Socket`, or `Socket` where that is imported. */
function classOf(type: ts.TypeNode, bindings: Bindings): string | null {
  if (!ts.isTypeReferenceNode(type)) return null;
  const names: string[] = [];
  let root = type.typeName;
  while (ts.isQualifiedName(root)) {
    names.unshift(root.right.text);
    root = root.left;
  }
  const origin = bindings.originOf(root);
  const id = origin && apiId({ module: origin.module, way: [...origin.way, ...names] });
  const entry = id === null ? null : lookupApi(id);
  return entry?.kind === 'constructor' ? entry.id : null;
}

function classHanded(parameter: ts.ParameterDeclaration, bindings: Bindings): string | null {
  const fn = parameter.parent;
  const call = fn.parent;
  if (!ts.isCallExpression(call) || !call.arguments.includes(fn as ts.Expression)) return null;
  const origin = bindings.originOf(call.expression);
  const id = origin && apiIdOf(origin);
  if (id === null) return null;
  const [event] = call.arguments;
  const key = event && ts.isStringLiteralLike(event) && id.endsWith('#on') ? `${id} ${event.text}` : id;
  const classes = Object.hasOwn(handed, key) ? handed[key] : undefined;
  return classes?.[fn.parameters.indexOf(parameter)] ?? null;
}
