import { after, blocking, each, kernel, later, main, pool, stages, when } from './build.mjs';

const lookUp = ['pool', 'looks up the name (getaddrinfo)'];
const wire = ['kernel', 'waits for the network'];
const byName = (...rest) => stages([lookUp, ...rest], 'poll', 'time');
const connecting = [
  when('by name', byName(['kernel', 'connects'])),
  when('by address or path', kernel('connects')),
];
const requesting = [
  when('by name', byName(['kernel', 'sends the request, waits for the answer'])),
  when('by address or path', kernel('sends the request, waits for the answer')),
];
const records =
  'resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt reverse';
const asks = after('kernel', 'asks the name server', 'time', 'check');
const writes = stages([['kernel', 'takes the data, at once if it can']], 'nextTick', 'bytes');

export const facts = {
  'dns.lookup': [
    when('of a name', pool('looks up the name (getaddrinfo)', 'time')),
    when('of an address', later('gives the address back', 'nextTick')),
  ],
  'dns.promises.lookup': [
    when('of a name', pool('looks up the name (getaddrinfo)', 'time')),
    when('of an address', later('gives the address back', 'microtask')),
  ],
  'dns.lookupService': pool('looks up the address (getnameinfo)', 'time'),
  'dns.promises.lookupService': pool('looks up the address (getnameinfo)', 'time'),
  ...each('dns.', records, asks),
  ...each('dns.promises.', records, asks),
  ...each('dns.Resolver#', records, asks),
  ...each('dns.promises.Resolver#', records, asks),

  'net.connect': connecting,
  'net.Socket#connect': connecting,
  'net.Socket#write': writes,
  'net.Socket#end': stages([['kernel', 'writes what is left, closes the socket']], 'poll', 'bytes'),
  'net.Socket#destroy': later('closes the socket', 'close'),
  'net.Socket#setTimeout': later('sets a timer', 'timers', 'time'),
  'net.createServer': kernel('waits for connections once it listens'),
  'net.Server': kernel('waits for connections once it listens'),
  'net.Server#listen': [
    when('on a port or path', after('kernel', 'waits for connections', 'time', 'nextTick')),
    when('on a host name', byName(['kernel', 'waits for connections'])),
  ],
  'net.Server#close': later('stops listening, waits for its connections to end', 'nextTick', 'time'),
  'net.Server#getConnections': later('counts', 'nextTick'),
  'tls.connect': [
    when('by name', byName(['kernel', 'connects'], ['main', 'computes the handshake'])),
    when(
      'by address or path',
      stages(
        [
          ['kernel', 'connects'],
          ['main', 'computes the handshake'],
        ],
        'poll',
        'time',
      ),
    ),
  ],
  'tls.TLSSocket#renegotiate': kernel('negotiates again'),
  ...each(
    '',
    'tls.createServer tls.Server',
    stages(
      [
        ['kernel', 'waits for connections'],
        ['main', 'computes handshakes'],
      ],
      'poll',
      'time',
    ),
  ),
  'tls.getCACertificates': blocking('gathers certificates, of the system too', 'entries'),
  'tls.createSecureContext': main('reads certificates and keys', 'bytes'),
  'tls.SecureContext': main('reads certificates and keys', 'bytes'),
  ...each('', 'http.get http.request http.ClientRequest https.get https.request', requesting),
  ...each(
    '',
    'http.createServer http.Server https.createServer https.Server http2.createServer http2.createSecureServer',
    kernel('waits for requests once it listens'),
  ),
  ...each(
    '',
    'http.Server#close https.Server#close',
    later('stops listening, waits for its requests to end', 'nextTick', 'time'),
  ),
  ...each('http.OutgoingMessage#', 'write end', writes),
  ...each('http.ServerResponse#', 'write end', writes),
  ...each('http.ClientRequest#', 'write end', writes),
  ...each('http2.Http2ServerResponse#', 'write end', writes),
  ...each('http.Agent#', 'createConnection createSocket addRequest', connecting),
  'https.Agent#createConnection': connecting,
  'http2.connect': connecting,
  'http2.ClientHttp2Session#request': kernel('sends the request, waits for the answer'),
  ...each(
    'http2.ServerHttp2Stream#',
    'respondWithFD respondWithFile',
    stages(
      [
        ['pool', 'reads the file'],
        ['kernel', 'writes to the socket'],
      ],
      'poll',
      'bytes',
    ),
  ),
  'http2.Http2Session#ping': kernel('waits for the answer'),
  'http2.Http2Session#close': later('waits for its streams to end', 'close', 'time'),
  'http2.Http2Session#destroy': later('closes the connection', 'close'),
  'http2.Http2Stream#close': later('closes the stream', 'close'),
  ...each(
    '',
    'http.ClientRequest#setTimeout http.IncomingMessage#setTimeout http.OutgoingMessage#setTimeout http.Server#setTimeout https.Server#setTimeout http2.Http2ServerRequest#setTimeout http2.Http2ServerResponse#setTimeout http2.Http2Session#setTimeout http2.Http2Stream#setTimeout',
    later('sets a timer', 'timers', 'time'),
  ),
  ...each('dgram.Socket#', 'send sendto', [
    when('to an address', after('kernel', 'takes the packet, at once if it can', 'bytes', 'nextTick')),
    when('to a name', stages([lookUp, ['kernel', 'sends the packet']], 'poll', 'bytes')),
  ]),
  'dgram.Socket#bind': kernel('waits for packets'),
  'dgram.Socket#connect': [
    when('to an address', later('remembers the peer', 'nextTick')),
    when('to a name', stages([lookUp, ['main', 'remembers the peer']], 'poll', 'time')),
  ],
  'dgram.Socket#bindSync': main('takes the port'),
  'dgram.Socket#connectSync': main('remembers the peer'),
  'dgram.Socket#close': later('closes the socket', 'nextTick'),
  'dgram.createSocket': kernel('waits for packets once it is bound'),

  fetch: requesting,
  ...each('Response#', 'json', stages([wire, ['main', 'parses the JSON']], 'microtask', 'bytes')),
  ...each('Response#', 'text arrayBuffer blob bytes formData', stages([wire], 'microtask', 'bytes')),
  ...each('Request#', 'json', stages([wire, ['main', 'parses the JSON']], 'microtask', 'bytes')),
  ...each('Request#', 'text arrayBuffer blob bytes formData', stages([wire], 'microtask', 'bytes')),
  WebSocket: requesting.map((fact) => ({
    ...fact,
    stages: [...fact.stages.slice(0, -1), ['kernel', 'connects']],
  })),
  'WebSocket#send': writes,
  'WebSocket#close': after('kernel', 'closes the connection', 'time'),
};
