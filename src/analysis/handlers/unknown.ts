import { computedPart } from '../computedImports';
import type { FunctionEntity } from '../entities';
import { perRequest } from './fastify';
import { ofDecoration, ofResponse } from './hapi';
import {
  functionsFrom,
  handler,
  later,
  routeName,
  verbs,
  type CallView,
  type Parameter,
  type Registration,
} from './recognizer';
import { namedError, namedRequest, shapeOf } from './shape';

const methods = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL)$/i;
/** `/users`, `*`, and `base + '/users'`. */
function isPath(text: string): boolean {
  const written = text.startsWith(computedPart) ? text.slice(computedPart.length) : text;
  return /^[/*]/.test(written);
}

/** Names besides verbs that tell something, whatever is given. */
const ownNames = new Set([
  'use',
  'addHook',
  'decorate',
  'decorateReply',
  'decorateRequest',
  'generateResponse',
  'on',
  'route',
]);
const socket: Parameter = { module: 'socket.io', way: ['Socket', 'new'] };

/**
 * Routes of a receiver that nothing is known of: a router of the user's own or of a package that is not listed. The form of the call
 * has to tell: a verb and a path, or a verb, a path and what only a handler does.
 *
 * @param name what is called
 * @param isPlugin whether the receiver is a parameter of a function that the file exports
 */
export function recognizeByForm(name: string, call: CallView, isPlugin: boolean): readonly Registration[] {
  // Most calls are none of these, and what they are given need not be looked for.
  if (call.argumentCount < 3 && !verbs.has(name) && !ownNames.has(name)) return [];
  const [first, second] = [call.text(0), call.text(1)];
  // 1. router.route('GET', '/users', fn), router.on('GET', '/users', fn)
  if (first !== null && second !== null && methods.test(first) && isPath(second))
    return found(routeName(first, second), functionsFrom(call, 2));
  // 2. app.get('/users', fn)
  const isRoute = first !== null && isPath(first);
  if (isRoute && (verbs.has(name) || name === 'use')) {
    // client.get('/users', (error, users) => …) asks, and serves nothing.
    const functions = functionsFrom(call, 1).filter(
      (fn) => call.facts(fn)?.parameters[0]?.includes(namedError) !== true,
    );
    if (isPlugin || functions.some((fn) => isHandler(call, fn)))
      return found(name === 'use' ? `use ${first}` : routeName(name, first), functions);
  }
  // 3. fastify.addHook('preHandler', fn) in a plugin
  if (isPlugin && name === 'addHook' && first !== null)
    return perRequest.includes(first)
      ? found(first, functionsFrom(call, 1))
      : [later(functionsFrom(call, 1))];
  if (isPlugin && (name === 'decorateReply' || name === 'decorateRequest'))
    return found(first ?? name, functionsFrom(call, 1));
  if (isPlugin && name === 'decorate') return ofDecoration(call);
  if (name === 'generateResponse') return ofResponse(call);
  // 4. io.on('connection', fn)
  if (name === 'on') return ofListener(first, call);
  // 5. server.route({ method: 'GET', path: '/users', handler })
  if (name === 'route')
    return call.objects(0).flatMap((route) => {
      const path = route.text('path') ?? route.text('url');
      const functions = route.functions('handler');
      return path === null || functions.length === 0
        ? []
        : found(routeName(route.text('method') ?? 'all', path), functions);
    });
  return [];
}

/** Events whose names tell what comes, whoever emits them. */
function ofListener(event: string | null, call: CallView): readonly Registration[] {
  switch (event) {
    case 'connection':
      return call
        .functions(1)
        .filter((fn) => call.facts(fn)?.parameters[0]?.includes('on()') === true)
        .map((fn) => handler('socket', 'connection', [fn], [socket]));
    case 'message':
    // Of an adapter of ioBroker.
    case 'stateChange':
    case 'objectChange':
      return found(event, call.functions(1));
    case 'input':
      // A node of Node-RED; on a page, what was typed comes alone.
      return found(
        'input',
        call.functions(1).filter((fn) => {
          const { parameters = [] } = call.facts(fn) ?? {};
          return parameters.length > 1 || parameters[0]?.some((use) => /^payload=?$/.test(use)) === true;
        }),
      );
    default:
      return [];
  }
}

function isHandler(call: CallView, fn: FunctionEntity): boolean {
  const facts = call.facts(fn);
  // With a verb and a path, Koa's `ctx.body = …` alone is enough, and so are the names that everybody gives a request and its answer.
  return (
    facts !== null &&
    (shapeOf(facts) !== null ||
      facts.parameters[0]?.some((use) => use === 'body=' || use === namedRequest) === true)
  );
}

function found(name: string, functions: readonly FunctionEntity[]): readonly Registration[] {
  return functions.length === 0 ? [] : [handler('http', name, functions)];
}
