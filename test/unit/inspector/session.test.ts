import assert from 'node:assert/strict';
import { borrowedMethods } from '../../../src/inspector/borrowed';
import { evaluate } from '../../../src/inspector/evaluate';
import { InspectorSession } from '../../../src/inspector/session';
import type { Transport } from '../../../src/inspector/transport';
import { Emitter } from '../../../src/shared/disposable';

/** A transport whose other side is the test. */
class FakeTransport implements Transport {
  readonly sent: { id: number; method: string; params: object }[] = [];
  readonly messages = new Emitter<string>();
  readonly ends = new Emitter<string>();
  readonly onMessage = this.messages.on;
  readonly onEnd = this.ends.on;
  disposed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as (typeof this.sent)[number]);
  }

  answer(message: object): void {
    this.messages.fire(JSON.stringify(message));
  }

  dispose(): void {
    this.disposed = true;
  }
}

describe('InspectorSession', () => {
  let transport: FakeTransport;
  let session: InspectorSession;

  beforeEach(() => {
    transport = new FakeTransport();
    session = new InspectorSession(transport);
  });

  it('gives each call its own answer', async () => {
    const first = evaluate(session, '1');
    const second = evaluate(session, '2');
    assert.deepEqual(
      transport.sent.map(({ id, method }) => [id, method]),
      [
        [1, 'Runtime.evaluate'],
        [2, 'Runtime.evaluate'],
      ],
    );
    transport.answer({ id: 2, result: { result: { value: 'two' } } });
    transport.answer({ id: 1, result: { result: { value: 'one' } } });
    assert.equal(await first, 'one');
    assert.equal(await second, 'two');
  });

  it('rejects with what the target says, and the caller’s stack', async () => {
    async function caller() {
      await session.send('Runtime.addBinding', { name: 'x' });
    }
    const failing = caller();
    transport.answer({ id: 1, error: { message: 'Invalid parameters' } });
    await assert.rejects(failing, (error: Error) => {
      assert.equal(error.message, 'Invalid parameters');
      assert.match(error.stack ?? '', /^Error: Invalid parameters\n.*\n?.*caller/);
      return true;
    });
  });

  it('rejects with the description of what an expression throws', async () => {
    const failing = evaluate(session, 'fail()');
    const exceptionDetails = { text: 'Uncaught', exception: { description: 'TypeError: no\n    at fail' } };
    transport.answer({ id: 1, result: { result: {}, exceptionDetails } });
    await assert.rejects(failing, /TypeError: no/);
  });

  it('rejects what is pending, and all that follows, when the connection ends', async () => {
    const ends: string[] = [];
    session.onEnd((why) => ends.push(why));
    const pending = session.send('Runtime.evaluate', { expression: '1' });
    transport.ends.fire('It was cut');
    transport.ends.fire('Twice');
    await assert.rejects(pending, /It was cut/);
    await assert.rejects(session.send('Runtime.evaluate', { expression: '1' }), /It was cut/);
    assert.deepEqual(ends, ['It was cut']);
    session.onEnd((why) => ends.push(`late: ${why}`));
    assert.deepEqual(ends, ['It was cut', 'late: It was cut']);
  });

  it('ends, rather than failing the process, when it hears what is no message', async () => {
    const pending = session.send('Runtime.evaluate', { expression: '1' });
    transport.messages.fire('<html>');
    await assert.rejects(pending, /no message of its protocol/);
    assert.ok(transport.disposed);
  });

  it('tells listeners of their event only, and of none after the end', () => {
    const heard: string[] = [];
    session.on('Runtime.bindingCalled', ({ payload }) => heard.push(payload));
    transport.answer({ method: 'Runtime.bindingCalled', params: { payload: 'a' } });
    transport.answer({ method: 'NodeRuntime.waitingForDisconnect' });
    session.dispose();
    transport.answer({ method: 'Runtime.bindingCalled', params: { payload: 'b' } });
    assert.deepEqual(heard, ['a']);
  });

  it('closes the connection once nothing is on its way, though nobody waits for it any more', async () => {
    const pending = session.send('Runtime.evaluate', { expression: '1' });
    session.dispose();
    await assert.rejects(pending, /was closed/);
    transport.answer({ method: 'NodeRuntime.waitingForDisconnect' });
    assert.ok(!transport.disposed, 'a target would write to one that has gone');
    transport.answer({ id: 1, result: { result: { value: 1 } } });
    await session.closed;
    assert.ok(transport.disposed);
  });

  it('closes the connection though an answer never comes, or the target goes first', async () => {
    session.send('Runtime.evaluate', { expression: 'sleep()' }).catch(() => {});
    session.dispose();
    await session.closed;
    assert.ok(transport.disposed);
    const other = new FakeTransport();
    const gone = new InspectorSession(other);
    gone.send('Runtime.evaluate', { expression: '1' }).catch(() => {});
    gone.dispose();
    other.ends.fire('It has ended');
    await gone.closed;
    assert.ok(!other.disposed, 'there is nothing left to close');
  });

  it('closes the connection at once where nothing is on its way', async () => {
    session.dispose();
    assert.ok(transport.disposed);
    await session.closed;
  });

  it('ignores answers to calls that nobody made', () => {
    transport.answer({ id: 77, result: {} });
    transport.answer({ id: 78, error: { message: 'no' } });
  });
});

describe('a borrowed session', () => {
  it('refuses, without sending it, what is not on the list', async () => {
    const transport = new FakeTransport();
    const session = new InspectorSession(transport, borrowedMethods);
    for (const method of [
      'Runtime.enable',
      'Runtime.disable',
      'Debugger.enable',
      'Debugger.pause',
    ] as const) {
      await assert.rejects(session.send(method), /may not be sent on a borrowed session/);
    }
    assert.deepEqual(transport.sent, []);
    void session.send('Runtime.addBinding', { name: 'x' });
    assert.equal(transport.sent.length, 1);
  });

  it('has a list that changes no domain', () => {
    assert.deepEqual([...borrowedMethods].sort(), [
      'JsDebug.subscribe',
      'Runtime.addBinding',
      'Runtime.evaluate',
    ]);
  });
});
