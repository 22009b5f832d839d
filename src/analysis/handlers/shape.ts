import type { FunctionFacts } from '../fileSummary';

const ofRequest = new Set(
  'url method headers body query params path originalUrl baseUrl cookies session get header ip ips hostname protocol user file files httpVersion rawHeaders secure xhr accepts is socket connection'.split(
    ' ',
  ),
);
/** What only an answer to a request has. */
const ofResponse = new Set(
  'end send json jsonp sendFile sendfile writeHead setHeader redirect render sendStatus status headersSent statusCode= removeHeader getHeader download cookie clearCookie set header type write'.split(
    ' ',
  ),
);
const telling = new Set(
  'end send json sendFile writeHead setHeader redirect render sendStatus statusCode= status'.split(' '),
);
const ofKoa = new Set(
  'request response req res path url method query params set get throw state type= status= headers host redirect cookies length= lastModified= etag= acceptsEncodings is'.split(
    ' ',
  ),
);

export type HandlerShape = 'http' | 'koa';

/**
 * What a function is for, by how it uses its parameters: `(req, res[, next])` and `(err, req, res, next)` by what is read from the one
 * and called on the other, Koa's `(ctx, next)` by what it assigns. null when that does not tell.
 */
export function shapeOf({ parameters }: FunctionFacts): HandlerShape | null {
  if (isRequestHandler(parameters)) return 'http';
  if (parameters.length === 4 && isRequestHandler(parameters.slice(1))) return 'http';
  const [ctx = [], next = []] = parameters;
  if (ctx.includes('body=') && (next.includes('()') || count(ctx, ofKoa) >= 1)) return 'koa';
  return null;
}

function isRequestHandler([req = [], res = [], next = []]: FunctionFacts['parameters']): boolean {
  const asked = count(req, ofRequest);
  const told = count(res, telling);
  if (asked > 0 && told > 0) return true;
  if (told > 1 && count(res, ofResponse) > 2) return true;
  // A middleware that answers nothing itself: it looks at the request and calls on.
  return asked > 0 && next.includes('()') && !res.includes('()') && !next.includes('then');
}

function count(uses: readonly string[], known: ReadonlySet<string>): number {
  return uses.filter((use) => known.has(use)).length;
}
