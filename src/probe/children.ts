import { createRequire } from 'node:module';
import { configSeparator, configVariable, preloadOption, type ProbeConfig } from '../shared/facts';

type Load = (id: string) => Record<string, unknown>;
type Options = Record<string, unknown>;

/** Reads our configuration, and makes the environment what it would be without us. */
export function takeConfig(env: NodeJS.ProcessEnv, probe: string): ProbeConfig | null {
  const text = env[configVariable];
  if (text === undefined) return null;
  delete env[configVariable];
  const options = withoutPreload(env['NODE_OPTIONS'] ?? '', probe);
  if (options === '') delete env['NODE_OPTIONS'];
  else env['NODE_OPTIONS'] = options;
  try {
    const configs = text.split(configSeparator).filter((config) => config !== '');
    return JSON.parse(configs.at(-1) ?? '') as ProbeConfig;
  } catch {
    return null;
  }
}

function withoutPreload(options: string, probe: string): string {
  return options.split(preloadOption(probe)).join('').trim();
}

/**
 * Since the program's own environment is clean, children are told through what is handed to them at their start: processes
 * in their environment, also when the program gives one of its own; workers in `execArgv` when it gives one.
 */
export class Children {
  private readonly restores: (() => void)[] = [];
  private readonly preload: string;
  private readonly configText: string;

  constructor(
    config: ProbeConfig,
    private readonly probe: string,
    load: Load,
  ) {
    this.preload = preloadOption(probe);
    this.configText = JSON.stringify(config);
    this.watchProcesses(load('child_process'));
    this.watchWorkers(load('worker_threads'));
  }

  /** Runs a call that starts a process and waits for it, with the environment it shall hand on. */
  around<T>(run: () => T): T {
    const { env } = process;
    const options = env['NODE_OPTIONS'];
    env['NODE_OPTIONS'] = this.options(options);
    env[configVariable] = this.configText;
    try {
      return run();
    } finally {
      delete env[configVariable];
      if (options === undefined) delete env['NODE_OPTIONS'];
      else env['NODE_OPTIONS'] = options;
    }
  }

  stop(): void {
    for (const restore of this.restores) restore();
    this.restores.length = 0;
  }

  private options(own: string | undefined): string {
    return own ? `${this.preload} ${own}` : this.preload;
  }

  private watchProcesses(childProcess: Record<string, unknown>): void {
    const { prototype } = childProcess['ChildProcess'] as { prototype: { spawn(options: Options): unknown } };
    const original = prototype.spawn;
    const spawn = (options: Options): Options => {
      const pairs = options['envPairs'];
      if (!Array.isArray(pairs)) return options;
      const rest = (pairs as string[]).filter((pair) => !/^(NODE_OPTIONS|LOOPLENS)=/i.test(pair));
      const own = (pairs as string[])
        .find((pair) => /^NODE_OPTIONS=/i.test(pair))
        ?.slice('NODE_OPTIONS='.length);
      return {
        ...options,
        envPairs: [...rest, `NODE_OPTIONS=${this.options(own)}`, `${configVariable}=${this.configText}`],
      };
    };
    prototype.spawn = function (this: unknown, options: Options) {
      return original.call(this as never, spawn(options));
    };
    this.restores.push(() => (prototype.spawn = original));
  }

  private watchWorkers(threads: Record<string, unknown>): void {
    const original = threads['Worker'] as new (file: unknown, options?: Options) => object;
    const { probe } = this;
    const observed = new Proxy(original, {
      construct(target, [file, options]: [unknown, Options?], newTarget) {
        const execArgv = options?.['execArgv'];
        const told = Array.isArray(execArgv)
          ? { ...options, execArgv: ['--require', probe, ...(execArgv as string[])] }
          : options;
        return Reflect.construct(target, [file, told], newTarget) as object;
      },
    });
    threads['Worker'] = observed;
    this.restores.push(() => (threads['Worker'] = original));
  }
}

/** `require` of Node's own modules. */
export const loadBuiltin = createRequire(__filename);
