import { EngineError } from '../../shared/engineApi';
import type { ProbeConfig } from '../../shared/facts';
import { probeExpression } from '../../shared/looks';
import { evaluate, type InspectorSession } from '../../inspector/session';

const oldestMajor = 20;

export interface Target {
  readonly pid: number;
  readonly isMainThread: boolean;
  /** Address of its inspector, where it has one open. */
  readonly url: string | null;
}

/** Asks a target who it is. Rejects with `EngineError` where it is no Node that can be observed. */
export async function identify(session: InspectorSession): Promise<Target> {
  const text = await evaluate(
    session,
    `JSON.stringify(typeof process !== 'object' || !process.versions?.node ? null : (() => {
      const load = process.getBuiltinModule ?? (typeof require === 'function' ? require : undefined);
      return { pid: process.pid, node: process.versions.node, isMainThread: load?.('worker_threads').isMainThread ?? true,
        url: load?.('inspector').url() ?? null };
    })())`,
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

/** Loads the probe in the target: with a sentinel of its own, or, where `binding` is given, sending through that. */
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
  let installed: unknown;
  try {
    installed = await evaluate(
      session,
      `(process.getBuiltinModule ? process.getBuiltinModule('module').createRequire(${JSON.stringify(probe)}) : require)(${JSON.stringify(probe)}).${start}`,
    );
  } catch (error) {
    throw new EngineError(
      'probe-refused',
      `The target did not load Looplens' probe: ${error instanceof Error ? error.message : String(error)}. A program that runs under Node's permission model must be allowed to read ${probe}.`,
    );
  }
  if (installed !== true) {
    throw new EngineError(
      'probe-refused',
      'The target is observed by another Looplens already. Detach that one first.',
    );
  }
}

/** Takes the probe out again; a target that has gone needs none of it. */
export async function uninstall(session: InspectorSession): Promise<void> {
  await evaluate(session, `${probeExpression}?.detach()`).catch(() => {});
}
