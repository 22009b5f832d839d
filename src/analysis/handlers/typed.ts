import type { OriginEntity } from '../entities';
import type { Parameter } from './recognizer';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Types of what exists only while a request, message or job is served: who takes one of them runs for each. */
const perRequest: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['express', words('Request Response')],
  ['express-serve-static-core', words('Request Response')],
  // An IncomingMessage may be what a server of others answered.
  ['http', words('ServerResponse')],
  ['http2', words('Http2ServerRequest Http2ServerResponse ServerHttp2Stream')],
  ['fastify', words('FastifyRequest FastifyReply')],
  ['koa', words('Context ParameterizedContext ExtendableContext')],
  ['@hapi/hapi', words('Request ResponseToolkit')],
  ['next', words('NextApiRequest NextApiResponse')],
  ['next/server', words('NextRequest')],
  ['hono', words('Context')],
  ['h3', words('H3Event')],
  ['socket.io', words('Socket')],
  ['bull', words('Job')],
  ['bullmq', words('Job SandboxedJob')],
  ['@nestjs/common', words('ExecutionContext ArgumentsHost')],
  ['@vercel/node', words('VercelRequest VercelResponse')],
  ['telegraf', words('Context')],
  ['grammy', words('Context')],
]);

/** Types of functions. */
const handlers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['express', words('RequestHandler ErrorRequestHandler Handler RequestParamHandler')],
  ['express-serve-static-core', words('RequestHandler ErrorRequestHandler')],
  ['http', words('RequestListener')],
  ['fastify', words('RouteHandlerMethod RouteHandler preHandlerHookHandler onRequestHookHandler')],
  ['koa', words('Middleware')],
  ['@koa/router', words('Middleware')],
  ['@hapi/hapi', words('Lifecycle.Method')],
  ['next', words('NextApiHandler')],
  ['hono', words('Handler MiddlewareHandler')],
  ['aws-lambda', words('Handler')],
  ['bull', words('ProcessCallbackFunction ProcessPromiseFunction')],
  ['bullmq', words('Processor')],
]);

/** Types of what handlers are registered with: who takes one of them does that, once. */
const applications: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['express', words('Express Application Router')],
  ['express-serve-static-core', words('Express Application Router')],
  ['fastify', words('FastifyInstance')],
  ['@hapi/hapi', words('Server')],
  ['@nestjs/common', words('INestApplication')],
  ['hono', words('Hono')],
]);

/** Types of functions that run once, with what they register handlers with. */
const plugins: ReadonlyMap<string, Parameter> = new Map([
  ...['FastifyPluginAsync', 'FastifyPluginCallback', 'FastifyPlugin', 'FastifyPluginAsyncTypebox'].map(
    (name): [string, Parameter] => [`fastify.${name}`, { module: 'fastify', way: ['()'] }],
  ),
]);

/** The framework whose request, message or job such a parameter is, null for others. */
export function ofParameterType(type: OriginEntity): string | null {
  if (type.module === 'aws-lambda' && nameOf(type).endsWith('Event')) return 'lambda';
  return perRequest.get(type.module)?.has(nameOf(type)) ? type.module : null;
}

/** The framework that calls functions of such a type, null for others. */
export function ofFunctionType(type: OriginEntity): string | null {
  if (type.module === 'aws-lambda' && nameOf(type).endsWith('Handler')) return 'lambda';
  return handlers.get(type.module)?.has(nameOf(type)) ? type.module : null;
}

/** The framework whose application such a parameter is, null for others. */
export function ofApplicationType(type: OriginEntity): string | null {
  return applications.get(type.module)?.has(nameOf(type)) ? type.module : null;
}

/** What the first parameter of functions of such a type is. */
export function ofPluginType(type: OriginEntity): Parameter | null {
  return plugins.get(`${type.module}.${nameOf(type)}`) ?? null;
}

/** `Request` of `import express from 'express'`'s `express.Request`. */
function nameOf({ way }: OriginEntity): string {
  return way.filter((step) => step !== 'default' && step !== 'new').join('.');
}
