import type { LintSeverity } from './lint';

/** What the editor's host and the language server say to each other beyond the language server protocol. */

/**
 * How Node.js is started for the server. Reading thousands of files makes much that is gone at once: with 16 MB of room for it, less time
 * goes into clearing away, and three times as much is held. What stays is cleared when it has grown by 28 %, where V8 would wait until
 * there is three times as much. Nothing old is cleared away below 128 MB: where a large file is edited alone, that would be due every few
 * keystrokes. One thread helps with that and with compiling: four, V8's own choice, take more memory and no less time. What V8 compiles
 * takes in less of what it calls: it does so for hundreds of functions, most of them more than once, and that was a quarter of all time.
 */
export const serverArguments: readonly string[] = [
  '--max-semi-space-size=16',
  '--heap-growing-percent=28',
  '--initial-old-space-size=128',
  '--v8-pool-size=1',
  '--max-inlined-bytecode-size=100',
  '--max-inlined-bytecode-size-cumulative=250',
];

/** Names of the notifications. */
export const serverNotifications = {
  /** To the server: `Measured`, the whole of it each time. */
  measured: 'looplens/measured',
  /** To the server: `ServerSettings`. */
  settings: 'looplens/settings',
  /** From the server: `Fused`, the whole of it each time. */
  fused: 'looplens/fused',
} as const;

/** Command of the host that a code action of the server asks for; takes a uri, a 0-based line and a rule. */
export const ignoreFindingCommand = 'looplens.ignoreFinding';

/** Command of the host that opens a page that explains; takes a `PageId` and, where there is one, the `Evidence`. */
export const explainPageCommand = 'looplens.explainPage';

/** `initializationOptions` of the server. */
export interface ServerOptions {
  /** Messages in the editor's language; null for English. */
  readonly l10n: Readonly<Record<string, string>> | null;
  readonly settings: ServerSettings;
}

export interface ServerSettings {
  /** For what is in none of the folders. */
  readonly all: LintSettings;
  readonly folders: readonly { readonly uri: string; readonly settings: LintSettings }[];
}

/** What a folder's user wants of the server. */
export interface LintSettings {
  readonly lint: boolean;
  /** Whether regular expressions are checked too. */
  readonly regex: boolean;
  readonly hover: boolean;
}

/** What was measured of the programs that are or were observed. Times are milliseconds. */
export interface Measured {
  /** Shorter blocks are not seen. */
  readonly thresholdMs: number;
  /** Of the program that was observed for longest. */
  readonly observedMs: number;
  readonly sites: readonly MeasuredSite[];
  /** Handlers in which something blocked, and how many blocks that were. */
  readonly handlers: readonly { readonly name: string; readonly blocks: number }[];
}

/** One line that blocked. */
export interface MeasuredSite {
  /** Absolute path. */
  readonly file: string;
  /** 1-based, as it was when the program started: its name between host and server. */
  readonly line: number;
  /** 1-based, where it is now. */
  readonly lineNow: number;
  /** The line says something else now. */
  readonly edited: boolean;
  /** Wrapped built-in that took the time, such as `fs.readFileSync`. */
  readonly call: string | null;
  readonly count: number;
  readonly totalMs: number;
  readonly maxMs: number;
  readonly handlers: readonly string[];
  /** How bad that is by the user's limits and budgets. */
  readonly severity: LintSeverity;
  /** The user wants to hear no more of it. */
  readonly hidden: boolean;
}

/** Lines that the server's diagnostics speak of, so that nobody else needs to: `file` and `line` of a `MeasuredSite`. */
export interface Fused {
  readonly lines: readonly { readonly file: string; readonly line: number }[];
}
