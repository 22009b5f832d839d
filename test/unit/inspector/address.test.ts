import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspectorUrl, parseTarget, urlHost } from '../../../src/inspector/address';

describe('parseTarget', () => {
  it('takes a process id, an address or a URL', () => {
    assert.deepEqual(parseTarget('4711'), { kind: 'pid', pid: 4711 });
    assert.deepEqual(parseTarget('127.0.0.1:9229'), { kind: 'address', host: '127.0.0.1', port: 9229 });
    assert.deepEqual(parseTarget(':9230'), { kind: 'address', host: '127.0.0.1', port: 9230 });
    assert.deepEqual(parseTarget('localhost:1'), { kind: 'address', host: 'localhost', port: 1 });
    assert.deepEqual(parseTarget('[::1]:9229'), { kind: 'address', host: '::1', port: 9229 });
    assert.deepEqual(parseTarget('ws://[::1]:9229/id'), { kind: 'url', url: 'ws://[::1]:9229/id' });
  });

  it('refuses anything else with what to give', () => {
    for (const text of ['', 'server.js', '::1:9229', '127.0.0.1', 'host:70000', '-1', '1.5', 'http://a:1']) {
      assert.throws(() => parseTarget(text), {
        reason: 'inspector-unreachable',
        message: /Give a number, or host:port/,
      });
    }
  });
});

describe('inspectorUrl', () => {
  async function urlFrom(listener: RequestListener, host = '127.0.0.1'): Promise<[string | null, number]> {
    const server = createServer(listener).listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      return [await inspectorUrl(host, port), port];
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('gives the address that was asked, whatever host the answer names', async () => {
    const [url, port] = await urlFrom((request, response) => {
      assert.equal(request.url, '/json/list');
      response.end('[{"webSocketDebuggerUrl":"ws://elsewhere:1/some-id"}]');
    });
    assert.equal(url, `ws://127.0.0.1:${port}/some-id`);
  });

  it('brackets an IPv6 host', () => {
    assert.equal(urlHost('::1'), '[::1]');
    assert.equal(urlHost('localhost'), 'localhost');
  });

  it('gives null for servers that are no inspectors', async () => {
    const answers: RequestListener[] = [
      (_request, response) => response.end('<html>'),
      (_request, response) => response.end('[]'),
      (_request, response) => response.end('[{"webSocketDebuggerUrl":7}]'),
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1' }).end(),
      (request) => request.socket.destroy(),
      (request, response) => {
        response.write('[');
        setImmediate(() => request.socket.destroy());
      },
    ];
    for (const answer of answers) assert.equal((await urlFrom(answer))[0], null);
  });

  it('gives up on a server that goes on answering', async () => {
    const [url] = await urlFrom((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(65536)));
      };
      response.on('drain', more);
      more();
    });
    assert.equal(url, null);
  });
});
