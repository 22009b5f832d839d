// `npm test`: every check of the project. `npm test -- unit host`: only those stages, and what they need built.
// What follows a second `--` goes to the named stages: `npm test -- host -- --grep smoke`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, nodeMajors } from './lib/nodes.mjs';
import { root } from './lib/provision.mjs';
import { prepareShop } from './lib/sample.mjs';

const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
/** What the stage `package` packs, and what VS Code under test installs. */
const vsix = `${name}-${version}.vsix`;

/** Each stage: the arguments of node, one list per command. One with `tests` must count some. */
const stages = {
  lint: {
    commands: [
      ['node_modules/eslint/bin/eslint.js', '.'],
      ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'],
      ['scripts/settingsTable.mjs', '--check'],
    ],
  },
  types: { commands: [['node_modules/typescript/bin/tsc', '-b']] },
  build: { commands: [['esbuild.config.mjs']] },
  unit: { commands: [mocha('unit', 10_000)], tests: true, needs: ['types'] },
  integration: { commands: [mocha('integration', 60_000)], tests: true, needs: ['types', 'build'] },
  package: { commands: [['scripts/package.mjs']] },
  host: { commands: [['test/host/run.mjs', '--vsix', vsix]], tests: true, needs: ['types', 'package'] },
};

function mocha(folder, timeoutMs) {
  return [
    ...['--enable-source-maps', 'node_modules/mocha/bin/mocha.js', `out/test/${folder}/**/*.test.js`],
    ...['--reporter', 'out/test/countingReporter.js', '--timeout', String(timeoutMs)],
    ...(process.env.CI ? ['--forbid-only', '--forbid-pending'] : []),
  ];
}

const [names, extra] = splitArguments(process.argv.slice(2));
const unknown = names.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`No stage '${unknown.join("', '")}'. Stages: ${Object.keys(stages).join(', ')}`);
  process.exit(2);
}
const needed = new Set(names.flatMap((name) => [name, ...(stages[name].needs ?? [])]));
const chosen = Object.keys(stages).filter((name) => names.length === 0 || needed.has(name));
const folder = await mkdtemp(join(tmpdir(), 'looplens-test-'));
const failedStages = [];
let interrupted = false;
let passed = 0;
let failed = 0;
try {
  for (const name of chosen) {
    if (interrupted) break;
    console.log(`\n== ${name} ==`);
    const start = performance.now();
    const ok = await runStage(name, names.includes(name) ? extra : []);
    if (!ok) failedStages.push(name);
    console.log(
      `== ${name}: ${ok ? 'ok' : 'FAILED'}, ${((performance.now() - start) / 1000).toFixed(1)} s ==`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (failedStages.length > 0) {
  process.exitCode = 1;
  console.log(`\nFailed: ${failedStages.join(', ')}`);
}
console.log(`${passed} passed, ${failed} failed`);

/** @returns {Promise<boolean>} whether all of it passed */
async function runStage(name, args) {
  const { commands, tests } = stages[name];
  const counts = join(folder, `${name}.json`);
  let ok = true;
  if (name === 'integration') {
    // Else tests would wait for downloads and a build, which take as long as they take.
    for (const major of nodeMajors) await node(major);
    await prepareShop();
  }
  for (const command of commands) {
    const child = spawn(process.execPath, [...command, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, LOOPLENS_TEST_COUNTS: counts },
    });
    const stop = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    const [code] = await once(child, 'exit');
    process.off('SIGINT', stop).off('SIGTERM', stop);
    ok &&= code === 0;
  }
  if (!tests) return ok;
  const count = await readFile(counts, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 0 }));
  passed += count.passed;
  failed += count.failed;
  if (count.passed + count.failed > 0) return ok && count.failed === 0;
  console.log('No test ran.');
  return false;
}

function splitArguments(args) {
  const at = args.indexOf('--');
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
}
