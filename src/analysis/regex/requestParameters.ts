import ts from 'typescript';
import type { Bindings } from '../bindings';
import {
  contextParameter,
  contextType,
  messageEvents,
  ownEvents,
  ownModules,
  requestParameter,
  requestType,
  serverModules,
  socketModules,
  socketParameter,
  valueDecorator,
} from './requestNames';

/** A request, or the context around one; a value that the sender of a message decides; or neither. */
export type ParameterRole = 'request' | 'value' | null;

/** What a parameter is, by the package that the function is handed to, by its type, and at last by its name. */
export function parameterRole(parameter: ts.ParameterDeclaration, bindings: Bindings): ParameterRole {
  const owner = parameter.parent;
  const at = owner.parameters.indexOf(parameter);
  if (ts.isMethodDeclaration(owner) || ts.isConstructorDeclaration(owner)) {
    const decorators = ts.canHaveDecorators(parameter) ? ts.getDecorators(parameter) : undefined;
    for (const name of decoratorNames(parameter, decorators))
      if (valueDecorator.test(name)) return /^Req/.test(name) ? 'request' : 'value';
  }
  const type = parameter.type?.getText() ?? '';
  if (requestType.test(type) || contextType.test(type)) return 'request';
  const call =
    ts.isCallExpression(owner.parent) && owner.parent.arguments.includes(owner as never)
      ? owner.parent
      : null;
  if (call && ts.isPropertyAccessExpression(call.expression)) {
    const role = roleIn(call, call.expression, at, owner.parameters.length, bindings);
    if (role) return role;
  }
  if (!ts.isIdentifier(parameter.name)) return null;
  const { text } = parameter.name;
  return requestParameter.test(text) || contextParameter.test(text) ? 'request' : null;
}

function roleIn(
  call: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  at: number,
  count: number,
  bindings: Bindings,
): ParameterRole {
  const module = bindings.originOf(callee.expression)?.module;
  const method = callee.name.text;
  const [event] = call.arguments;
  if (method === 'on' || method === 'once' || method === 'addListener' || method === 'onmessage') {
    if (!event || !ts.isStringLiteralLike(event)) return null;
    if (event.text === 'request' && at === 0) return 'request';
    return isSocket(callee.expression, module, bindings) &&
      !ownEvents.test(event.text) &&
      (messageEvents.has(event.text) || isSocketIo(callee.expression, bindings))
      ? 'value'
      : null;
  }
  if (module === undefined || !serverModules.has(module)) return null;
  // Express hands an error to functions with four parameters first.
  return at === (count === 4 && module !== 'fastify' ? 1 : 0) ? 'request' : null;
}

function isSocket(receiver: ts.Expression, module: string | undefined, bindings: Bindings): boolean {
  if (module !== undefined) return socketModules.has(module) && !ownModules.has(module);
  return isSocketIo(receiver, bindings) || (ts.isIdentifier(receiver) && named(receiver, bindings));
}

/** A request's own events bring its body; a socket's, its messages. */
function named(receiver: ts.Identifier, bindings: Bindings): boolean {
  const declared = bindings.scopes.find(receiver)?.node;
  return (
    declared !== undefined &&
    ts.isParameter(declared) &&
    (socketParameter.test(receiver.text) || requestParameter.test(receiver.text))
  );
}

/** Whether it was handed to a listener of `connection`, as sockets are whose events have any name. */
function isSocketIo(receiver: ts.Expression, bindings: Bindings): boolean {
  if (!ts.isIdentifier(receiver)) return false;
  const declared = bindings.scopes.find(receiver)?.node;
  if (!declared || !ts.isParameter(declared)) return false;
  const call = declared.parent.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const [event] = call.arguments;
  return event !== undefined && ts.isStringLiteralLike(event) && /^connect(?:ion)?$/.test(event.text);
}

function decoratorNames(
  parameter: ts.ParameterDeclaration,
  decorators: readonly ts.Decorator[] | undefined,
): readonly string[] {
  const found = decorators ?? parameter.modifiers?.filter(ts.isDecorator) ?? [];
  return found.map(({ expression }) =>
    (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
  );
}
