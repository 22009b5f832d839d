// npm run bench -- profile [--megabytes 100] [--samples 1000000,5000000] [--rounds 3]
//
// Opens a generated .cpuprofile in the flame panel in headless Chromium, without VS Code, in a new page each round:
// open    from the first byte asked for until chart and table are painted and a key moves the view
// tasks   tasks of 50 ms and longer of the page's own thread meanwhile
// cpu     time of the page's process for it, and its memory afterwards (Linux): what a busy machine doesn't change
// frames  per second while the view pans and zooms, in the order of time and merged, over all depths of zoom
// Status 1 when a bar is missed.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browser } from '../scripts/lib/browser.mjs';
import { serveFlame } from '../test/webview/flameServer.mjs';
import { rendererUse } from './lib/rendererUse.mjs';
import { median, quantile } from './lib/stats.mjs';
import { bar, fixed, table } from './lib/table.mjs';
import { writeProfile } from './profile/generate.mjs';

const goals = { openMs: 3000, framesPerSecond: 50 };
const options = {
  megabytes: { type: 'string', default: '100' },
  samples: { type: 'string', default: '1000000,5000000' },
  rounds: { type: 'string', default: '3' },
};

/** @returns {Promise<boolean>} whether every bar is met */
export async function main(args) {
  const { values } = parseArgs({ args, options });
  const folder = await mkdtemp(join(tmpdir(), 'looplens-bench-'));
  let met = true;
  try {
    for (const samples of values.samples.split(',').map(Number)) {
      const file = join(folder, `${samples}.cpuprofile`);
      const { nodes } = await writeProfile(file, { megabytes: Number(values.megabytes), samples });
      const { size } = await stat(file);
      console.log(`\n${fixed(size / 1e6, 1)} MB, ${nodes} nodes, ${samples} samples`);
      met = (await measure(file, size, Number(values.rounds))) && met;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return met;
}

async function measure(file, size, rounds) {
  const server = await serveFlame({ bench: file });
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const window = await chromium.launch({ ...(await browser()), args });
  const results = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const page = await window.newPage({ viewport: { width: 1400, height: 900 } });
      await page.goto(server.url);
      await page.waitForFunction('globalThis.show !== undefined');
      const before = await rendererUse(window);
      const opened = await page.evaluate(`(${openAndWait})(${size})`);
      const after = await rendererUse(window);
      const use = { cpuMs: after.cpuMs - before.cpuMs, megabytes: after.megabytes };
      const time = await page.evaluate(`(${panAndZoom})()`);
      await page.getByText('Merged', { exact: true }).click();
      await page.waitForTimeout(300);
      const merged = await page.evaluate(`(${panAndZoom})()`);
      results.push({ ...opened, ...use, time, merged });
      await page.close();
    }
  } finally {
    await window.close();
    server.close();
  }
  const perSecond = (intervals) => 1000 / median(intervals);
  const heads = ['round', 'open ms', 'cpu ms', 'memory MB', 'long tasks', 'longest ms'];
  console.log(
    table(
      [...heads, 'frames/s time', 'slowest 5 %', 'merged', 'slowest 5 %'],
      results.map(({ openMs, cpuMs, megabytes, tasks, time, merged }, round) => [
        ...[round + 1, openMs, cpuMs, megabytes, tasks.length, Math.max(0, ...tasks)].map((x) => fixed(x, 0)),
        ...[time, merged].flatMap((intervals) => [
          fixed(perSecond(intervals), 0),
          fixed(1000 / quantile(intervals, 0.95), 0),
        ]),
      ]),
    ),
  );
  console.log(`load of the machine ${fixed(loadavg()[0], 1)} on ${cpus().length} processors`);
  const openMs = median(results.map((result) => result.openMs));
  const slowest = Math.min(...results.flatMap(({ time, merged }) => [perSecond(time), perSecond(merged)]));
  const opens = bar('open, median', `${fixed(openMs, 0)} ms`, openMs <= goals.openMs, `${goals.openMs} ms`);
  return (
    bar(
      'frames per second, median',
      fixed(slowest, 0),
      slowest >= goals.framesPerSecond,
      `${goals.framesPerSecond}`,
    ) && opens
  );
}

/** Runs in the page: { openMs, tasks }. */
async function openAndWait(size) {
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe(
    {
      entryTypes: ['longtask'],
    },
  );
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const start = performance.now();
  globalThis.show(globalThis.sourceOf('bench', size));
  while (!document.querySelector('.flame-rows .row')) {
    const alert = document.querySelector('[role="alert"]');
    if (alert) throw new Error(alert.textContent);
    await frame();
  }
  const chart = document.querySelector('.flame-chart');
  chart.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));
  await frame();
  await frame();
  const openMs = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { openMs, tasks };
}

/** Runs in the page: milliseconds between frames while the wheel turns in each. */
async function panAndZoom() {
  const chart = document.querySelector('.flame-chart');
  const { left, top, width } = chart.getBoundingClientRect();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const wheel = (deltaX, deltaY, ctrlKey) =>
    chart.dispatchEvent(
      new WheelEvent('wheel', {
        ...{ deltaX, deltaY, ctrlKey, bubbles: true, cancelable: true },
        ...{ clientX: left + width * 0.4, clientY: top + 60 },
      }),
    );
  chart.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
  const intervals = [];
  let last = await frame();
  const step = async () => {
    const now = await frame();
    intervals.push(now - last);
    last = now;
  };
  // Zoom in from all to a few samples; on the way pan at each level.
  for (let level = 0; level < 8; level++) {
    for (let i = 0; i < 10; i++) {
      wheel(0, -15, true);
      await step();
    }
    for (let i = 0; i < 20; i++) {
      wheel(i < 10 ? 23 : -23, i % 2 ? 6 : -6, false);
      await step();
    }
  }
  return intervals;
}
