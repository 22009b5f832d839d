import assert from 'node:assert/strict';
import type { PanelPlace } from '../../../src/shared/panels';
import { PanelMemory } from '../../../src/webview/kept';

class Store {
  writes = 0;
  constructor(public state: unknown = undefined) {}
  getState = (): unknown => this.state;
  setState = (state: unknown): void => {
    this.state = structuredClone(state);
    this.writes++;
  };
}

const flame = { mode: 'callers', search: 'parse', chartShare: 0.4 } as const;
const file = (uri: string): PanelPlace => ({
  kind: 'flame',
  file: { path: '/a.cpuprofile', name: 'a.cpuprofile', uri },
});
const opened = (store: Store, place: PanelPlace, isNew: boolean) =>
  new PanelMemory(store, { kind: place.kind, place, isNew });

describe('what a panel keeps', () => {
  it('is there when its page is loaded again, with the file where it is found now', () => {
    const store = new Store();
    opened(store, file('old:a'), true).keep({ flame });
    const { value } = opened(store, file('new:a'), false);
    assert.deepEqual(value, { place: file('new:a'), flame });
  });

  it('is the page that the user went to, and the step of its diagram', () => {
    const store = new Store();
    const first: PanelPlace = { kind: 'explain', page: 'event-loop' };
    opened(store, first, true).keep({
      place: { kind: 'explain', page: 'streams' },
      step: { page: 'streams', index: 3 },
    });
    const { value } = opened(store, first, false);
    assert.deepEqual(value.place, { kind: 'explain', page: 'streams' });
    assert.deepEqual(value.step, { page: 'streams', index: 3 });
  });

  it('gives way to a place that nobody has seen yet, but for the timeline, which is one place', () => {
    const store = new Store();
    opened(store, { kind: 'explain', page: 'v8' }, true);
    const asked: PanelPlace = { kind: 'explain', page: 'threads' };
    assert.deepEqual(opened(store, asked, true).value, { place: asked });
    const timeline = { thread: 't2', view: null, brush: { fromMs: 1, toMs: 2 }, table: true };
    const other = new Store();
    opened(other, { kind: 'timeline' }, true).keep({ timeline });
    assert.deepEqual(opened(other, { kind: 'timeline' }, true).value.timeline, timeline);
  });

  it('of one profile is nothing for another', () => {
    const store = new Store();
    const memory = opened(store, file('old:a'), true);
    memory.keep({ flame });
    memory.go({ kind: 'flame', span: { thread: 't1', fromMs: 1, toMs: 2 } });
    assert.equal(memory.value.flame, undefined);
  });

  it('is told only when it is something else', () => {
    const store = new Store();
    const memory = opened(store, file('a'), true);
    const { writes } = store;
    memory.keep({ flame });
    memory.keep({ flame: { ...flame } });
    assert.equal(store.writes, writes + 1);
  });

  it('is nothing where it is of another version of ours', () => {
    const place: PanelPlace = { kind: 'explain', page: 'v8' };
    assert.deepEqual(opened(new Store({ page: 'v8' }), place, false).value, { place });
  });
});
