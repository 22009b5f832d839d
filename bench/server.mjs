// npm run bench -- server [--server FILE] [--times 10] [--seed 1] [--part start|scan|file]
//
// The language server as an editor has it, over IPC (Linux, as processor time is read from /proc):
// - start: from the fork to the first answer about a file that was opened
// - scan: thousands of real files read at once: files per second of processor time; then their regular expressions tried out;
//   peak of memory over both
// - file: one of 6,000 lines: hovers, processor time until everything is said after a keystroke, and how many findings
//   stay while a line is half typed
// Prints figures; status 1 when a bar is missed. Needs `npx tsc -b` first.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServer, uriOf } from './lib/languageServer.mjs';
import { requireBuilt, root } from './lib/programs.mjs';
import { median, quantile, seededRandom } from './lib/stats.mjs';
import { bar, fixed, share } from './lib/table.mjs';
import { largeServer, packageSources } from './server/sources.mjs';

const options = {
  server: { type: 'string', default: join(root, 'dist', 'server.js') },
  times: { type: 'string', default: '10' },
  seed: { type: 'string', default: '1' },
  part: { type: 'string' },
};
const lines = 6000;
const fewestFiles = 6000;
const hovers = 300;
const keystrokes = 60;
/** Lines as they look while somebody types them. */
const halfTyped = [
  '  response.send(fs.readFileS',
  '  if (request.user.',
  '  const { a, b',
  "app.post('/new', async (request, response) => {",
  '  items.map((item) =>',
  "  const name = 'unfinished",
];

/** @returns {Promise<boolean>} whether every bar was met */
export async function main(args) {
  const { values } = parseArgs({ args, options });
  requireBuilt(values.server);
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  const parts = {
    start: () => start(values.server, folder, Number(values.times)),
    scan: () => scan(values.server),
    file: () => file(values.server, folder, seededRandom(Number(values.seed))),
  };
  console.log(`Node ${process.version}`);
  let met = true;
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (values.part && values.part !== name) continue;
      met = (await part()) && met;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return met;
}

async function start(serverFile, folder, times) {
  const file = join(folder, 'app.js');
  const text = "const fs = require('node:fs');\nfs.readFileSync('a');\n";
  writeFileSync(file, text);
  const took = [];
  for (let i = 0; i < times; i++) {
    const startMs = performance.now();
    const server = startServer(serverFile);
    await server.start([folder]);
    await server.open(file, text);
    const hover = await server.hover(file, { line: 1, character: 5 });
    took.push(performance.now() - startMs);
    if (!hover) throw new Error('The first answer is empty.');
    await server.stop();
  }
  const shown = `median ${fixed(median(took))} ms, longest ${fixed(Math.max(...took))} ms`;
  return bar(`start to first answer (n ${times})`, shown, Math.max(...took) <= 500, '500 ms');
}

async function scan(serverFile) {
  const folder = await packageSources();
  const server = startServer(serverFile);
  const settings = (regex) => ({ all: { lint: true, regex, hover: true }, folders: [] });
  await server.start([], { settings: settings(false) });
  await server.rest();
  const beforeMs = await server.cpuMs();
  const startMs = performance.now();
  await server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: uriOf(folder), name: 'sources' }], removed: [] },
  });
  await server.scanned();
  // All files have been read by then, and are still to be linked.
  const [, read] = await server.logged(/read (\d+) files/);
  const wallS = (performance.now() - startMs) / 1000;
  await server.rest();
  const cpuS = ((await server.cpuMs()) - beforeMs) / 1000;
  const scanned = server.memory();
  const count = Number(read);
  console.log(
    `${count} files in ${fixed(wallS)} s, ${fixed(cpuS)} s of processor time; ${fixed(scanned.peakMb, 0)} MB at the most, ` +
      `${fixed(scanned.rssMb, 0)} MB at rest`,
  );
  // Takes minutes: expressions are run until they are slow, or surely are not.
  await server.connection.sendNotification('looplens/settings', settings(true));
  await server.rest();
  const triedS = ((await server.cpuMs()) - beforeMs) / 1000 - cpuS;
  const { peakMb } = server.memory();
  await server.stop();
  console.log(
    `regular expressions: ${fixed(triedS)} s of processor time, ${fixed(peakMb, 0)} MB at the most`,
  );
  if (count < fewestFiles) throw new Error(`Only ${count} files were read; the bench wants ${fewestFiles}.`);
  const rate = count / cpuS;
  return [
    bar('files per second of processor time', fixed(rate, 0), rate >= 400, '400'),
    bar('memory, at its most', `${fixed(peakMb, 0)} MB`, peakMb <= 350, '350 MB'),
  ].every(Boolean);
}

async function file(serverFile, folder, next) {
  const path = join(folder, 'large.js');
  const text = largeServer(lines);
  const rows = text.split('\n');
  writeFileSync(path, text);
  const server = startServer(serverFile);
  await server.start([folder]);
  await server.open(path, text);
  await server.rest();
  const all = server.diagnostics(path).length;
  console.log(`${rows.length - 1} lines, ${Math.round(text.length / 1000)} kB, ${all} findings`);
  let version = 1;
  const edit = async (range, newText) => server.change(path, ++version, [{ range, text: newText }]);
  const anyLine = () => 6 + Math.floor(next() * (rows.length - 8));

  // 1. Hovers, each second one while the file has just been edited.
  const took = [];
  let answered = 0;
  for (let i = 0; i < hovers; i++) {
    const line = anyLine();
    const words = [...rows[line].matchAll(/\w+/g)];
    if (words.length === 0) continue;
    if (i % 2 === 0) await edit(range(line, 0, line, 0), ' ');
    const character = words[Math.floor(next() * words.length)].index + 1;
    const startMs = performance.now();
    if (await server.hover(path, { line, character })) answered++;
    took.push(performance.now() - startMs);
    if (i % 2 === 0) await edit(range(line, 0, line, 1), '');
  }
  await server.rest();

  // 2. Keystrokes: a letter, or a new line that moves all that follow.
  const cpu = [];
  for (let i = 0; i < keystrokes; i++) {
    const line = anyLine();
    const typed = i % 4 === 0 ? '\n' : 'x';
    const beforeMs = await server.cpuMs();
    await edit(range(line, 0, line, 0), typed);
    await delay(250);
    cpu.push((await server.cpuMs()) - beforeMs);
    await edit(typed === '\n' ? range(line, 0, line + 1, 0) : range(line, 0, line, 1), '');
    await server.rest();
  }

  // 3. Half-typed lines, between routes and inside of them.
  let kept = 0;
  let wanted = 0;
  let worst = 1;
  for (const half of halfTyped) {
    for (let i = 0; i < 4; i++) {
      const line = anyLine();
      await edit(range(line, 0, line, 0), `${half}\n`);
      await server.rest();
      const now = new Set(server.diagnostics(path).map(({ range: at }) => at.start.line));
      await edit(range(line, 0, line + 1, 0), '');
      await server.rest();
      const others = server.diagnostics(path).map(({ range: at }) => at.start.line);
      const stayed = others.filter((at) => now.has(at < line ? at : at + 1)).length;
      kept += stayed;
      wanted += others.length;
      worst = Math.min(worst, stayed / others.length);
    }
  }
  await server.stop();
  if (all === 0 || answered === 0) throw new Error('Nothing was found in the large file.');
  const hoverMs = quantile(took, 0.95);
  const cpuMs = quantile(cpu, 0.95);
  console.log(
    `${answered} of ${took.length} hovers had something to say; worst half-typed line keeps ${share(worst, 1)}`,
  );
  return [
    bar(`hover p95 (n ${took.length})`, `${fixed(hoverMs)} ms`, hoverMs <= 30, '30 ms'),
    bar(
      `processor time after a keystroke p95 (n ${keystrokes})`,
      `${fixed(cpuMs)} ms, median ${fixed(median(cpu))}`,
      cpuMs <= 60,
      '60 ms',
    ),
    bar('findings that stay beside a half-typed line', share(kept, wanted), kept / wanted >= 0.95, '95%'),
  ].every(Boolean);
}

function range(line, character, endLine, endCharacter) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}
