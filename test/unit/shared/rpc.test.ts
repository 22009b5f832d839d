import assert from 'node:assert/strict';
import { Emitter } from '../../../src/shared/disposable';
import { RpcClient, RpcError, RpcServer, type RpcMessage, type RpcTransport } from '../../../src/shared/rpc';

type Requests = {
  double: { params: number; result: number };
  fail: { params: unknown; result: null };
};
type Events = { tick: number };

/** Both ends of a channel. */
function pair() {
  const make = () => ({ messages: new Emitter<RpcMessage>(), ends: new Emitter<string>() });
  const [a, b] = [make(), make()];
  const transport = (own: typeof a, other: typeof a): RpcTransport => ({
    send: (message) => queueMicrotask(() => other.messages.fire(message)),
    onMessage: own.messages.on,
    onEnd: own.ends.on,
  });
  return { client: transport(a, b), server: transport(b, a), end: (why: string) => a.ends.fire(why) };
}

/** A client, with a server that doubles numbers and fails as it is told. */
function connected() {
  const { client, server, end } = pair();
  const heard: unknown[] = [];
  const asking = new RpcClient<Requests, Events>(client, (event, value) => heard.push([event, value]));
  const answering = new RpcServer<Requests, Events>(server, {
    double: (n) => n * 2,
    fail: async (error) => {
      throw error;
    },
  });
  return { asking, answering, heard, end };
}

describe('RPC', () => {
  it('carries results and events', async () => {
    const { asking, answering, heard } = connected();
    assert.equal(await asking.request('double', 21), 42);
    answering.fire('tick', 7);
    assert.deepEqual(await Promise.all([1, 2, 3].map((n) => asking.request('double', n))), [2, 4, 6]);
    assert.deepEqual(heard, [['tick', 7]]);
  });

  it('carries what a handler throws back, with its reason and the caller’s stack', async () => {
    const { asking } = connected();
    const failed = (function askedHere() {
      return asking.request('fail', Object.assign(new Error('no'), { reason: 'not-node' }));
    })();
    await assert.rejects(failed, (error: Error) => {
      assert.ok(error instanceof RpcError);
      assert.deepEqual([error.reason, error.message], ['not-node', 'no']);
      assert.match(error.stack ?? '', /askedHere/);
      return true;
    });
  });

  it('answers also a handler that throws what is no error', async () => {
    const { asking } = connected();
    for (const thrown of ['words', 5, undefined, null])
      await assert.rejects(asking.request('fail', thrown), { reason: 'internal', message: String(thrown) });
  });

  it('refuses what it does not know', async () => {
    const { asking } = connected();
    for (const method of ['other', 'constructor', 'toString'])
      await assert.rejects(asking.request(method as 'fail', null), { reason: 'unknown-method' }, method);
  });

  it('goes on after a failure', async () => {
    const { asking } = connected();
    await assert.rejects(asking.request('fail', new Error('once')));
    assert.equal(await asking.request('double', 4), 8);
  });

  it('rejects all that is pending when the other side goes, each with its caller in the stack', async () => {
    const { client, end } = pair();
    const asking = new RpcClient<Requests, Events>(client, () => {});
    const first = (function askedFirst() {
      return asking.request('double', 1);
    })();
    const second = (function askedSecond() {
      return asking.request('double', 2);
    })();
    end('gone');
    for (const [request, caller] of [
      [first, /askedFirst/],
      [second, /askedSecond/],
    ] as const) {
      await assert.rejects(request, (error: RpcError) => {
        assert.deepEqual([error.reason, error.message], ['closed', 'gone']);
        assert.match(error.stack ?? '', caller);
        return true;
      });
    }
    await assert.rejects(asking.request('double', 1), { reason: 'closed' }, 'and what comes after');
  });

  it('does not mind an answer to nothing', async () => {
    const { client, server } = pair();
    const asking = new RpcClient<Requests, Events>(client, () => {});
    server.send({ kind: 'result', id: 99, result: 1 });
    server.send({ kind: 'error', id: 98, reason: 'internal', message: 'late' });
    new RpcServer<Requests, Events>(server, { double: (n) => n * 2, fail: () => null });
    assert.equal(await asking.request('double', 1), 2);
  });
});
