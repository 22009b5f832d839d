import assert from 'node:assert/strict';
import type { Connection } from '../../../src/engine/endpoint';
import { ObservedThread } from '../../../src/engine/observedThread';
import { Profiles } from '../../../src/engine/profiles';
import { SourceResolver } from '../../../src/engine/sourceResolver';
import type { Ask } from '../../../src/shared/facts';
import { hello } from '../../fakes/facts';

/** A thread that answers by hand. */
function observed(patienceMs?: number) {
  const asks: Ask[] = [];
  const connection: Connection = { owner: null, ask: (ask) => asks.push(ask), closed: new Promise(() => {}) };
  const resolver = new SourceResolver({ askTarget: () => Promise.resolve(null) });
  const thread = new ObservedThread({
    ...{ id: 't1', parent: () => null, owner: null, hello: hello(), thresholdMs: 20, resolver },
    ...{ pausedWithin: () => 0, onBlock: () => {}, onChange: () => {} },
  });
  const profiles = new Profiles(patienceMs);
  return {
    asks,
    thread,
    profiles,
    record: (ms: number) => profiles.record({ thread, connection, resolver }, ms),
  };
}

const profile = { nodes: [], startTime: 1, endTime: 2 };

describe('Profiles', () => {
  it('gives the text of a .cpuprofile file', async () => {
    const { asks, profiles, thread, record } = observed();
    const recorded = record(2000);
    assert.deepEqual(asks, [{ t: 'profile', th: 0, durationMs: 2000 }]);
    profiles.accept(thread, { t: 'profile', th: 0, profile, why: null });
    const { name, profile: bytes } = await recorded;
    assert.match(name, /^server\.js-\d{4}-.*\.cpuprofile$/);
    assert.deepEqual(JSON.parse(new TextDecoder().decode(bytes)), profile);
  });

  it('records neither for ever nor for no time', async () => {
    for (const [asked, recorded] of [
      [1e9, 60_000],
      [0, 100],
      [NaN, 100],
    ]) {
      const { asks, record, profiles, thread } = observed();
      const ended = assert.rejects(record(asked!));
      assert.deepEqual(asks, [{ t: 'profile', th: 0, durationMs: recorded }]);
      profiles.ended(thread);
      await ended;
    }
  });

  it('says why there is none', async () => {
    const { profiles, thread, record } = observed();
    const recorded = record(100);
    await assert.rejects(record(100), { reason: 'profile-running', message: /server\.js is being recorded/ });
    profiles.accept(thread, { t: 'profile', th: 0, profile: null, why: 'It is refused.' });
    await assert.rejects(recorded, { reason: 'profile-refused', message: 'It is refused.' });
    const next = record(100);
    profiles.ended(thread);
    await assert.rejects(next, { reason: 'thread-ended' });
  });

  it('does not wait for ever for a thread that does not answer, and can ask it again', async () => {
    const { profiles, thread, record } = observed(-90);
    await assert.rejects(record(100), { reason: 'inspector-unreachable', message: /did not answer/ });
    const again = record(100);
    profiles.accept(thread, { t: 'profile', th: 0, profile, why: null });
    await again;
  });
});
