import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { InFlight } from '../../../src/probe/inFlight';
import { RequestContext, type OpenResponse } from '../../../src/probe/requestContext';

describe('InFlight', () => {
  let server: Server;
  let counted: InFlight;
  let count: number;
  let responses: ServerResponse[];
  let entered: OpenResponse[];
  const context = new (class extends RequestContext {
    override enter(open: OpenResponse): void {
      entered.push(open);
    }
  })();

  beforeEach(async () => {
    count = 0;
    responses = [];
    entered = [];
    counted = new InFlight((now) => (count = now), context);
    server = createServer((_request, response) => responses.push(response));
    await once(server.listen(0), 'listening');
  });

  afterEach(async () => {
    counted.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const port = (): number => (server.address() as AddressInfo).port;

  async function request() {
    const sent = get({ port: port(), agent: false }).on('error', () => {});
    await once(server, 'request');
    return sent;
  }

  it('counts requests until their response has ended', async () => {
    const [first] = [await request(), await request()];
    assert.equal(count, 2);
    responses[0]!.end('done');
    await once(first, 'response');
    assert.equal(count, 1);
  });

  it('keeps no response in a context that outlives it', async () => {
    const [first, second] = [await request(), await request()];
    assert.deepEqual(
      entered.map(({ response }) => response),
      responses,
    );
    responses[0]!.end('done');
    await once(first, 'response');
    second.destroy();
    await once(responses[1]!, 'close');
    counted.sweep();
    assert.deepEqual(entered, [{ response: null }, { response: null }]);
  });

  it('lets go of requests whose client went away', async () => {
    const gone = await request();
    await request();
    gone.destroy();
    await once(responses[0]!, 'close');
    counted.sweep();
    assert.equal(count, 1);
  });

  it('lets go of all that waited on one connection', async () => {
    const socket = connect(port());
    const text = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
    socket.write(text + text);
    await once(server, 'request');
    if (responses.length < 2) await once(server, 'request');
    assert.equal(count, 2);
    socket.destroy();
    await once(responses[0]!, 'close');
    counted.sweep();
    assert.equal(count, 0);
  });

  it('does not count what began before, or what comes once it has stopped', async () => {
    counted.stop();
    const before = await request();
    counted = new InFlight((now) => (count = now), context);
    responses[0]!.end();
    await once(before, 'response');
    assert.equal(count, 0);
    counted.stop();
    await request();
    assert.equal(count, 0);
  });
});
