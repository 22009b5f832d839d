// `npm run demo`: observes the sample shop under load and ends with 0 if the report names every line that blocks.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './lib/provision.mjs';
import { blockingLines, prepareShop, shopDir, shopServer } from './lib/sample.mjs';

const loadSeconds = 16;
/** From the end of the load to the end of Looplens. */
const stopLimitMs = 15_000;
const reportFile = join(root, 'looplens-report.json');

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function startLooplens(port) {
  const command = ['node', relative(root, shopServer)];
  const args = [join('dist', 'cli.js'), 'run', '--report', reportFile, '--', ...command];
  console.log(`$ looplens run --report ${relative(root, reportFile)} -- ${command.join(' ')}\n`);
  // The terminal is Looplens's own, so that its live line shows.
  return spawn(process.execPath, args, {
    cwd: root,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, PORT: String(port), STOP_WITH_STDIN: '1' },
  });
}

/** Asks the shop to end by itself; Looplens passes the signal through. */
function stopGently(looplens) {
  if (process.platform === 'win32') looplens.stdin.end();
  else looplens.kill('SIGTERM');
}

/** Drives the load and stops the shop. Returns what to print when Looplens has ended, and what went wrong. */
async function observe(port) {
  const looplens = startLooplens(port);
  const ended = once(looplens, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const load = spawn(
    process.execPath,
    [join(shopDir, 'load.mjs'), '--url', url, '--seconds', String(loadSeconds)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const loadEnded = once(load, 'exit');
  // Ctrl-C reaches all three programs; the report is still to come.
  process.once('SIGINT', () => load.kill());
  // A shop that fails to start leaves nothing to visit.
  void ended.then(() => load.kill());
  const summary = await text(load.stdout);
  const [loadStatus] = await loadEnded;

  stopGently(looplens);
  const limit = setTimeout(() => looplens.kill('SIGKILL'), stopLimitMs);
  const [status, signal] = await ended;
  clearTimeout(limit);
  console.log(`\n${summary.trim()}`);
  return [
    ...(loadStatus === 0 ? [] : [`The load ended with ${loadStatus ?? 'a signal'}.`]),
    ...(status === 0 ? [] : [`looplens ended with ${signal ?? status} instead of 0.`]),
  ];
}

/** Sentences about blocking lines of the shop that the report doesn't name. */
function findMissing() {
  let report;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch (error) {
    return [`There is no readable report: ${error.message}`];
  }
  const frames = report.sites.map(({ site }) => ({ ...site, file: site.file.replaceAll('\\', '/') }));
  return blockingLines()
    .filter(
      ({ file, first, last }) =>
        !frames.some(
          (frame) => frame.file.endsWith(`samples/shop/${file}`) && frame.line >= first && frame.line <= last,
        ),
    )
    .map(({ file, first, code }) => `The report does not name ${file}:${first} (${code}).`);
}

console.log('Preparing the sample shop and building Looplens …');
await prepareShop();
execFileSync(process.execPath, ['esbuild.config.mjs'], { cwd: root, stdio: 'inherit' });
rmSync(reportFile, { force: true });

const problems = [...(await observe(await findFreePort())), ...findMissing()];
for (const problem of problems) console.error(`demo: ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else console.log(`demo: all ${blockingLines().length} blocking lines are in ${relative(root, reportFile)}.`);
