import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { messageOf } from '../analysis/messages';
import { isAnalysed, parseForScopes } from '../analysis/syntax';
import { english } from '../model/message';
import { Analysis } from '../server/analysis';
import { isInside } from '../server/files';
import { readSourceSync, SourceTree } from '../server/sourceTree';
import type { StaticFinding } from '../analysis/finding';
import { lintSchema, severities, type LintFinding, type LintReport, type LintSeverity } from '../shared/lint';
import type { LintOptions } from './args';
import { colorsFor } from './colors';
import { say, type CliContext } from './context';
import { exitStatus } from './exitStatus';
import { lintText } from './lintText';
import { sarifOf } from './sarif';

/** Files of one project that are read; more are left out, with a word. */
const maxFiles = 20_000;

/** Of files that cannot be read, so many are named. */
const mostNamed = 5;

/** `looplens lint`: analyses files without running them. Resolves with the exit status. */
export async function lint(options: LintOptions, context: CliContext, version: string): Promise<number> {
  const { cwd, stdout, env } = context;
  // 1. What is to be looked at, and the packages that it is part of.
  const paths = options.paths.map((path) => resolve(cwd, path));
  for (const [at, path] of paths.entries()) {
    if (await isThere(path)) continue;
    say(context, `There is no file or folder "${options.paths[at]}".`);
    return exitStatus.usage;
  }
  const { files, roots } = await filesOf(paths);
  const wanted = files.filter((file) => isAnalysed(file) && paths.some((path) => isInside(file, path)));
  if (wanted.length === 0) {
    const where = options.paths.map((path) => `"${path}"`).join(', ');
    say(context, `There is no JavaScript or TypeScript file to analyse in ${where}.`);
    return exitStatus.usage;
  }
  if (files.length >= maxFiles)
    say(context, `Only the first ${maxFiles} files are analysed: name fewer folders for the others.`);

  // 2. All of the package is read, as handlers may be elsewhere; only what was asked for is told.
  const { found, without } = await findingsOf(files, roots, wanted, join(context.dist, 'regexWorker.js'));
  const unread = await unreadable(wanted.filter((file) => without.has(file)));
  const findings = options.quiet
    ? found.filter(({ severity }) => isAtLeast(severity, options.failOn))
    : found;
  const report: LintReport = { schema: lintSchema, findings };
  if (options.format === 'json') stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else if (options.format === 'sarif')
    stdout.write(`${JSON.stringify(sarifOf(findings, { version, base: cwd }), null, 2)}\n`);
  else
    stdout.write(
      lintText(findings, { cwd, files: wanted.length - unread.length, colors: colorsFor(env, stdout.isTTY) }),
    );
  for (const file of unread.slice(0, mostNamed))
    say(context, `"${file}" cannot be read and was left out: see that you may read it.`);
  if (unread.length > mostNamed) say(context, `So were ${unread.length - mostNamed} more.`);
  if (findings.some(({ severity }) => isAtLeast(severity, options.failOn))) return exitStatus.found;
  // What nobody has looked at is not in order.
  return unread.length > 0 ? exitStatus.usage : exitStatus.ok;
}

async function unreadable(files: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of files)
    await access(file, constants.R_OK).catch(() => {
      found.push(file);
    });
  return found;
}

/** Findings, and the files of which there is no text: they cannot be read, are too long or were generated. */
async function findingsOf(
  files: readonly string[],
  roots: readonly string[],
  wanted: readonly string[],
  regexWorker: string,
): Promise<{ readonly found: readonly LintFinding[]; readonly without: ReadonlySet<string> }> {
  const known = new Set(files);
  const fileExists = (path: string): boolean => known.has(path);
  const analysis = new Analysis({ fileExists, readText: readSourceSync, roots, regexWorker });
  try {
    const without = new Set<string>();
    for (const file of files) {
      const text = readSourceSync(file);
      if (text === null) without.add(file);
      else analysis.set(file, parseForScopes(file, text));
    }
    const found: LintFinding[] = [];
    for (const file of wanted) {
      await analysis.confirm(file, true);
      found.push(...analysis.findings(file).map(lintFinding));
    }
    return { found, without };
  } finally {
    analysis.dispose();
  }
}

function lintFinding(finding: StaticFinding): LintFinding {
  const { rule, severity, file, start, end, call, handler, path } = finding;
  return {
    rule,
    severity,
    message: messageOf(finding, english).message,
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    call,
    handler: handler?.name ?? null,
    path: path.map(({ functionName, place }) => ({ file: place.file, line: place.line, functionName })),
  };
}

function isAtLeast(severity: LintSeverity, least: LintSeverity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}

/** Files of the packages that paths are in, and the files among the paths, whatever git says of those; sorted. */
async function filesOf(
  paths: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly roots: readonly string[] }> {
  const files = new Set<string>();
  const roots = new Set<string>();
  for (const path of paths) {
    const isFolder = (await stat(path)).isDirectory();
    if (!isFolder) files.add(path);
    // The path itself counts where it would not be reached from its package.
    const root = packageOf(isFolder ? path : dirname(path));
    roots.add(root);
    if (isFolder && root !== path) roots.add(path);
  }
  for (const root of roots) {
    for await (const file of new SourceTree(root).files(() => files.size >= maxFiles)) {
      if (files.size >= maxFiles) break;
      files.add(file);
    }
  }
  return { files: [...files].sort(), roots: [...roots] };
}

/** The innermost folder around, itself included, that has a package.json; itself where none has. */
function packageOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at;
    if (dirname(at) === at) return folder;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
