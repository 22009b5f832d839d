import type { EngineLike } from '../engine/engineTypes';
import type { Disposable } from '../shared/disposable';
import type { ObserveOptions } from './args';
import { colorsFor } from './colors';
import type { CliContext } from './context';
import { LiveLine } from './liveLine';
import { liveText } from './liveText';
import { prepareReportFile, type ReportFile } from './reportFile';

/** Most warnings of the engine that the report repeats. */
const problemsCap = 20;

/** What both commands observe with. */
export interface Observation {
  readonly engine: EngineLike;
  readonly file: ReportFile | null;
  /** What the engine warned of, for the report's notes. */
  readonly problems: ReadonlySet<string>;
}

/** Rejects with `ReportFileError` or `EngineError`. */
export async function startObservation(options: ObserveOptions, context: CliContext): Promise<Observation> {
  const file = options.report === null ? null : await prepareReportFile(options.report, context.cwd);
  const problems = new Set<string>();
  const engine = await context.startEngine({
    thresholdMs: options.thresholdMs,
    dist: context.dist,
    log: (level, message) => {
      if (level !== 'info' && problems.size < problemsCap) problems.add(message);
    },
  });
  return { engine, file, problems };
}

/** Shows the live line until disposed, where standard error is a terminal. */
export function showLive(engine: EngineLike, options: ObserveOptions, context: CliContext): Disposable {
  const { stderr, signals } = context;
  if (options.quiet || !stderr.isTTY || context.env.TERM === 'dumb') return { dispose: () => {} };
  const colors = colorsFor(context.env, true);
  const line = new LiveLine(stderr, (columns) => {
    const snapshot = engine.snapshot();
    return { text: liveText(snapshot, columns, context.cwd, colors), more: snapshot.stalls.length > 0 };
  });
  const changes = engine.onDidChange(() => line.update());
  // Ctrl-Z gives the terminal to the shell, which needs its last row.
  const stop = () => {
    line.clear();
    process.kill(process.pid, 'SIGSTOP');
  };
  const goOn = () => line.update();
  if (context.platform !== 'win32') signals.on('SIGTSTP', stop);
  if (context.platform !== 'win32') signals.on('SIGCONT', goOn);
  line.update();
  return {
    dispose: () => {
      changes.dispose();
      line.dispose();
      signals.off('SIGTSTP', stop);
      signals.off('SIGCONT', goOn);
    },
  };
}
