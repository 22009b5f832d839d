// Stands for the engine's process, with its own stores and its own way over IPC; bundled and forked by timeline.mjs.
import { RpcServer } from '../../src/shared/rpc';
import { History } from './history.mjs';

let history = null;

const transport = {
  send: (message) => process.send(message),
  onMessage: (listener) => process.on('message', listener),
};
new RpcServer(transport, {
  /** Fills the rings; twice as long ago as they hold, to see that they hold no more. Answers how much memory they take. */
  fill({ minutes, ...shape }) {
    history = new History(shape);
    const before = use();
    history.advance(minutes * 60);
    const first = report(before);
    history.advance(minutes * 60);
    history.timelines.update({ since: null }, history.nowMs); // what is too old is forgotten with a question
    return { first, second: report(before) };
  },
  /** A second later than the last time, as if it had passed. */
  timeline(request) {
    if (request.since !== null) history.advance(1);
    return history.timelines.update(request, history.nowMs);
  },
  stacks(span) {
    return history.stacks.stacks(span, history.timelines.blockedMs(span.thread, span.fromMs, span.toMs));
  },
  now: () => history.nowMs,
});

function report(before) {
  const after = use();
  return { ringBytes: history.timelines.bytes, allBytes: after - before };
}

function use() {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
