import assert from 'node:assert/strict';
import { recordProfile } from '../../../src/shared/profiling';

/** A thread that takes a second for every command; `fails` is one that it refuses. */
function thread(fails = '') {
  const sent: string[] = [];
  const held: (readonly [number, number | null])[] = [];
  let clock = 0;
  const profile = { nodes: [], startTime: 0, endTime: 1 };
  const recorded = (durationMs: number) =>
    recordProfile(
      {
        send: (method) => {
          sent.push(method);
          clock += 1000;
          if (method === fails) return Promise.reject(new Error('no'));
          return Promise.resolve(method === 'Profiler.stop' ? { profile } : {});
        },
        now: () => clock,
        wait: (ms) => {
          clock += ms;
          return Promise.resolve();
        },
        onHeld: (fromMs, toMs) => held.push([fromMs, toMs]),
      },
      durationMs,
    );
  return { sent, held, profile, recorded };
}

describe('recordProfile', () => {
  it('gives the profile, and says when it held the thread', async () => {
    const { recorded, profile, held, sent } = thread();
    assert.equal(await recorded(5000), profile);
    assert.deepEqual(held, [
      [3000, null],
      [3000, 4000],
      [10_000, null],
      [10_000, 11_000],
    ]);
    assert.equal(sent.at(-1), 'Profiler.disable');
  });

  for (const method of ['Profiler.start', 'Profiler.stop', 'Runtime.evaluate']) {
    it(`leaves no profiler behind when ${method} fails`, async () => {
      const { recorded, held, sent } = thread(method);
      await assert.rejects(recorded(100), /no/);
      assert.equal(sent.at(-1), 'Profiler.disable');
      const last = held.at(-1);
      assert.ok(last === undefined || last[1] !== null, 'the thread is held no more');
    });
  }
});
