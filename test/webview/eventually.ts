import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until a check of a page holds; after that long, ten seconds as a rule, it fails as the check then does.
 * A page draws when its turn comes: what it shows right after a click is what it showed before, now and then.
 */
export async function eventually<T>(check: () => Promise<T>, withinMs = 10_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(25);
    }
  }
}
