import type { EngineLike } from '../engine/engineTypes';
import type { Snapshot } from '../shared/snapshot';
import type { ObserveOptions } from './args';
import { say, type CliContext } from './context';
import { deadline, type Deadline } from './deadline';
import { sentenceFor } from './errors';
import { exitStatus } from './exitStatus';
import { showLive, startObservation, type Observation } from './observation';
import { publish } from './publish';
import { catchStop } from './signals';

/** Name under which this command attaches. */
const owner = 'cli';

/**
 * `looplens attach`: observes a running program until it ends, the time is over, or a signal asks us to stop; leaves it
 * running. Resolves with the status to exit with.
 */
export async function attach(target: string, options: ObserveOptions, context: CliContext): Promise<number> {
  let observation: Observation;
  try {
    observation = await startObservation(options, context);
  } catch (error) {
    say(context, sentenceFor(error));
    return exitStatus.notObserved;
  }
  let stops = 0;
  let stop: () => void = () => {};
  let leave: (status: number) => void = () => {};
  const asked = new Promise<void>((resolve) => (stop = resolve));
  const impatient = new Promise<number>((resolve) => (leave = resolve));
  const signals = catchStop(context, () => {
    stops++;
    if (stops > 1) leave(exitStatus.interrupted);
    else stop();
  });
  try {
    return await Promise.race([impatient, observe(target, asked, observation, options, context)]);
  } finally {
    signals.dispose();
  }
}

/** Attaches, waits, detaches, reports. Never rejects. */
async function observe(
  target: string,
  asked: Promise<void>,
  { engine, file, problems }: Observation,
  options: ObserveOptions,
  context: CliContext,
): Promise<number> {
  let time: Deadline | undefined;
  try {
    await engine.attach(owner, target);
    if (!options.quiet)
      say(context, `Observing ${target}. Ctrl-C ends the observation and leaves the program running.`);
    time = deadline(options.durationMs);
    const live = showLive(engine, options, context);
    await Promise.race([asked, time.over, targetEnd(engine)]).finally(() => live.dispose());
    await engine.detach(owner);
    const exceeded = await publish(await engine.report(null), problems, options, file, context);
    return exceeded ? exitStatus.blocked : exitStatus.ok;
  } catch (error) {
    say(context, sentenceFor(error));
    return exitStatus.notObserved;
  } finally {
    time?.dispose();
    await engine.dispose().catch((error: unknown) => say(context, sentenceFor(error)));
  }
}

/** Resolves when everything that was attached has ended. */
async function targetEnd(engine: EngineLike): Promise<void> {
  const isOver = ({ targets }: Snapshot) => {
    const own = targets.filter((target) => target.owner === owner);
    return own.length > 0 && own.every(({ endedAtMs }) => endedAtMs !== null);
  };
  if (isOver(engine.snapshot())) return;
  await new Promise<void>((resolve) => {
    engine.onDidChange((snapshot) => {
      if (isOver(snapshot)) resolve();
    });
  });
}
