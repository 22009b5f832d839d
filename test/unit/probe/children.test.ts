import assert from 'node:assert/strict';
import { Children, takeConfig } from '../../../src/probe/children';
import { configSeparator, preloadOption } from '../../../src/shared/facts';

const config = { endpoint: 'e', token: 't', thresholdMs: 20, sentinel: 's', spool: '' };

const probes = [
  '/opt/looplens/probe.cjs',
  '/opt/with space/probe.cjs',
  '/opt/a "b"/probe.cjs',
  'C:\\Program Files\\looplens\\probe.cjs',
  '/opt/$& $1/back\\"slash/probe.cjs',
];

describe('takeConfig', () => {
  for (const probe of probes) {
    it(`makes the environment what it would be without us: ${probe}`, () => {
      for (const own of ['--max-old-space-size=99', '--require "/other/my probe.cjs" --no-warnings']) {
        const env: NodeJS.ProcessEnv = {
          NODE_OPTIONS: `${preloadOption(probe)} ${own}`,
          LOOPLENS: JSON.stringify(config),
          HOME: '/h',
        };
        assert.deepEqual(takeConfig(env, probe), config);
        assert.deepEqual(env, { NODE_OPTIONS: own, HOME: '/h' });
      }
      const bare: NodeJS.ProcessEnv = {
        NODE_OPTIONS: preloadOption(probe),
        LOOPLENS: JSON.stringify(config),
      };
      assert.deepEqual(takeConfig(bare, probe), config);
      assert.deepEqual(bare, {}, 'a variable that it did not have is gone');
    });
  }

  it('takes our option wherever it stands', () => {
    const [probe] = probes as [string];
    const text = `--no-warnings ${preloadOption(probe)} --trace-exit`;
    const env: NodeJS.ProcessEnv = { NODE_OPTIONS: text, LOOPLENS: '{}' };
    takeConfig(env, probe);
    assert.deepEqual(env['NODE_OPTIONS']?.split(/\s+/), ['--no-warnings', '--trace-exit']);
  });

  it('takes the last of several configurations: an editor may put that of all terminals first', () => {
    const [probe] = probes as [string];
    const all = JSON.stringify({ ...config, token: 'all' }) + configSeparator;
    const take = (text: string) => takeConfig({ NODE_OPTIONS: preloadOption(probe), LOOPLENS: text }, probe);
    assert.deepEqual(take(all + JSON.stringify(config)), config);
    assert.equal(take(all)?.token, 'all');
  });

  it('cleans up also after a configuration that cannot be read', () => {
    const [probe] = probes as [string];
    const env: NodeJS.ProcessEnv = { NODE_OPTIONS: preloadOption(probe), LOOPLENS: '{' };
    assert.equal(takeConfig(env, probe), null);
    assert.deepEqual(env, {});
  });

  it('touches nothing where it is not told anything', () => {
    const env: NodeJS.ProcessEnv = { NODE_OPTIONS: '--require "/other.cjs"', HOME: '/h' };
    assert.equal(takeConfig(env, '/opt/looplens/probe.cjs'), null);
    assert.deepEqual(env, { NODE_OPTIONS: '--require "/other.cjs"', HOME: '/h' });
  });
});

describe('Children', () => {
  const probe = '/opt/a b/probe.cjs';

  /** Node's modules as far as they start something: each start is written down. */
  function observed() {
    const started: unknown[] = [];
    class ChildProcess {
      spawn(options: unknown): string {
        started.push(options);
        return 'spawned';
      }
    }
    class Worker {
      constructor(...args: unknown[]) {
        started.push(...args);
      }
    }
    const modules: Record<string, Record<string, unknown>> = {
      child_process: { ChildProcess },
      worker_threads: { Worker },
    };
    const children = new Children(config, probe, (id) => modules[id]!);
    return { children, started, ChildProcess, modules, Worker };
  }
  const pairsOf = (options: unknown): Record<string, string> =>
    Object.fromEntries(
      (options as { envPairs: string[] }).envPairs.map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
    );

  it('tells processes, whatever environment the program gives them', () => {
    const { started, ChildProcess } = observed();
    const result = new ChildProcess().spawn({
      file: 'node',
      envPairs: ['HOME=/h', 'NODE_OPTIONS=--trace-exit'],
    });
    new ChildProcess().spawn({ envPairs: ['LOOPLENS=old', 'NODE_OPTIONS=--trace-exit'] });
    new ChildProcess().spawn({ envPairs: [] });
    assert.equal(result, 'spawned');
    const told = { LOOPLENS: JSON.stringify(config) };
    const both = `${preloadOption(probe)} --trace-exit`;
    assert.deepEqual(started.map(pairsOf), [
      { HOME: '/h', NODE_OPTIONS: both, ...told },
      { NODE_OPTIONS: both, ...told },
      { NODE_OPTIONS: preloadOption(probe), ...told },
    ]);
  });

  it('tells a process what that process can take out again', () => {
    const { started, ChildProcess } = observed();
    new ChildProcess().spawn({ envPairs: ['HOME=/h', 'NODE_OPTIONS=--trace-exit'] });
    const env = pairsOf(started[0]);
    assert.deepEqual(takeConfig(env, probe), config);
    assert.deepEqual(env, { HOME: '/h', NODE_OPTIONS: '--trace-exit' });
  });

  it('tells workers that get arguments of their own; the others inherit', () => {
    const { started, modules } = observed();
    const Observed = modules['worker_threads']!['Worker'] as new (...args: unknown[]) => object;
    new Observed('w.js', { execArgv: ['--no-warnings'], argv: ['x'] });
    new Observed('w.js', { argv: ['x'] });
    new Observed('w.js');
    assert.deepEqual(started, [
      'w.js',
      { execArgv: ['--require', probe, '--no-warnings'], argv: ['x'] },
      'w.js',
      { argv: ['x'] },
      'w.js',
      undefined,
    ]);
  });

  it('puts the environment back after a call that waits, also when it fails', () => {
    const { children } = observed();
    const before = { ...process.env };
    children.around(() => {
      assert.ok(process.env['NODE_OPTIONS']?.startsWith(preloadOption(probe)));
      assert.deepEqual(JSON.parse(process.env['LOOPLENS']!), config);
    });
    assert.deepEqual({ ...process.env }, before);
    assert.throws(() =>
      children.around(() => {
        throw new Error('command failed');
      }),
    );
    assert.deepEqual({ ...process.env }, before);
  });

  it('is gone without a trace once it stops', () => {
    const { children, started, ChildProcess, modules, Worker } = observed();
    children.stop();
    new ChildProcess().spawn({ envPairs: ['HOME=/h'] });
    assert.deepEqual(started, [{ envPairs: ['HOME=/h'] }]);
    assert.equal(modules['worker_threads']!['Worker'], Worker);
  });
});
