import { parseArgs, type ParseArgsConfig } from 'node:util';
import { severities, type LintSeverity } from '../shared/lint';
import { attachUsage, lintUsage, runUsage, usage } from './usage';

/** Formats that can be asked for. */
const formats = ['text', 'json'] as const;
export type Format = (typeof formats)[number];
/** Names that are kept for what is to come. */
const laterFormats = ['markdown', 'html', 'sarif', 'github', 'cpuprofile'];

const lintFormats = ['text', 'json', 'sarif'] as const;
export type LintFormat = (typeof lintFormats)[number];

const defaultThresholdMs = 20;
/** What setTimeout can hold. */
const longestMs = 2 ** 31 - 1;

export interface ObserveOptions {
  /** File for the JSON report, as given; null for none. */
  readonly report: string | null;
  readonly formats: ReadonlySet<Format>;
  /** null: until the program ends. */
  readonly durationMs: number | null;
  readonly thresholdMs: number;
  readonly failOnMs: number | null;
  readonly quiet: boolean;
  readonly strict: boolean;
}

export interface LintOptions {
  /** Files and folders, as given; never empty. */
  readonly paths: readonly string[];
  readonly format: LintFormat;
  /** The least severe finding that is a failure. */
  readonly failOn: LintSeverity;
  /** Only what is a failure is shown. */
  readonly quiet: boolean;
}

export type Invocation =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: readonly string[]; readonly options: ObserveOptions }
  | { readonly kind: 'lint'; readonly options: LintOptions }
  | { readonly kind: 'attach'; readonly target: string; readonly options: ObserveOptions };

/** The command line can't be understood; the message is a sentence, `usage` the line that shows how it goes. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly usage: string,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

const flags = {
  report: { type: 'string' },
  format: { type: 'string', multiple: true },
  duration: { type: 'string' },
  threshold: { type: 'string' },
  'fail-on': { type: 'string' },
  quiet: { type: 'boolean' },
  strict: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} satisfies ParseArgsConfig['options'];

/** What to do, from the arguments after `looplens`. Throws `UsageError`. */
export function parseCommandLine(argv: readonly string[]): Invocation {
  const dashes = argv.indexOf('--');
  const own = dashes === -1 ? [...argv] : argv.slice(0, dashes);
  const command = dashes === -1 ? [] : argv.slice(dashes + 1);
  const verbs = { run: runUsage, attach: attachUsage, lint: lintUsage };
  const [, line = usage] = Object.entries(verbs).find(([name]) => own.includes(name)) ?? [];

  const { values, positionals } = parseFlags(own, line);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [verb, ...rest] = positionals;
  if (verb === undefined) throw new UsageError('Say what to do: run, attach or lint.', line);
  if (verb === 'lint') return { kind: 'lint', options: lintOptions(values, [...rest, ...command], line) };
  if (verb !== 'run' && verb !== 'attach')
    throw new UsageError(`"${verb}" is no command of looplens.`, usage);

  const options = observeOptions(values, line);
  if (verb === 'run') {
    if (rest.length > 0)
      throw new UsageError(`Put "--" before the command that is to be run: -- ${rest.join(' ')}`, line);
    if (command.length === 0 || command[0] === '')
      throw new UsageError('There is no command to run after "--".', line);
    return { kind: 'run', command, options };
  }
  if (rest.length !== 1 || command.length > 0) throw new UsageError('Name one process to attach to.', line);
  return { kind: 'attach', target: attachTarget(rest[0] ?? '', line), options };
}

function parseFlags(args: string[], line: string) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true });
  } catch (error) {
    // Node's message goes on with advice that is not about us.
    const [sentence = 'The options can’t be understood'] = (error as Error).message.split(/\.\s|\n/);
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`, line);
  }
}

function observeOptions(values: ReturnType<typeof parseFlags>['values'], line: string): ObserveOptions {
  if (values.report === '') throw new UsageError('--report needs the name of a file.', line);
  const failOnMs = durationOption('--fail-on', values['fail-on'], line);
  const givenMs = durationOption('--threshold', values.threshold, line);
  if (failOnMs !== null && givenMs !== null && failOnMs < givenMs)
    throw new UsageError(
      `--fail-on ${values['fail-on']} would never be seen: blocks below the threshold of ${values.threshold} are not recorded.`,
      line,
    );
  return {
    report: values.report ?? null,
    formats: formatsOption(values.format, line),
    durationMs: durationOption('--duration', values.duration, line),
    thresholdMs: givenMs ?? Math.min(defaultThresholdMs, failOnMs ?? defaultThresholdMs),
    failOnMs,
    quiet: values.quiet ?? false,
    strict: values.strict ?? false,
  };
}

const lintFlags = new Set(['format', 'fail-on', 'quiet']);

function lintOptions(
  values: ReturnType<typeof parseFlags>['values'],
  paths: readonly string[],
  line: string,
): LintOptions {
  const foreign = Object.keys(values).find((name) => !lintFlags.has(name));
  if (foreign) throw new UsageError(`--${foreign} is no option of lint.`, line);
  const [name = 'text', ...more] = values.format ?? [];
  const format = lintFormats.find((known) => known === name);
  if (!format || more.length > 0)
    throw new UsageError(
      `--format needs one of ${lintFormats.join(', ')}, not "${[name, ...more].join(', ')}".`,
      line,
    );
  const given = values['fail-on'] ?? 'warning';
  const failOn = severities.find((severity) => severity === given);
  if (!failOn) throw new UsageError(`--fail-on needs one of ${severities.join(', ')}, not "${given}".`, line);
  if (paths.includes('')) throw new UsageError('The name of a path is empty.', line);
  return { paths: paths.length > 0 ? paths : ['.'], format, failOn, quiet: values.quiet ?? false };
}

function formatsOption(given: readonly string[] | undefined, line: string): ReadonlySet<Format> {
  const chosen = new Set<Format>();
  for (const name of (given ?? ['text']).flatMap((list) => list.split(','))) {
    const known = formats.find((format) => format === name.trim());
    if (known) chosen.add(known);
    else if (laterFormats.includes(name.trim()))
      throw new UsageError(`The format ${name.trim()} is not available yet; there are text and json.`, line);
    else throw new UsageError(`"${name}" is no format; there are text and json.`, line);
  }
  return chosen;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function durationOption(name: string, given: string | undefined, line: string): number | null {
  if (given === undefined) return null;
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?|\.\d+)(ms|s|m|h)$/.exec(given) ?? [];
  const ms = Number(amount) * (units[unit] ?? NaN);
  if (!(ms > 0))
    throw new UsageError(
      `${name} needs a time above zero with its unit, like 20ms, 30s or 2m, not "${given}".`,
      line,
    );
  if (ms > longestMs) throw new UsageError(`${name} ${given} is too long; the most is 596h.`, line);
  return ms;
}

function attachTarget(given: string, line: string): string {
  if (/^[1-9]\d*$/.test(given)) return given;
  const port = Number(/^(?:\[[0-9a-fA-F:]+\]|[^\s:/]+):(\d{1,5})$/.exec(given)?.[1] ?? NaN);
  if (port >= 1 && port <= 65535) return given;
  throw new UsageError(`"${given}" is neither a process id nor host:port.`, line);
}
