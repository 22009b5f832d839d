import assert from 'node:assert/strict';
import { DisposableStore, Emitter, toDisposable } from '../../../src/shared/disposable';

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

  it('ends one early, once', () => {
    let ended = 0;
    const store = new DisposableStore();
    const item = store.add({ dispose: () => ended++ });
    store.delete(item);
    store.delete(item);
    store.dispose();
    assert.equal(ended, 1);
  });
});

describe('toDisposable', () => {
  it('does nothing the second time', () => {
    let ended = 0;
    const item = toDisposable(() => ended++);
    item.dispose();
    item.dispose();
    assert.equal(ended, 1);
  });
});

describe('Emitter', () => {
  it('lets every listener hear, though one throws', () => {
    const errors: unknown[] = [];
    const heard: string[] = [];
    const emitter = new Emitter<string>((error) => errors.push(error));
    const failure = new Error('bad listener');
    emitter.on((value) => heard.push(`a ${value}`));
    emitter.on(() => {
      throw failure;
    });
    emitter.on((value) => heard.push(`b ${value}`));
    emitter.fire('x');
    assert.deepEqual(heard, ['a x', 'b x']);
    assert.deepEqual(errors, [failure]);
  });

  it('lets listeners come and go while it fires', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>();
    const once = emitter.on((value) => {
      once.dispose();
      emitter.on((later) => heard.push(`late ${later}`));
      heard.push(`once ${value}`);
    });
    emitter.fire('1');
    emitter.fire('2');
    assert.deepEqual(heard, ['once 1', 'late 2']);
  });

  it('is silent once it is disposed', () => {
    const heard: number[] = [];
    const emitter = new Emitter<number>();
    emitter.on((value) => heard.push(value));
    emitter.dispose();
    emitter.fire(1);
    assert.deepEqual(heard, []);
  });
});
