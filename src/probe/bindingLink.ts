import { threadId } from 'node:worker_threads';
import type { Beat } from '../shared/facts';
import { word, real, type Slot } from './layout';
import { LoopFigures } from './loopFigures';
import { ringRead } from './ring';
import { withoutCalls, type Link } from './link';
import { ownSignals } from './ownSignals';
import { signalsEveryMs } from './signalFigures';

const beatEveryMs = 20;
const beatsPerLoop = 12;
const beatsPerSignal = signalsEveryMs / beatEveryMs;
const { stringify } = JSON;

/**
 * Carries a thread's facts through an inspector binding, for a target that is being debugged: a sentinel there would show
 * up in the user's list of threads. A beat every 20 ms says that the loop turns; it keeps no loop alive.
 */
export class BindingLink implements Link {
  private readonly timer: NodeJS.Timeout;
  private readonly loop: LoopFigures;
  private readonly signals: ReturnType<typeof ownSignals>;
  private beats = 0;
  private readonly now = performance.now.bind(performance);

  constructor(
    private readonly slot: Slot,
    private readonly send: (text: string) => void,
  ) {
    this.loop = new LoopFigures(slot, threadId, (fact) => this.send(stringify(fact) + '\n'));
    this.signals = ownSignals(slot, (fact) => this.send(stringify(fact) + '\n'));
    this.timer = setInterval(() => this.beat(), beatEveryMs);
    this.timer.unref();
    // Without one nobody watches: a program that is attached to in a block may never run a timer.
    this.pump();
    this.sendBeat();
  }

  pump(): void {
    const text = ringRead(this.slot);
    if (text !== '') this.send(withoutCalls(text));
  }

  stop(): void {
    clearInterval(this.timer);
    this.pump();
    this.signals.dispose();
  }

  private beat(): void {
    this.sendBeat();
    if (this.beats % beatsPerLoop === 0) this.loop.send();
    if (this.beats % beatsPerSignal === 0) this.signals.send();
    this.beats++;
  }

  private sendBeat(): void {
    const { words, reals } = this.slot;
    const beat: Beat = {
      t: 'beat',
      th: threadId,
      seq: words[word.seq]!,
      turnMs: reals[real.turnStart]!,
      atMs: this.now(),
    };
    this.send(stringify(beat) + '\n');
  }
}
