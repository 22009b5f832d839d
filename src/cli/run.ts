import type { ObserveOptions } from './args';
import { say, type CliContext } from './context';
import { deadline } from './deadline';
import { sentenceFor } from './errors';
import { exitStatus } from './exitStatus';
import { showLive, startObservation, type Observation } from './observation';
import { permitProbe } from './permission';
import { startProgram, type Program } from './program';
import { publish } from './publish';
import { passSignals } from './signals';

/**
 * `looplens run`: starts the command under observation, passes signals on, and resolves with the status to exit with once
 * the command has ended and the report is written.
 */
export async function run(
  command: readonly string[],
  options: ObserveOptions,
  context: CliContext,
): Promise<number> {
  const observation = await tryToStart(command, options, context);
  if (observation === null) {
    say(
      context,
      options.strict ? 'The program is not run, because of --strict.' : 'The program runs unobserved.',
    );
    if (options.strict) return exitStatus.notObserved;
  }

  // 1. Signals are caught before there is a program to pass them to: one in between would leave it behind, alone.
  let program: Program | undefined;
  let interrupts = 0;
  let programEnded = false;
  let leave: (status: number) => void = () => {};
  const impatient = new Promise<number>((resolve) => (leave = resolve));
  const signals = passSignals(
    context,
    (signal) => program?.send(signal),
    () => {
      interrupts++;
      if (programEnded && interrupts > 1) leave(exitStatus.interrupted);
    },
  );
  try {
    // 2. The program.
    program = startProgram(command, { ...context.env, ...observation?.environment }, context.cwd);
    const ended = program.ended.then((end) => {
      programEnded = true;
      return end;
    });
    // 3. What it did, when it or the time is over; a second Ctrl-C does not wait for that.
    const finished = observation === null ? null : observe(command, ended, observation, options, context);
    return await Promise.race([impatient, statusOf(ended, finished, context)]);
  } finally {
    signals.dispose();
  }
}

/** The program's own status, unless it was not observed or blocked for too long. */
async function statusOf(
  ended: Program['ended'],
  finished: Promise<number> | null,
  context: CliContext,
): Promise<number> {
  const { status, failure } = await ended;
  if (failure !== null) {
    await finished;
    say(context, failure);
    return status;
  }
  const own = finished === null ? exitStatus.notObserved : await finished;
  return own === exitStatus.ok ? status : own;
}

interface RunObservation extends Observation {
  /** Variables for the program. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Gets ready to observe; null, and a sentence, where that can't be done. */
async function tryToStart(
  command: readonly string[],
  options: ObserveOptions,
  context: CliContext,
): Promise<RunObservation | null> {
  try {
    const observation = await startObservation(options, context);
    const variables = observation.engine.environment(context.env);
    const environment = permitProbe(variables, context.env.NODE_OPTIONS, command, context.dist);
    return { ...observation, environment };
  } catch (error) {
    say(context, sentenceFor(error));
    return null;
  }
}

/** Observes until the program or the time is over; resolves with a status of our own, or 0. Never rejects. */
async function observe(
  command: readonly string[],
  ended: Program['ended'],
  { engine, file, problems }: RunObservation,
  options: ObserveOptions,
  context: CliContext,
): Promise<number> {
  const live = showLive(engine, options, context);
  const time = deadline(options.durationMs);
  try {
    const end = await Promise.race([ended, time.over]);
    live.dispose();
    if (end?.failure != null) return exitStatus.ok;
    const exceeded = await publish(await engine.report(command), problems, options, file, context);
    if (end === null) say(context, 'Observation is over; the program goes on.');
    return exceeded ? exitStatus.blocked : exitStatus.ok;
  } catch (error) {
    say(context, sentenceFor(error));
    return exitStatus.notObserved;
  } finally {
    live.dispose();
    time.dispose();
    await engine.dispose().catch((error: unknown) => say(context, sentenceFor(error)));
  }
}
