import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';
import type { EnterFact, HelloFact, NameFact, ProbeConfig, RawStack, TurnFact } from '../shared/facts';
import { probeKey } from '../shared/looks';
import { wrapBuiltins } from './builtins';
import { CallClock } from './callClock';
import { loadBuiltin, type Children } from './children';
import { currentTid } from './cpuClock';
import { atExit } from './exit';
import { GcObserver } from './gcObserver';
import { cleanFatalErrors } from './fatalErrors';
import { carrier, claimSlot, createShared, real, slotState, word, type Slot } from './layout';
import { InFlight } from './inFlight';
import { Looker } from './look';
import { BindingLink } from './bindingLink';
import type { Link } from './link';
import { OwnLink } from './ownLink';
import { RequestContext } from './requestContext';
import { RequestTracker } from './requests';
import { ringWrite } from './ring';
import { startSentinel, type SentinelHandle } from './sentinelHandle';
import { processSources, Signals } from './signals';
import { sourceMapOf } from './sourceMaps';
import { createStackTaker } from './stacks';
import { TurnDetector } from './turns';
import { Wrapper } from './wrap';

const { stringify } = JSON;
const longGcMs = 5;

/** Key of `setEnvironmentData` under which a process's threads find what they share. */
export const sharedKey = 'looplens.shared';

export interface ProcessData {
  readonly config: ProbeConfig;
  /** null: this thread is the first of its process and makes it. */
  readonly shared: SharedArrayBuffer | null;
}

/** What an evaluation in the thread can ask of its probe. */
export interface ProbeHandle {
  readonly threadId: number;
  readonly pid: number;
  /** Endpoint of the engine that observes through an inspector binding; null where a sentinel reports. */
  readonly bindingOf: string | null;
  look(): string;
  sourceMap(url: string): string | null;
  /** Takes everything out again; true when there was something. */
  detach(): boolean;
}

type Realm = Record<symbol, ProbeHandle | undefined>;

/**
 * Starts observing the calling thread; false where it is observed already. Facts go to a sentinel, or, in a target that is
 * being debugged, through `binding`. Throws nothing that the program could feel: the caller catches.
 */
export function startThread(
  data: ProcessData,
  mode: HelloFact['mode'],
  ownFile: string,
  children: Children | null,
  binding: ((text: string) => void) | null = null,
): boolean {
  const realm = globalThis as unknown as Realm;
  const key = Symbol.for(probeKey);
  if (realm[key]) return false;
  const shared = data.shared ?? createShared();
  const slot = claimSlot(shared);
  if (!slot) return false;
  prepare(slot);
  const now = performance.now.bind(performance);
  const write = (fact: object): void => void ringWrite(slot, stringify(fact));

  const takeStack = createStackTaker([ownFile, __filename]);
  const context = new RequestContext();
  const requests = new RequestTracker(() => context.current());
  const vote = (stack: RawStack): void => requests.vote(stack);
  const clock = new CallClock(slot, now, takeStack, vote, (id, sinceMs, stack) => {
    const { call, kind } = clock.keys[id]!;
    write({ t: 'enter', call, kind, sinceMs, stack } satisfies EnterFact);
    link?.pump();
  });
  const wrapper = new Wrapper(clock, children);
  const gc = new GcObserver(slot, longGcMs, (startMs, durationMs, count) =>
    write({ t: 'gc', th: threadId, startMs, durationMs, count }),
  );
  const inFlight = new InFlight((count) => (slot.words[word.requests] = count), context);
  const signals = new Signals(slot, processSources(), () => inFlight.sweep());
  let tellName = isMainThread
    ? null
    : () => {
        tellName = null;
        write({ t: 'name', th: threadId, name: process.argv[1] ?? '' } satisfies NameFact);
      };
  let link: Link | null = null;
  const turns = new TurnDetector(
    slot,
    clock,
    data.config.thresholdMs,
    (turn) => {
      gc.addTurn(turn.endMs - turn.busyMs, turn.endMs);
      write({ t: 'turn', th: threadId, ...turn, request: requests.info() } satisfies TurnFact);
    },
    () => {
      requests.clear();
      signals.turn(slot.reals[real.turnStart]!);
      tellName?.();
      link?.pump();
    },
  );
  const looker = new Looker(slot, now, takeStack, vote);
  wrapBuiltins(wrapper, loadBuiltin, isMainThread ? null : (ms) => (clock.sleptMs += ms));

  let sentinel: SentinelHandle | null = null;
  if (isMainThread && !binding) {
    sentinel = startSentinel(shared, data.config, () => {
      Atomics.store(slot.words, word.carrier, carrier.main);
      // A program that was attached to goes on as it was; one that we started may still spool.
      if (mode === 'attach') detach();
    });
    // After it: the sentinel itself is not to be observed.
    setEnvironmentData(sharedKey, { config: data.config, shared });
  }
  const alone = isMainThread && !sentinel && !binding;
  const hello = describe(mode, data.config, alone ? 'own' : 'full');
  write(hello);
  write({ t: 'calls', calls: clock.keys.map(({ call, kind }) => [call, kind]) });
  if (binding) link = new BindingLink(slot, binding);
  else if (alone) link = new OwnLink(slot, data.config);

  const stopCleaning = cleanFatalErrors((path) => readFileSync(path, 'utf8'));
  const stopWatchingExit = atExit(slot, shared, data.config, sentinel, (code) => {
    tellName?.();
    turns.end();
    write({ t: 'bye', th: threadId, atMs: now(), reason: 'exit', code });
    link?.pump();
    // A look that is on its way from outside finds nothing to run while Node tears itself down.
    if (binding) delete realm[key];
  });
  const detach = (): boolean => {
    // A sentinel may end after another probe has taken this one's place.
    if (realm[key] !== handle) return false;
    delete realm[key];
    turns.stop();
    gc.stop();
    requests.stop();
    inFlight.stop();
    context.stop();
    wrapper.restore();
    children?.stop();
    (loadBuiltin('module') as { syncBuiltinESMExports(): void }).syncBuiltinESMExports();
    stopWatchingExit();
    stopCleaning();
    if (isMainThread && !binding) setEnvironmentData(sharedKey, undefined);
    write({ t: 'bye', th: threadId, atMs: now(), reason: 'detach', code: null });
    link?.stop();
    return true;
  };
  const handle: ProbeHandle = {
    threadId,
    pid: process.pid,
    bindingOf: binding && data.config.endpoint,
    look: looker.look,
    sourceMap: (url) => sourceMapOf(url, loadBuiltin),
    detach,
  };
  Object.defineProperty(realm, key, {
    value: handle,
    configurable: true,
    enumerable: false,
    writable: false,
  });
  // The program does not find us among its modules.
  delete loadBuiltin.cache[ownFile];
  Atomics.store(slot.words, word.state, slotState.live);
  turns.start();
  link?.pump();
  return true;
}

/** A slot may have served a thread that is gone. */
function prepare(slot: Slot): void {
  for (let index = word.state + 1; index < slot.words.length; index++) slot.words[index] = 0;
  for (let index = real.turnStart; index < real.heapUsed; index++) slot.reals[index] = 0;
  slot.reals.fill(NaN, real.heapUsed);
  slot.turns.fill(0);
  slot.words[word.threadId] = threadId;
  slot.words[word.tid] = currentTid();
  const [seconds, nanoseconds] = process.hrtime();
  slot.reals[real.hrOrigin] = seconds * 1000 + nanoseconds / 1e6 - performance.now();
}

function describe(mode: HelloFact['mode'], config: ProbeConfig, watch: HelloFact['watch']): HelloFact {
  return {
    t: 'hello',
    v: 1,
    token: config.token,
    pid: process.pid,
    ppid: process.ppid,
    threadId,
    parentThreadId: isMainThread ? null : 0,
    name: process.argv[1] ?? (isMainThread ? '[eval]' : ''),
    argv: process.argv,
    execArgv: process.execArgv,
    cwd: process.cwd(),
    node: process.version,
    stripsTypes: !!(process.features as { typescript?: string | false }).typescript,
    platform: process.platform,
    originMs: performance.timeOrigin,
    mode,
    watch,
    notes:
      watch === 'full'
        ? []
        : [
            `No observer thread could be started in process ${process.pid} (its permission model denies workers): only wrapped built-ins have lines there.`,
          ],
  };
}
