import type { DecoratorFacts } from '../fileSummary';
import type { OriginEntity } from '../entities';
import { routeName } from './recognizer';

/** Nest's, and those of packages whose controllers are written alike: `@httpGet`, `@GET`. */
const verb =
  /^(?:http)?(Get|Post|Put|Delete|Patch|All|Options|Head|Sse|Search)$|^(GET|POST|PUT|DELETE|PATCH|ALL)$/;
const messages = new Set([
  'SubscribeMessage',
  'MessagePattern',
  'EventPattern',
  'GrpcMethod',
  'GrpcStreamMethod',
  'OnEvent',
  'Query',
  'Mutation',
  'Subscription',
  'ResolveField',
  'Process',
  'RabbitSubscribe',
  'RabbitRPC',
  'OnQueueCompleted',
  'OnQueueFailed',
  'OnWorkerEvent',
]);
const schedules = new Set(['Cron', 'Interval']);
/** Methods by which Nest calls guards, interceptors, pipes, filters, middleware and workers. */
const called = new Set([
  'canActivate',
  'intercept',
  'transform',
  'catch',
  'use',
  'handleConnection',
  'handleDisconnect',
]);
const holders = new Set(['Injectable', 'Catch', 'WebSocketGateway', 'Controller', 'Processor']);

/** A decorator with what it comes from and its first text. */
export interface Decorator extends DecoratorFacts {
  readonly origin: OriginEntity;
  readonly text: string | null;
}

/** Name and framework of the handler that a decorated method of a class with these decorators is; null for others. */
export function ofDecorator(
  { origin, text }: Decorator,
  ofClass: readonly Decorator[],
): { framework: string; name: string } | null {
  const name = nameOf(origin);
  const framework = origin.module.startsWith('@nestjs/') ? 'nest' : origin.module;
  // @Query() of parameters stands at no method, and Nest's own come from several packages: the names are enough.
  const [, called, plain] = verb.exec(name) ?? [];
  const method = called ?? plain;
  if (method !== undefined) return { framework, name: routeName(method, routeOf(ofClass, text ?? '')) };
  if (messages.has(name)) return { framework, name: text ?? name };
  return schedules.has(name) ? { framework: 'schedule', name: text ?? name } : null;
}

/** Whether Nest calls a method of that name in a class with these decorators. */
export function isCalledByNest(method: string, ofClass: readonly Decorator[]): boolean {
  const names = ofClass
    .filter(({ origin }) => origin.module.startsWith('@nestjs/'))
    .map(({ origin }) => nameOf(origin));
  if (method === 'process') return names.includes('Processor');
  return called.has(method) && names.some((name) => holders.has(name));
}

function routeOf(ofClass: readonly Decorator[], path: string): string {
  const prefix =
    ofClass.find(({ origin }) => nameOf(origin).toLowerCase().endsWith('controller'))?.text ?? '';
  return `/${[prefix, path]
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
}

function nameOf({ way }: OriginEntity): string {
  return way.filter((step) => step !== '()' && step !== 'new').at(-1) ?? '';
}
