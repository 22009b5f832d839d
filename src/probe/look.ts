import type { Look, RawStack } from '../shared/facts';
import { word, real, type Slot } from './layout';

const { stringify } = JSON;

/**
 * Answers an evaluation that interrupts the thread's code. Every look leaves a microtask behind: if it has run by the next
 * look of the same turn, the microtask queue turns though the loop does not.
 */
export class Looker {
  private ran = 0;
  private seq = -1;

  constructor(
    private readonly slot: Pick<Slot, 'words' | 'reals'>,
    private readonly now: () => number,
    private readonly takeStack: () => RawStack,
    private readonly onLook: (stack: RawStack) => void,
  ) {}

  private readonly mark = (): void => {
    if (this.slot.words[word.seq] === this.seq) this.ran++;
  };

  readonly look = (): string => {
    const seq = this.slot.words[word.seq]!;
    if (seq !== this.seq) {
      this.seq = seq;
      this.ran = 0;
    }
    const answer: Look = {
      seq,
      sinceMs: this.slot.reals[real.turnStart]!,
      atMs: this.now(),
      stack: withoutEvaluation(this.takeStack()),
      microtasks: this.ran,
    };
    this.ran = 0;
    this.onLook(answer.stack);
    // Not process.nextTick: this runs at any point of the program's code. Queued just as Node is about to note that its queue
    // of ticks is empty, a tick would never run, and no later one either.
    void Promise.resolve().then(this.mark);
    return stringify(answer);
  };
}

/** The innermost frame is the evaluation that asked. */
function withoutEvaluation(stack: RawStack): RawStack {
  return stack[0]?.url === '' ? stack.slice(1) : stack;
}
