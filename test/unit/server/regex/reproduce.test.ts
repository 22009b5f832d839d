import assert from 'node:assert/strict';
import { longestSubject, reproduce, slowMs } from '../../../../src/server/regex/reproduce';

const attack = { prefix: 'ab', pump: 'xy', suffix: '!' };
/** A thread in which a subject with `count` pumps takes that long. */
const timed = (ms: (count: number) => number) => async (count: number) => ms(count);

describe('a slowdown', () => {
  it('is told with its degree, and a subject that shows it', async () => {
    for (const degree of [2, 3, 4]) {
      const seen = await reproduce(
        attack,
        timed((count) => 1e-5 * count ** degree),
      );
      assert.equal(seen?.degree, degree);
      const count = (seen.length - 3) / 2;
      assert.ok(1e-5 * count ** degree >= slowMs && seen.ms >= slowMs, `${count}`);
    }
    const seen = await reproduce(
      attack,
      timed((count) => Math.min(1000, 1e-5 * 2 ** count)),
    );
    assert.equal(seen?.degree, 'exponential');
    assert.ok(seen.length < 80, `${seen.length}`);
  });

  it('is told with its degree also where a busy machine makes every run longer that takes a while', async () => {
    for (const degree of [2, 3]) {
      const ms = (count: number) => 1e-5 * count ** degree;
      const seen = await reproduce(
        attack,
        timed((count) => ms(count) * (ms(count) > 4 ? 2.5 : 1)),
      );
      assert.equal(seen?.degree, degree);
    }
  });

  it('is none where time grows with the length alone, however slow the machine', async () => {
    assert.equal(
      await reproduce(
        attack,
        timed((count) => 0.05 * count),
      ),
      null,
    );
  });

  it('is none where it would take a longer subject than anybody accepts', async () => {
    const counts: number[] = [];
    const seen = await reproduce(attack, async (count) => {
      counts.push(count);
      return 1e-9 * count ** 2;
    });
    assert.equal(seen, null);
    const longest = Math.max(...counts) * 2 + 3;
    assert.ok(longest <= longestSubject && longest > longestSubject - 2, `${longest}`);
  });

  it('is none where the machine was busy once', async () => {
    let runs = 0;
    const seen = await reproduce(attack, async (count) => (++runs === 10 ? 500 : 0.001 * count));
    assert.equal(seen, null);
  });

  it('is none where the expression fails with an error', async () => {
    assert.equal(await reproduce(attack, async (count) => (count > 100 ? null : 0.01)), null);
  });
});
