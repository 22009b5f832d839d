import ts from 'typescript';
import { globalModule, type Bindings, type Origin } from '../bindings';
import { unwrapped } from '../unwrapped';
import type { FixContext } from './fix';

/** What becomes of the promise when a function that is given to a call becomes asynchronous. */
export type CallbackUse =
  /** Ignored, or awaited; an error ends as it did before. */
  | 'settled'
  /** Ignored, and its error is lost to the framework unless it is handed to `next`. */
  | 'express'
  /** Its result is used at once. */
  | 'synchronous'
  /** It would be called again before it is done with the call before. */
  | 'overlapping'
  | 'unknown';

/** Methods of arrays, strings and the like that use what their callback returns, or go on when it has returned. */
const synchronousMethods = new Set(
  (
    'every filter find findIndex findLast findLastIndex flatMap forEach from groupBy map reduce reduceRight some sort ' +
    'toSorted replace replaceAll parse stringify throws doesNotThrow apply call bind'
  ).split(' '),
);
const listenerMethods = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
/** Events that come once, and that nobody waits for who emits them. */
const lastEvents = new Set(['end', 'finish', 'listening', 'ready', 'open']);
const expressMethods =
  /^(?:get|post|put|delete|patch|head|options|all|use|param|connect|trace|search|purge|propfind|mkcol|copy|move|lock|unlock)$/;
const frameworkMethods = /^(?:get|post|put|delete|patch|head|options|all|use|del)$/;
const promiseModules = new Set(['koa', '@koa/router', 'koa-router', 'fastify', '@hapi/hapi', 'hapi']);
/** Functions of Node that call back later, and whose callback's result nobody reads. */
const laterModules = new Set(['fs', 'dns', 'zlib', 'crypto', 'child_process', 'timers']);
const serverModules = new Set(['http', 'https', 'http2', 'net', 'tls']);
const laterGlobals = new Set(['setTimeout', 'setImmediate', 'queueMicrotask', 'process.nextTick']);

/** What becomes of the result of the function that is the argument `index` of a call. */
export function callbackUse(
  call: ts.CallExpression,
  index: number,
  bindings: Bindings,
  context: FixContext,
): CallbackUse {
  const callee = unwrapped(call.expression);
  const origin = bindings.originOf(callee);
  const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : null;
  const known = origin && originUse(origin, context);
  if (known) return known;
  if (method === null) return 'unknown';
  if ((method === 'then' && index < 2) || method === 'catch' || method === 'finally') return 'settled';
  if (listenerMethods.has(method)) return listenerUse(call, method, origin);
  return synchronousMethods.has(method) ? 'synchronous' : 'unknown';
}

/** Decorators whose methods a framework awaits. */
export function isAwaitedByDecorator(method: ts.MethodDeclaration, bindings: Bindings): boolean {
  return (ts.getDecorators(method) ?? []).some(({ expression }) => {
    const origin = bindings.originOf(ts.isCallExpression(expression) ? expression.expression : expression);
    return origin !== null && /^@nestjs\/(?:common|websockets|microservices)$/.test(origin.module);
  });
}

/** Fastify and Hapi take handlers as properties of a route too. */
export function isRouteObject(property: ts.ObjectLiteralElementLike, bindings: Bindings): boolean {
  const name = property.name && ts.isIdentifier(property.name) ? property.name.text : '';
  const call = property.parent.parent;
  if (name !== 'handler' || !ts.isCallExpression(call)) return false;
  const origin = bindings.originOf(call.expression);
  return (
    origin !== null &&
    promiseModules.has(origin.module) &&
    /^(?:route|get|post|put|delete)$/.test(origin.way.at(-1) ?? '')
  );
}

function originUse({ module, way }: Origin, context: FixContext): CallbackUse | null {
  const last = way.at(-1) ?? '';
  const path = way.join('.');
  if (module === globalModule) {
    if (laterGlobals.has(path)) return 'settled';
    return path === 'setInterval' ? 'overlapping' : null;
  }
  if (module === 'process' && last === 'nextTick') return 'settled';
  if (module === 'express') {
    if (!expressMethods.test(last)) return last === 'listen' ? 'settled' : null;
    return (context.majorOf('express') ?? 4) >= 5 ? 'settled' : 'express';
  }
  // What Fastify is given by use are middlewares of Express's form.
  if (module === 'fastify' && last === 'use') return null;
  if (promiseModules.has(module)) return frameworkMethods.test(last) ? 'settled' : null;
  if (module === 'timers' && last === 'setInterval') return 'overlapping';
  if (laterModules.has(module) && way.length === 1) return /Sync$|^watch/.test(last) ? 'unknown' : 'settled';
  if (serverModules.has(module) && /^(?:createServer|createSecureServer|get|request|listen)$/.test(last))
    return 'settled';
  return null;
}

function listenerUse(call: ts.CallExpression, method: string, origin: Origin | null): CallbackUse {
  const [first] = call.arguments;
  const event = first && ts.isStringLiteralLike(first) ? first.text : '';
  const isProcess = origin?.way[0] === 'process' || origin?.module === 'process';
  if (isProcess && (event === 'exit' || event === 'beforeExit')) return 'synchronous';
  if (origin?.module === 'events' || /EventEmitter/.test(origin?.way.join() ?? '')) return 'overlapping';
  if (event === 'request' && origin && serverModules.has(origin.module)) return 'settled';
  return lastEvents.has(event) && !isProcess && method !== 'prependListener' ? 'settled' : 'overlapping';
}
