import { connect, type Socket } from 'node:net';
import type { ProbeConfig } from '../shared/facts';
import type { Slot } from './layout';
import { LoopFigures } from './loopFigures';
import { withoutCalls, type Link } from './link';
import { ownSignals } from './ownSignals';
import { signalsEveryMs } from './signalFigures';
import { ringRead } from './ring';
import { threadId } from 'node:worker_threads';

const loopEveryMs = 250;

/** Carries a thread's facts by its own loop where no sentinel can be had. Without one there are no live stacks. */
export class OwnLink implements Link {
  private readonly socket: Socket;
  private readonly loop: LoopFigures;
  private readonly signals: ReturnType<typeof ownSignals>;
  private connected = false;
  private loopSentMs = 0;
  private signalsSentMs = 0;

  constructor(
    private readonly slot: Slot,
    config: ProbeConfig,
  ) {
    this.socket = connect(config.endpoint);
    this.socket.unref();
    this.socket.on('error', () => this.socket.destroy());
    this.socket.once('connect', () => {
      this.connected = true;
      this.pump();
    });
    this.loop = new LoopFigures(slot, threadId, (fact) => this.write(JSON.stringify(fact) + '\n'));
    this.signals = ownSignals(slot, (fact) => this.write(JSON.stringify(fact) + '\n'));
  }

  /** Called once per turn. */
  pump(): void {
    if (!this.connected) return;
    const text = ringRead(this.slot);
    if (text !== '') this.write(withoutCalls(text));
    const now = Date.now();
    if (now - this.loopSentMs < loopEveryMs) return;
    this.loopSentMs = now;
    this.loop.send();
    if (now - this.signalsSentMs < signalsEveryMs) return;
    this.signalsSentMs = now;
    this.signals.send();
  }

  stop(): void {
    this.pump();
    this.signals.dispose();
    this.socket.end();
  }

  private write(text: string): void {
    if (text !== '' && !this.socket.destroyed) this.socket.write(text);
  }
}
