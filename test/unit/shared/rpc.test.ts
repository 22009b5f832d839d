import assert from 'node:assert/strict';
import { DisposableStore, Emitter, toDisposable } from '../../../src/shared/disposable';
import { RpcClient, RpcServer, type RpcMessage, type RpcTransport } from '../../../src/shared/rpc';

type Requests = {
  double: { params: number; result: number };
  fail: { params: null; result: null };
};
type Events = { tick: number };

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

describe('RPC', () => {
  it('carries results, errors with their reason, and events', async () => {
    const { client, server } = pair();
    const heard: unknown[] = [];
    const asking = new RpcClient<Requests, Events>(client, (event, value) => heard.push([event, value]));
    const answering = new RpcServer<Requests, Events>(server, {
      double: (n) => n * 2,
      fail: () => Promise.reject(Object.assign(new Error('no'), { reason: 'not-node' })),
    });
    assert.equal(await asking.request('double', 21), 42);
    await assert.rejects(asking.request('fail', null), { reason: 'not-node', message: 'no' });
    await assert.rejects(asking.request('other' as 'fail', null), { reason: 'unknown-method' });
    answering.fire('tick', 7);
    await asking.request('double', 1);
    assert.deepEqual(heard, [['tick', 7]]);
  });

  it('rejects what is pending and what comes after when the other side goes, with the caller in the stack', async () => {
    const { client, end } = pair();
    const asking = new RpcClient<Requests, Events>(client, () => {});
    const pending = (function askedHere() {
      return asking.request('double', 1);
    })();
    end('gone');
    await assert.rejects(
      pending,
      (error: Error) => /askedHere/.test(error.stack ?? '') && error.message === 'gone',
    );
    await assert.rejects(asking.request('double', 1), { reason: 'closed' });
  });
});

describe('DisposableStore', () => {
  it('ends what it owns once, last first, and what comes late at once', () => {
    const ended: number[] = [];
    const item = (n: number) => toDisposable(() => ended.push(n));
    const store = new DisposableStore();
    store.add(item(1));
    store.add(item(2));
    store.dispose();
    store.dispose();
    store.add(item(3));
    assert.deepEqual(ended, [2, 1, 3]);
  });
});
