import type { FunctionFacts } from '../fileSummary';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What is read of a request, or called on it. */
const ofRequest = words(
  'url method headers body query params path originalUrl baseUrl cookies session ip ips hostname protocol user files httpVersion rawHeaders secure xhr socket get() header() accepts() is() on() pipe() param()',
);
/** What nothing but a request has. */
const onlyOfRequest = words('headers originalUrl baseUrl cookies httpVersion rawHeaders xhr accepts()');
/** What only an answer to a request is asked to do. */
const ofResponse = words(
  'end() send() json() jsonp() sendFile() sendfile() writeHead() setHeader() redirect() render() sendStatus() status() statusCode= removeHeader() cookie() clearCookie() download()',
);
const ofContext = words(
  'request response req res path url method query params state status headers host set() get() throw() redirect() status= type= length= lastModified= etag= acceptsEncodings()',
);

const ofToolkit = words('response() redirect() view() file() authenticated() continue abandon');

const answering = words(
  'send() ok() created() deleted() noContent() badRequest() unauthorized() forbidden() notFound() conflict() payloadTooLarge() internalServerError() notImplemented()',
);

const context = /^(?:ctx|context|koaContext)$/;
const request = /^_{0,2}req(?:uest)?$/;
const response = /^_{0,2}(?:res(?:p|ponse)?|reply)$/;
const event = /^_?(?:event|evt)$/;

/** Stands among the uses of a first parameter that is named as a request, before one that is named as its answer. */
export const namedRequest = 'as request';

/** The same of a first parameter that is named as an error, with one or two behind it: a callback's. */
export const namedError = 'as error';

function isNamedAsRequest(names: readonly string[]): boolean {
  return request.test(names[0] ?? '') && response.test(names[1] ?? '');
}

/** What the names of parameters say of the first; null for nothing. */
export function saidByNames(names: readonly string[]): string | null {
  if (isNamedAsRequest(names)) return namedRequest;
  const isCallback = names.length > 1 && names.length < 4;
  return isCallback && /^err(?:or)?$/.test(names[0]!) ? namedError : null;
}

export type HandlerShape = 'http' | 'koa' | 'hapi' | 'lambda';

/**
 * What a function is for, by how it uses its parameters: `(req, res[, next])` and `(err, req, res, next)` by what is read from the one
 * and called on the other, Koa's `(ctx, next)` by what it assigns. Where parameters have the names that everybody gives them, less use
 * of them is enough. null when that does not tell.
 *
 * @param names of its parameters; '' for those that are taken apart
 */
export function shapeOf(
  { name, parameters }: Pick<FunctionFacts, 'name' | 'parameters'>,
  names: readonly string[] = [],
): HandlerShape | null {
  if (isRequestHandler(parameters) || isNamedHandler(parameters, names)) return 'http';
  if (parameters.length === 4) {
    const [rest, restNames] = [parameters.slice(1), names.slice(1)];
    if (isRequestHandler(rest) || isNamedHandler(rest, restNames)) return 'http';
  }
  if (request.test(names[0] ?? '') && names[1] === 'h' && count(parameters[1] ?? [], ofToolkit) > 0)
    return 'hapi';
  if (name === 'handler' && event.test(names[0] ?? '')) return 'lambda';
  const [ctx = [], next = []] = parameters;
  if (context.test(names[0] ?? '') && isNamedContext(ctx, names)) return 'koa';
  if (ctx.includes('body=') && (next.includes('()') || count(ctx, ofContext) > 0)) return 'koa';
  return null;
}

function isRequestHandler([req = [], res = [], next = []]: FunctionFacts['parameters']): boolean {
  const asked = count(req, ofRequest);
  const told = count(res, ofResponse);
  if (told > 1 || (asked > 0 && told > 0)) return true;
  // A middleware that answers nothing itself: it looks at the request and calls on. So does much that takes options, or a file, and a callback.
  const isTelling = asked > 1 || count(req, onlyOfRequest) > 0;
  return isTelling && next.includes('()') && !res.includes('()');
}

function isNamedHandler(
  [req = [], res = [], next = []]: FunctionFacts['parameters'],
  names: readonly string[],
): boolean {
  if (!isNamedAsRequest(names)) return false;
  return count(req, ofRequest) > 0 || count(res, ofResponse) > 0 || next.includes('()');
}

/** Koa's `(ctx, next)`, and what only answers with what koa-respond, Strapi and others give a context. */
function isNamedContext(ctx: readonly string[], [, next, more]: readonly string[]): boolean {
  if (next === 'next') return more === undefined && count(ctx, ofContext) > 0;
  return next === undefined && count(ctx, answering) > 0 && count(ctx, ofContext) + count(ctx, answering) > 1;
}

function count(uses: readonly string[], known: ReadonlySet<string>): number {
  return uses.filter((use) => known.has(use)).length;
}
