import assert from 'node:assert/strict';
import { newestOf } from '../../../src/shared/newest';

describe('what is loaded again', () => {
  it('is not replaced by what an earlier call loaded, and is busy until the newest is there', async () => {
    const answers: ((text: string) => void)[] = [];
    const shown: string[] = [];
    const load = newestOf(
      () => new Promise<string>((resolve) => answers.push(resolve)),
      (text) => shown.push(text),
      (busy) => shown.push(busy ? 'busy' : 'done'),
    );
    const calls = [load(), load()];
    answers[1]!('new');
    await calls[1];
    answers[0]!('old');
    await calls[0];
    assert.deepEqual(shown, ['busy', 'busy', 'new', 'done']);
    const third = load();
    const fourth = load();
    answers[2]!('older');
    await third;
    assert.equal(shown.at(-1), 'busy', 'the newest is still loading');
    answers[3]!('newest');
    await fourth;
    assert.deepEqual(shown.slice(4), ['busy', 'busy', 'newest', 'done']);
  });
});
