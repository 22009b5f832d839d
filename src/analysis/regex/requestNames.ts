/** What a request, or the context around it, has that its sender decides. */
export const requestMembers: ReadonlySet<string> = new Set([
  ...[
    'body',
    'rawBody',
    'query',
    'querystring',
    'params',
    'headers',
    'rawHeaders',
    'cookies',
    'signedCookies',
  ],
  ...[
    'url',
    'originalUrl',
    'path',
    'href',
    'search',
    'searchParams',
    'nextUrl',
    'hostname',
    'host',
    'payload',
  ],
  ...['files', 'file', 'subdomains', 'trailers', 'handshake', 'request', 'req'],
  ...[
    'queryStringParameters',
    'multiValueQueryStringParameters',
    'pathParameters',
    'rawPath',
    'rawQueryString',
  ],
]);

/** What a request has that gives such values when it is called. */
export const requestMethods: ReadonlySet<string> = new Set([
  ...['get', 'header', 'param', 'query', 'body', 'json', 'text', 'formData', 'queries', 'valid'],
]);

/** Functions that give back what they are given, in another form. */
export const passingFunctions: ReadonlySet<string> = new Set([
  ...[
    'String',
    'Object',
    'decodeURIComponent',
    'decodeURI',
    'encodeURIComponent',
    'encodeURI',
    'unescape',
    'escape',
  ],
  ...[
    'parse',
    'stringify',
    'from',
    'keys',
    'values',
    'entries',
    'concat',
    'assign',
    'merge',
    'clone',
    'cloneDeep',
  ],
  ...[
    'safeParse',
    'parseAsync',
    'validate',
    'validateSync',
    'validateAsync',
    'cast',
    'get',
    'trim',
    'toString',
  ],
  ...[
    'normalize',
    'join',
    'basename',
    'extname',
    'dirname',
    'resolve',
    'URL',
    'URLSearchParams',
    'plainToClass',
  ],
]);

/** Methods of a value that say something of it, but hand none of its text on. */
export const measuringMethods: ReadonlySet<string> = new Set([
  ...['indexOf', 'lastIndexOf', 'search', 'includes', 'startsWith', 'endsWith', 'charCodeAt', 'codePointAt'],
  ...['localeCompare', 'test', 'some', 'every', 'findIndex', 'has', 'byteLength'],
]);

/** Array methods that hand each element to a function. */
export const elementMethods: ReadonlySet<string> = new Set([
  ...['map', 'forEach', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'flatMap'],
]);

/** Packages whose functions take handlers that are given a request first. */
export const serverModules: ReadonlySet<string> = new Set([
  ...[
    'express',
    'koa',
    '@koa/router',
    'koa-router',
    'fastify',
    'http',
    'https',
    'http2',
    'connect',
    'restify',
  ],
  ...[
    'polka',
    '@hapi/hapi',
    'hono',
    'router',
    'micro',
    'find-my-way',
    'express-promise-router',
    'itty-router',
  ],
]);

/** Packages whose sockets hand messages of the other side on. */
export const socketModules: ReadonlySet<string> = new Set([
  ...['ws', 'socket.io', 'net', 'tls', 'dgram', 'http', 'https', 'http2', 'sockjs', 'engine.io', 'uws'],
]);

/** Packages of what is local: their messages are the program's own. */
export const ownModules: ReadonlySet<string> = new Set([
  ...['process', 'worker_threads', 'child_process', 'cluster', 'readline', 'fs', 'events', 'globalThis'],
]);

export const requestParameter = /^_?(?:req|request)$/;
export const contextParameter = /^_?(?:ctx|context)$/;
export const socketParameter = /^_?(?:socket|sock|ws|conn|connection|client|spark)$/;
export const requestType =
  /\b(?:Request|IncomingMessage|FastifyRequest|NextApiRequest|NextRequest|Http2ServerRequest|HttpRequest)\b/;
export const contextType =
  /\b(?:Context|ParameterizedContext|RouterContext|APIGatewayProxyEvent(?:V2)?|HandlerEvent)\b/;
/** Nest and others that work like it. */
export const valueDecorator =
  /^(?:Body|Query|Param|Headers|Cookies|UploadedFile|MessageBody|Payload|Req|Request|QueryParam|BodyParam)$/;
export const messageEvents: ReadonlySet<string> = new Set(['message', 'data', 'text', 'packet', 'line']);
/** Events that bring no value of the other side. */
export const ownEvents =
  /^(?:connect(?:ion)?|disconnect(?:ing)?|close|open|error|end|drain|finish|listening|upgrade)$/;
