import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { EngineError } from '../../shared/engineApi';
import type { ProbeConfig } from '../../shared/facts';
import { probeExpression } from '../../shared/looks';
import { evaluate } from '../../inspector/evaluate';
import type { InspectorSession } from '../../inspector/session';

const oldestMajor = 20;

/** Expression that gives what loads Node's own modules, in CommonJS, ES modules and workers alike. */
const load = "(process.getBuiltinModule ?? (typeof require === 'function' ? require : undefined))";

export interface Target {
  readonly isMainThread: boolean;
  /** Address of its inspector, where it has one open. */
  readonly url: string | null;
}

/** Asks a target who it is. Rejects with `EngineError` where it is no Node that can be observed. */
export async function identify(session: InspectorSession): Promise<Target> {
  const text = await evaluate(
    session,
    `JSON.stringify(typeof process !== 'object' || !process.versions?.node || process.versions.deno ? null : (() => {
      const load = ${load};
      return { node: process.versions.node, isMainThread: load?.('worker_threads').isMainThread ?? true,
        url: load?.('inspector').url() ?? null };
    })())`,
    true,
  );
  const target = JSON.parse(String(text)) as (Target & { node: string }) | null;
  if (!target)
    throw new EngineError('not-node', 'The target is not Node.js, so there is no event loop to observe.');
  if (parseInt(target.node, 10) < oldestMajor) {
    throw new EngineError(
      'unsupported-node',
      `The target runs Node.js ${target.node}; Looplens observes Node.js ${oldestMajor} and newer. Run it with a newer Node.`,
    );
  }
  return target;
}

/** The process that an inspector belongs to; null where it does not tell. */
export async function pidOf(session: InspectorSession): Promise<number | null> {
  const pid = await evaluate(session, 'process.pid').catch(() => null);
  return typeof pid === 'number' ? pid : null;
}

/**
 * Whether the target can have a sentinel that reports by itself: it sees this machine's files (it may be a container whose
 * port was published), and no permission model denies it threads or connections.
 */
export async function canReport(
  session: InspectorSession,
  { endpoint, sentinel }: ProbeConfig,
): Promise<boolean> {
  // A named pipe is no file.
  const files = process.platform === 'win32' ? [sentinel] : [sentinel, endpoint];
  const answer = await evaluate(
    session,
    `process.permission === undefined && ${JSON.stringify(files)}.every((file) => ${load}('fs').existsSync(file))`,
    true,
  );
  return answer === true;
}

/**
 * Loads the probe in the target: with a sentinel of its own, or, where `binding` is given, sending through that. It goes
 * there as text: the target may not see the file, or not be allowed to read it.
 */
export async function install(
  session: InspectorSession,
  probe: string,
  config: ProbeConfig,
  binding: string | null = null,
): Promise<void> {
  const start =
    binding === null
      ? `attach(${JSON.stringify(config)})`
      : `attachBinding(${JSON.stringify(config)}, ${JSON.stringify(binding)})`;
  const expression = loading(probe, await readFile(probe, 'utf8'), start);
  if (await isAbandoned(session)) await uninstall(session);
  if (await run(session, expression)) return;
  throw new EngineError(
    'probe-refused',
    'The target is observed by another Looplens already. End that observation first, then attach again.',
  );
}

/** Takes the probe out again; a target that has gone needs none of it. */
export async function uninstall(session: InspectorSession): Promise<void> {
  await evaluate(session, `${probeExpression}?.detach()`).catch(() => {});
}

function loading(file: string, text: string, start: string): string {
  return `((load) => {
    const file = load('path').resolve(${JSON.stringify(file)});
    const names = ['module', 'exports', 'require', '__filename', '__dirname'];
    const module = { exports: {} };
    load('vm').compileFunction(${JSON.stringify(text)}, names, { filename: file })(
      module, module.exports, load('module').createRequire(file), file, load('path').dirname(file));
    return module.exports.${start};
  })(${load})`;
}

async function run(session: InspectorSession, expression: string): Promise<boolean> {
  try {
    return (await evaluate(session, expression, true)) === true;
  } catch (error) {
    throw new EngineError(
      'probe-refused',
      `The target did not load Looplens' probe: ${error instanceof Error ? error.message : String(error)}. It goes on unobserved; start it with looplens run instead.`,
    );
  }
}

/** Whether a probe is left there that reports through a binding to an engine that is no more. */
async function isAbandoned(session: InspectorSession): Promise<boolean> {
  const endpoint = await evaluate(session, `${probeExpression}?.bindingOf`);
  return typeof endpoint === 'string' && !(await answers(endpoint));
}

function answers(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(endpoint);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
