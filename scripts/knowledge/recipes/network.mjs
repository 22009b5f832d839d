import { createHash } from 'node:crypto';
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { callback, promise, sync } from './recipe.mjs';

const host = '127.0.0.1';
const byAddress = { when: 'by address or path' };
const byName = { when: 'by name' };
const listening = (server) =>
  new Promise((done) => server.listen(0, host, () => done(server.address().port)));
const web = { prepare: () => listening(http.createServer((_, response) => response.end('{}'))) };
const socket = { prepare: () => listening(net.createServer((peer) => peer.resume().end('x'))) };
const connected = {
  prepare: async () => {
    const port = await socket.prepare();
    return new Promise((done) => {
      const client = net.connect(port, host, () => done(client));
    });
  },
};

/** TLS with a key that both sides know needs no certificate. */
const shared = {
  ciphers: 'PSK+HIGH:@SECLEVEL=0',
  maxVersion: 'TLSv1.2',
  minVersion: 'TLSv1.2',
  pskCallback: (socket, identity) => {
    const psk = Buffer.alloc(16, 1);
    return typeof identity === 'string' ? psk : { psk, identity: 'probe' };
  },
  checkServerIdentity: () => undefined,
};

/** The server's side of a WebSocket's handshake. */
function accepted({ headers }, socket) {
  const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455, 1.3
  const accept = createHash('sha1')
    .update(headers['sec-websocket-key'] + guid)
    .digest('base64');
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
}

/** A name server on this host that knows nothing: its answers are errors, and answers they are. */
const nameServer = {
  prepare: async () => {
    const server = dgram.createSocket('udp4');
    server.on('message', (question, { port, address }) => {
      const answer = Buffer.from(question);
      answer[2] |= 0x80; // an answer
      answer[3] = 3; // no such name
      server.send(answer, port, address);
    });
    await new Promise((done) => server.bind(0, host, done));
    const servers = [`${host}:${server.address().port}`];
    dns.setServers(servers);
    dns.promises.setServers(servers);
    return servers;
  },
};
const records = [
  'resolve',
  'resolve4',
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNaptr',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTxt',
];
const asked = (name) => (name === 'reverse' ? '192.0.2.1' : 'name.example');

export const recipes = [
  callback('dns.lookup', (at, _, done) => dns.lookup('localhost', done), { when: 'of a name' }),
  callback('dns.lookup', (at, _, done) => dns.lookup(host, done), { when: 'of an address' }),
  promise('dns.promises.lookup', () => dns.promises.lookup('localhost'), { when: 'of a name' }),
  promise('dns.promises.lookup', () => dns.promises.lookup(host), { when: 'of an address' }),
  callback('dns.lookupService', (at, _, done) => dns.lookupService(host, 80, () => done())),
  promise('dns.promises.lookupService', () => dns.promises.lookupService(host, 80).catch(() => {})),
  ...[...records, 'reverse'].flatMap((name) => [
    callback(`dns.${name}`, (at, _, done) => dns[name](asked(name), () => done()), nameServer),
    promise(`dns.promises.${name}`, () => dns.promises[name](asked(name)).catch(() => {}), nameServer),
  ]),
  callback(
    'dns.Resolver#resolve4',
    (_, servers, done) => {
      const resolver = new dns.Resolver();
      resolver.setServers(servers);
      resolver.resolve4('name.example', () => done());
    },
    nameServer,
  ),
  callback('net.connect', (_, port, done) => net.connect(port, host, () => done()).on('error', done), {
    ...socket,
    ...byAddress,
  }),
  callback('net.connect', (_, port, done) => net.connect(port, 'localhost', () => done()).on('error', done), {
    ...socket,
    ...byName,
  }),
  callback(
    'net.Socket#connect',
    (_, port, done) => new net.Socket().on('error', done).connect(port, host, () => done()),
    { ...socket, ...byAddress },
  ),
  callback('net.Socket#write', (_, client, done) => client.write('x', done), connected),
  callback('net.Socket#end', (_, client, done) => client.end('x', () => done()), connected),
  callback(
    'net.Socket#destroy',
    (_, client, done) => client.once('close', () => done()).destroy(),
    connected,
  ),
  callback('net.Socket#setTimeout', (_, client, done) => client.setTimeout(20, () => done()), connected),
  callback(
    'net.Server#listen',
    (at, _, done) =>
      net
        .createServer()
        .on('error', done)
        .listen(0, host, () => done()),
    { when: 'on a port or path' },
  ),
  callback('net.Server#close', (_, server, done) => server.close(done), {
    prepare: async () => {
      const server = net.createServer();
      await listening(server);
      return server;
    },
  }),
  callback(
    'http.get',
    (_, port, done) =>
      http.get({ host, port, agent: false }, (answer) => done(answer.resume() && null)).on('error', done),
    { ...web, ...byAddress },
  ),
  callback(
    'http.get',
    (_, port, done) =>
      http
        .get({ host: 'localhost', port, agent: false }, (answer) => done(answer.resume() && null))
        .on('error', done),
    { ...web, ...byName },
  ),
  callback(
    'http.request',
    (_, port, done) =>
      http
        .request({ host, port, agent: false }, (answer) => done(answer.resume() && null))
        .on('error', done)
        .end(),
    { ...web, ...byAddress },
  ),
  callback(
    'http2.connect',
    (_, port, done) => http2.connect(`http://${host}:${port}`, () => done()).on('error', done),
    {
      ...byAddress,
      prepare: () => listening(http2.createServer()),
    },
  ),
  callback('dgram.Socket#send', (at, _, done) => dgram.createSocket('udp4').send('x', 9, host, done), {
    when: 'to an address',
  }),
  callback('dgram.Socket#send', (at, _, done) => dgram.createSocket('udp4').send('x', 9, 'localhost', done), {
    when: 'to a name',
  }),
  callback('dgram.Socket#close', (_, one, done) => one.close(done), {
    prepare: () =>
      new Promise((done) => {
        const one = dgram.createSocket('udp4').bind(0, host, () => done(one));
      }),
  }),
  promise('fetch', (_, port) => fetch(`http://${host}:${port}`), { ...web, ...byAddress }),
  promise('fetch', (_, port) => fetch(`http://localhost:${port}`), { ...web, ...byName }),
  promise('Response#json', (_, answer) => answer.json(), {
    prepare: async () => fetch(`http://${host}:${await web.prepare()}`),
  }),
  promise('Response#text', (_, answer) => answer.text(), {
    prepare: async () => fetch(`http://${host}:${await web.prepare()}`),
  }),
  promise('Response#arrayBuffer', (_, answer) => answer.arrayBuffer(), {
    prepare: async () => fetch(`http://${host}:${await web.prepare()}`),
  }),
  sync('net.isIP', () => net.isIP(host)),
  ...['http.createServer', 'http.Server'].map((id) =>
    callback(id, (at, _, done) => {
      const server = http.createServer((_, response) => {
        response.end();
        done();
      });
      server.listen(0, host, () =>
        net.connect(server.address().port, host).end('GET / HTTP/1.0\r\n\r\n').resume(),
      );
    }),
  ),
  ...['net.createServer', 'net.Server'].map((id) =>
    callback(id, (at, _, done) => {
      const server = net.createServer((peer) => {
        peer.destroy();
        done();
      });
      server.listen(0, host, () => net.connect(server.address().port, host).on('error', () => {}));
    }),
  ),
  callback('http.Server#close', (_, server, done) => server.close(done), {
    prepare: async () => {
      const server = http.createServer();
      await listening(server);
      return server;
    },
  }),
  callback(
    'http.ClientRequest',
    (_, port, done) =>
      new http.ClientRequest({ host, port, agent: false })
        .on('error', done)
        .on('response', (answer) => done(answer.resume() && null))
        .end(),
    { ...web, ...byAddress },
  ),
  callback('net.Server#getConnections', (_, server, done) => server.getConnections(done), {
    prepare: async () => {
      const server = net.createServer();
      await listening(server);
      return server;
    },
  }),
  callback('dgram.Socket#bind', (at, _, done) => {
    const one = dgram.createSocket('udp4').on('message', () => {
      one.close();
      done();
    });
    one.bind(0, host, () => one.send('x', one.address().port, host));
  }),
  callback('dgram.Socket#connect', (at, _, done) => dgram.createSocket('udp4').connect(9, host, done), {
    when: 'to an address',
  }),
  callback(
    'http2.ClientHttp2Session#request',
    (_, session, done) =>
      session
        .request()
        .on('error', done)
        .on('response', () => done()),
    {
      prepare: async () => {
        const server = http2.createServer((_, response) => response.end());
        return http2.connect(`http://${host}:${await listening(server)}`);
      },
    },
  ),
  callback('http2.Http2Session#ping', (_, session, done) => session.ping(done), {
    prepare: async () => {
      const session = http2.connect(`http://${host}:${await listening(http2.createServer())}`);
      return new Promise((done) => session.once('remoteSettings', () => done(session)));
    },
  }),
  sync('net.Socket', () => new net.Socket()),
  sync('dns.getServers', () => dns.getServers()),
  sync('Headers', () => new Headers({ a: 'b' })),
  sync('tls.getCACertificates', () => tls.getCACertificates()),
  sync('tls.createSecureContext', () => tls.createSecureContext()),
  ...['write', 'end'].map((name) =>
    callback(`http.ServerResponse#${name}`, (_, response, done) => response[name]('x', () => done()), {
      prepare: () =>
        new Promise((done) => {
          const server = http.createServer((_, response) => done(response));
          server.listen(0, host, () =>
            http.get({ host, port: server.address().port }, (answer) => answer.resume()),
          );
        }),
    }),
  ),
  ...[
    ['tls.connect', (options, done) => tls.connect(options, () => done())],
    ['https.get', (options, done) => https.get(options, (answer) => done(answer.resume() && null))],
    [
      'https.request',
      (options, done) => https.request(options, (answer) => done(answer.resume() && null)).end(),
    ],
  ].flatMap(([id, connect]) =>
    [
      [host, byAddress],
      ['localhost', byName],
    ].map(([to, way]) =>
      callback(
        id,
        (_, port, done) => connect({ ...shared, host: to, port, agent: false }, done).on('error', done),
        {
          ...way,
          prepare: () => listening(https.createServer(shared, (_, response) => response.end())),
        },
      ),
    ),
  ),
  ...[
    [host, byAddress],
    ['localhost', byName],
  ].map(([to, way]) =>
    callback(
      'WebSocket',
      (_, port, done) => {
        const socket = new WebSocket(`ws://${to}:${port}`);
        socket.onerror = ({ error }) => done(error ?? new Error('refused'));
        socket.onopen = () => done();
      },
      { ...way, prepare: () => listening(http.createServer().on('upgrade', accepted)) },
    ),
  ),
];
