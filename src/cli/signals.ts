import { constants } from 'node:os';
import type { Disposable } from '../shared/disposable';
import type { CliContext } from './context';

/** Signals that a program may act on, as far as this system has them. */
const passed: readonly NodeJS.Signals[] = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGBREAK',
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
];
/** Those that a terminal sends to every process of the foreground group. */
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH'];
/** Those that mean "stop". */
const stopping: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'];

/**
 * Gives every signal that the program should have to `send`; until disposed none of them ends this process.
 *
 * A terminal sends Ctrl-C to every process of the foreground group, so the program has it already, and a second one makes
 * many programs give up their orderly end: in a terminal its signals are not passed on. On Windows the console reaches
 * the program too, and Node's `kill` would end it at once.
 */
export function passSignals(
  context: CliContext,
  send: (signal: NodeJS.Signals) => void,
  onInterrupt: () => void,
): Disposable {
  return catchSignals(context, passed, (signal) => {
    const hasIt = context.platform === 'win32' || (context.inTerminal && fromTerminal.includes(signal));
    if (!hasIt) send(signal);
    if (signal === 'SIGINT') onInterrupt();
  });
}

/** Calls `listener` for every signal that asks this process to stop; until disposed none of them ends it. */
export function catchStop(context: CliContext, listener: () => void): Disposable {
  return catchSignals(context, stopping, listener);
}

function catchSignals(
  context: CliContext,
  wanted: readonly NodeJS.Signals[],
  listener: (signal: NodeJS.Signals) => void,
): Disposable {
  const caught = wanted
    .filter((signal) => signal in constants.signals)
    .map((signal) => ({ signal, heard: () => listener(signal) }));
  for (const { signal, heard } of caught) context.signals.on(signal, heard);
  return {
    dispose: () => {
      for (const { signal, heard } of caught) context.signals.off(signal, heard);
    },
  };
}
