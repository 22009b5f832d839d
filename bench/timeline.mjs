// npm run bench -- timeline [--minutes 30] [--threads 8] [--rate 50] [--rounds 3] [--later 10]
//
// The timeline panel in headless Chromium, without VS Code, on history that the engine's own stores hold in a process of their
// own; messages cross as in the extension. `--rate` blocks a second and thread; nothing is waited for, times are given:
// engine  memory of the rings when they have been filled once, and when twice as much has gone through them
// open    from navigation to the first frame with blocks in it, in a new page each round; what crossed for it
// frames  per second while wheel and mouse zoom and move, from all of the time to a second of it, as new seconds come in
// memory  of the page: heap, what is behind typed arrays, and the process; then while `--later` minutes come in
// flame   the stacks of a thread's last five minutes: size, and time until the chart is painted
// Status 1 when a bar is missed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { browser } from '../scripts/lib/browser.mjs';
import { startEngine } from './lib/engineClient.mjs';
import { rendererUse } from './lib/rendererUse.mjs';
import { median } from './lib/stats.mjs';
import { servePanel } from './timeline/panelServer.mjs';
import { report } from './timeline/report.mjs';

const options = {
  minutes: { type: 'string', default: '30' },
  threads: { type: 'string', default: '8' },
  rate: { type: 'string', default: '50' },
  rounds: { type: 'string', default: '3' },
  later: { type: 'string', default: '10' },
};
/** What rings hold: they cannot be full before. */
const timelineMs = 30 * 60_000;
const flameMinutes = 5;
const pullMs = 25;
const openLimitMs = 60_000;
const themeCss = `:root { --vscode-editor-background: #1f1f1f; --vscode-foreground: #ccc; --vscode-font-family: sans-serif;
  --vscode-font-size: 13px; --vscode-charts-orange: #d18616; --vscode-charts-blue: #3794ff; --vscode-charts-green: #89d185; }`;

/** @returns {Promise<boolean>} whether every bar is met */
export async function main(args) {
  const { values } = parseArgs({ args, options });
  const [minutes, threads, blocksPerSecond] = [values.minutes, values.threads, values.rate].map(Number);
  const folder = await mkdtemp(join(tmpdir(), 'looplens-bench-'));
  const window = await chromium.launch({ ...(await browser()), args: ['--no-sandbox', '--disable-gpu'] });
  const engine = startEngine(await bundled(folder, 'timeline/engine.mjs', 'cjs'), 0, () => {}, [
    '--expose-gc',
  ]);
  const { inOwnMemory } = await import(await bundled(folder, '../src/shared/ownMemory.ts', 'mjs'));
  let place = { kind: 'timeline' };
  const server = await servePanel(themeCss, (method, params) =>
    method === 'ready'
      ? { kind: place.kind, language: 'en', messages: {}, place, isNew: true, live: { targets: [], sites: [], stalls: [] } } // prettier-ignore
      : method === 'seen'
        ? null
        : engine.request(method, params).then(inOwnMemory),
  );
  try {
    console.log(`${threads} threads, ${minutes} minutes, ${blocksPerSecond} blocks a second each`);
    // Filled until the rings are full, at the latest moment that is not in the future.
    const startMs = Date.now() - 2 * minutes * 60_000;
    const rings = await engine.request('fill', { minutes, threads, blocksPerSecond, startMs });
    const opened = await openings(window, server, Number(values.rounds));
    const moved = await frames(window, server);
    const held = await memory(window, server, Number(values.later) * 60);
    const nowMs = await engine.request('now', null);
    const span = { thread: 't1', fromMs: nowMs - flameMinutes * 60_000, toMs: nowMs };
    place = { kind: 'flame', span };
    const flame = await flameOpened(window, server);
    const isFull = minutes * 60_000 >= timelineMs;
    return report({
      rings: { ...rings, isFull },
      opened,
      moved,
      held,
      flame: { ...flame, minutes: flameMinutes },
    });
  } finally {
    await window.close();
    server.close();
    engine.stop();
    await rm(folder, { recursive: true });
  }
}

/** Path of a program as one file; `ending` says which kind of module it is. */
async function bundled(folder, entry, ending) {
  const outfile = join(folder, `${basename(entry).split('.')[0]}.${ending}`);
  const format = ending === 'mjs' ? 'esm' : 'cjs';
  const entryPoints = [resolve(import.meta.dirname, entry)];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format, logLevel: 'warning' });
  return outfile;
}

async function newPage(window, url) {
  const page = await window.newPage({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(url);
  return page;
}

/** Milliseconds from navigation to the first frame with blocks. The page's policy forbids what `waitForFunction` does. */
async function painted(page) {
  for (const deadline = Date.now() + openLimitMs; Date.now() < deadline; await page.waitForTimeout(20)) {
    const firstMs = await page.evaluate('bench.firstMs');
    if (firstMs !== null) return firstMs;
  }
  throw new Error(`No block was painted within ${openLimitMs / 1000} s.`);
}

/** The panel asks for the latest time first, then for all: both answers, once they have been taken in. */
async function allSent(page, sent, before) {
  const answers = () => sent.slice(before).filter(({ method }) => method === 'timeline');
  while (answers().length < 2) await page.waitForTimeout(pullMs);
  await page.waitForTimeout(500);
  return answers();
}

async function openings(window, { url, sent }, rounds) {
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const before = sent.length;
    const page = await newPage(window, url);
    const firstMs = await painted(page);
    const [latest, all] = await allSent(page, sent, before);
    results.push({ firstMs, latest, all });
    await page.close();
  }
  return results;
}

/** Intervals between frames and processor time of each, for each depth of zoom. */
async function frames(window, { url, sent }) {
  const before = sent.length;
  const page = await newPage(window, url);
  await painted(page);
  await allSent(page, sent, before);
  const input = await page.context().newCDPSession(page);
  const box = await page.locator('.threads canvas').boundingBox();
  const middle = { x: box.x + box.width * 0.55, y: box.y + 60 };
  const mouse = (type, more) => input.send('Input.dispatchMouseEvent', { type, ...middle, ...more });
  const wheel = (deltaY) => mouse('mouseWheel', { deltaX: 0, deltaY });
  const drag = async (byPx) => {
    await mouse('mousePressed', { button: 'left', buttons: 1, clickCount: 1 });
    for (let step = 0; step < 20; step++) {
      const x = middle.x + byPx * (step < 10 ? step : 20 - step);
      await mouse('mouseMoved', { button: 'left', buttons: 1, x });
    }
    await mouse('mouseReleased', { button: 'left', clickCount: 1 });
  };
  await page.getByRole('button', { name: 'All', exact: true }).click();
  const levels = [];
  const counted = async (act) => {
    const before = await rendererUse(window);
    await page.evaluate('bench.count()');
    await act();
    const intervals = await page.evaluate('bench.stop()');
    const after = await rendererUse(window);
    levels.push({ intervals, cpuMs: (after.cpuMs - before.cpuMs) / intervals.length });
  };
  for (let level = 0; level < 8; level++) {
    await counted(async () => {
      for (let i = 0; i < 10; i++) await wheel(-50);
      await drag(8);
      await drag(-8);
    });
  }
  // Out again, to where all is in sight, and to and fro there.
  await counted(async () => {
    for (let i = 0; i < 30; i++) await wheel(150);
    for (let i = 0; i < 40; i++) await wheel(i % 20 < 10 ? -8 : 8);
  });
  await page.close();
  return levels;
}

/** Megabytes of a blank page, of the panel, and of the panel while new seconds come in. */
async function memory(window, { url, sent }, seconds) {
  const page = await newPage(window, `${url}blank`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const blank = await pageUse(devtools, window);
  const before = sent.length;
  await page.goto(url);
  await painted(page);
  await allSent(page, sent, before);
  await page.getByRole('button', { name: 'All', exact: true }).click();
  const rows = [blank, await pageUse(devtools, window)];
  await page.evaluate((ms) => (globalThis.bench.pullMs = ms), pullMs);
  const parts = 5;
  for (let part = 1; part <= parts; part++) {
    const wanted = sent.length + seconds / parts;
    while (sent.length < wanted) await page.waitForTimeout(pullMs);
    rows.push(await pageUse(devtools, window));
  }
  await page.close();
  const deltaBytes = median(sent.slice(-seconds).map(({ bytes }) => bytes));
  return { rows, deltaBytes };
}

async function pageUse(devtools, window) {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1e6;
  const { backingStorageSize = NaN } = await devtools.send('Runtime.getHeapUsage');
  const { megabytes } = await rendererUse(window);
  return { heap, arrays: backingStorageSize / 1e6, process: megabytes };
}

async function flameOpened(window, { url, sent }) {
  const page = await newPage(window, url);
  await page.locator('.flame-rows .row').first().waitFor({ timeout: openLimitMs });
  const openMs = await page.evaluate('performance.now()');
  const { bytes, ms } = sent.findLast(({ method }) => method === 'stacks');
  await page.close();
  return { openMs, megabytes: bytes / 1e6, answerMs: ms };
}
