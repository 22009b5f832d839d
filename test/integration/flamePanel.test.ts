import { source as axe } from 'axe-core';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repoRoot } from '../nodes';
import { shopProfile } from '../fakes/cpuProfile';
import { eventually } from '../webview/eventually';
import { themeNames } from '../webview/themes';
import { askedOf, rowsOf, startFlameBrowser, type FlameBrowser } from './flameBrowser';

const screenshots = join(repoRoot, 'screenshots');
const shop = shopProfile();

/** Middle of a row of the chart. */
const rowY = (row: number) => 20 + row * 18 + 9;

describe('The flame panel', () => {
  let browser: FlameBrowser;
  let page: Page;

  before(async () => {
    mkdirSync(screenshots, { recursive: true });
    browser = await startFlameBrowser({
      ...{ shop: Buffer.from(shop), empty: Buffer.from('{"nodes":[]}') },
      broken: Buffer.from(shop.slice(0, shop.length - 3000)),
    });
  });
  after(() => browser?.close());
  afterEach(async () => {
    await page?.close();
    assert.deepEqual(browser.takeErrors(), []);
  });

  const details = () => page.locator('.flame-details').innerText();
  const selectedRow = async () => (await rowsOf(page)).find(({ selected }) => selected)?.name;
  const ready = async (profile = 'shop', theme?: string) => {
    page = await browser.open(profile, theme);
    await page.locator('.flame-rows .row').first().waitFor();
  };
  const becomes = <T>(read: () => Promise<T>, wanted: T, why?: string) =>
    eventually(async () => assert.deepEqual(await read(), wanted, why));
  const matches = (read: () => Promise<string>, wanted: RegExp) =>
    eventually(async () => assert.match(await read(), wanted));
  const opened = async () => (await askedOf(page)).opened;

  it('goes to a line by clicking a call in the chart or a row of the table', async () => {
    await ready();
    await page.getByText('Merged', { exact: true }).click();
    const chart = page.locator('.flame-chart');
    await chart.click({ position: { x: 30, y: rowY(7) } });
    await becomes(opened, ['/home/ana/shop/src/report.ts:12:11']);
    await matches(details, /^renderReport\s+Your code · report\.ts:12 · 0 ms self, \d+ ms total$/);
    await becomes(selectedRow, 'renderReport', 'the table shows the same call');
    await page.locator('.flame-table').press('ArrowRight');
    await page.locator('.row', { hasText: 'groupByDay' }).locator('a').click();
    await becomes(async () => (await opened()).slice(1), ['/home/ana/shop/src/report.ts:40:11']);
  });

  it('says what is under the pointer', async () => {
    await ready();
    await page.getByText('Merged', { exact: true }).click();
    await page.locator('.flame-chart').hover({ position: { x: 30, y: rowY(7) } });
    const tooltip = page.locator('.flame-tooltip');
    await tooltip.waitFor();
    await matches(() => tooltip.innerText(), /^renderReport\n+Your code · report\.ts:12/);
    await matches(() => tooltip.innerText(), /On this path\s+\d+ ms \(\d+\.\d %\)/);
  });

  it('shows functions by their own time, with their callers', async () => {
    await ready();
    await page.getByText('Bottom-up', { exact: true }).click();
    await becomes(async () => (await rowsOf(page))[0]?.name, '(idle)');
    const row = page.locator('.row', { hasText: 'groupByDay' }).first();
    await row.click();
    await page.locator('.flame-table').press('ArrowRight');
    await becomes(
      async () => {
        const rows = await rowsOf(page);
        const at = rows.findIndex(({ name, level }) => name === 'groupByDay' && level === 1);
        return rows[at + 1];
      },
      { name: 'renderReport', level: 2, selected: false },
    );
  });

  it('finds, counts, goes from place to place', async () => {
    await ready();
    await page.getByRole('textbox').fill('orders sort');
    const found = page.locator('.flame-found');
    await becomes(() => found.innerText().then((text) => text.split(' · ')[0]), '8');
    await page.getByRole('textbox').press('Enter');
    await becomes(() => found.innerText().then((text) => text.split(' · ')[0]), '1 of 8');
    await matches(details, /^sortOrders/);
    await page.getByRole('button', { name: 'Previous' }).click();
    await becomes(() => found.innerText().then((text) => text.split(' · ')[0]), '8 of 8');
    await becomes(selectedRow, 'sortOrders');
    await page.getByRole('textbox').fill('nothing like this');
    await becomes(() => found.innerText(), 'Nothing found');
  });

  /** Runs `act` in the page as soon as `when` holds and before that is painted, then lets it paint. */
  const atOnce = (when: string, act: string) =>
    page.evaluate(`new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (!(${when})) return;
        observer.disconnect();
        ${act};
        let frames = 3;
        const frame = () => (--frames > 0 ? requestAnimationFrame(frame) : done());
        requestAnimationFrame(frame);
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    })`);

  it('keeps a row that is chosen in the moment in which its tree comes', async () => {
    await ready();
    const chosen = atOnce(
      `document.querySelector('.flame-panes').ariaBusy === 'false' &&
        document.querySelector('.flame-table').ariaLabel === 'Functions and their callers'`,
      "document.querySelector('.flame-rows .row').click()",
    );
    await page.getByText('Bottom-up', { exact: true }).click();
    await chosen;
    assert.equal(await selectedRow(), (await rowsOf(page))[0]!.name);
  });

  it('keeps a row open that is opened in the moment in which another is found', async () => {
    await ready();
    await page.getByRole('textbox').fill('sortOrders');
    const opened = atOnce(
      "document.querySelector('.flame-details').textContent.includes('sortOrders')",
      `window.opened = [...document.querySelectorAll('.row')].find((row) => row.textContent.includes('showReport'));
        opened.querySelector('.twistie').click()`,
    );
    await page.getByRole('textbox').press('Enter');
    await opened;
    assert.equal(await page.evaluate('opened.ariaExpanded'), 'true');
    assert.equal(await selectedRow(), 'sortOrders');
  });

  it('says nothing of what is under a pointer that has left', async () => {
    await ready();
    const chart = page.locator('.flame-chart');
    await chart.hover({ position: { x: 300, y: rowY(0) } });
    await page.locator('.flame-tooltip').waitFor();
    await chart.evaluate(async (element: Element) => {
      const at = { clientX: 300, clientY: element.getBoundingClientRect().top + 29 };
      element.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: 1, cancelable: true }));
      element.dispatchEvent(new PointerEvent('pointerleave', at));
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
    assert.equal(await page.locator('.flame-tooltip').count(), 0);
  });

  it('shows only one function, and all again', async () => {
    await ready();
    await page.getByText('Merged', { exact: true }).click();
    await page.locator('.flame-chart').click({ position: { x: 30, y: rowY(7) } });
    await page.getByRole('button', { name: 'Only show renderReport' }).click();
    await becomes(async () => (await rowsOf(page))[0], { name: 'renderReport', level: 1, selected: false });
    await page.getByRole('button', { name: /^Only renderReport/ }).click();
    await becomes(async () => (await rowsOf(page))[0]?.name, 'processTicksAndRejections');
  });

  it('counts only the span that is seen', async () => {
    await ready();
    const chart = page.locator('.flame-chart');
    const first = page.locator('.flame-rows .row').first();
    const before = await first.innerText();
    for (let i = 0; i < 6; i++) await chart.press('+');
    await page.getByRole('button', { name: 'Only count this span' }).click();
    await becomes(async () => (await first.innerText()) === before, false);
    const limit = page.getByRole('button', { name: /^Only \d+ ms to/ });
    await limit.click();
    await becomes(() => first.innerText(), before);
  });

  it('gives tables, a picture and the profile away', async () => {
    await ready();
    for (const item of [
      'Copy functions',
      'Copy the picture',
      'Save functions',
      'Save the picture',
      'Save as .cpuprofile',
    ]) {
      await page.getByText('Copy and save').click();
      await page.getByRole('button', { name: item }).click();
      if (item.startsWith('Copy'))
        await page
          .getByRole('status')
          .filter({ hasText: /^Copied$/ })
          .waitFor();
    }
    await becomes(async () => {
      const { copied, saved } = await askedOf(page);
      return [copied.length, saved.length];
    }, [2, 3]);
    const { copied, saved } = await askedOf(page);
    assert.equal(copied[1], 'image/png');
    assert.match(copied[0]!, /^\| Self, ms \| Self, % .*\n\| ---: .*\n\| \d+\.\d{3} \| /);
    assert.deepEqual(saved.map(({ name }) => name).sort(), ['shop.cpuprofile', 'shop.csv', 'shop.png']);
    const csv = saved.find(({ name }) => name === 'shop.csv')!.text;
    assert.match(
      csv,
      /\r\n\d+\.\d{3},\d+\.\d{3},renderReport,\/home\/ana\/shop\/src\/report\.ts,12,11,own,\r\n/,
    );
    assert.match(saved.find(({ name }) => name === 'shop.png')!.text, /PNG/);
    assert.equal(saved.find(({ name }) => name === 'shop.cpuprofile')!.size, shop.length);
  });

  it('can be used without a pointer', async () => {
    await ready();
    const focused = () =>
      page.evaluate<string>('String(document.activeElement.className || document.activeElement.type)');
    await page.keyboard.press('Tab');
    await becomes(focused, 'radio');
    await page.keyboard.press('ArrowRight');
    await becomes(() => page.getByRole('radio', { name: 'Merged' }).isChecked(), true);
    for (let i = 0; i < 12 && !(await focused()).includes('flame-chart'); i++)
      await page.keyboard.press('Tab');
    await becomes(focused, 'flame-chart');
    await page.keyboard.press('Shift+ArrowDown');
    for (let i = 0; i < 7; i++) await page.keyboard.press('Shift+ArrowDown');
    await matches(details, /^renderReport/);
    await page.keyboard.press('Enter');
    await becomes(opened, ['/home/ana/shop/src/report.ts:12:11']);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowRight');
    await matches(details, /^listOrders/);
    for (let i = 0; i < 3 && !(await focused()).includes('flame-table'); i++)
      await page.keyboard.press('Tab');
    await becomes(focused, 'flame-table');
    await becomes(selectedRow, 'listOrders', 'the table is where the chart was');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await becomes(selectedRow, 'sortOrders');
    await page.keyboard.press('Enter');
    await becomes(async () => (await opened())[1], '/home/ana/shop/src/orders.ts:20:11');
    await page.keyboard.press('ArrowLeft');
    await becomes(selectedRow, 'listOrders');
    await page.keyboard.press('Home');
    await becomes(selectedRow, 'processTicksAndRejections');
  });

  it('follows wheel, pinch and drag, and a drag opens nothing', async () => {
    await ready();
    const limit = page.getByRole('button', { name: 'Only count this span' });
    const chart = page.locator('.flame-chart');
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + 300, box.y + rowY(0));
    await page.keyboard.down('Control');
    for (let i = 0; i < 2; i++) await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await limit.waitFor();
    const tooltip = () => page.locator('.flame-tooltip').innerText();
    const before = await tooltip();
    await page.mouse.down();
    await page.mouse.move(box.x + 700, box.y + rowY(0), { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(box.x + 300, box.y + rowY(0) + 1);
    await becomes(async () => (await tooltip()) === before, false);
    await page.mouse.wheel(400, 0);
    await page.mouse.move(box.x + 300, box.y + rowY(0));
    await becomes(tooltip, before);
    assert.deepEqual((await askedOf(page)).opened, []);
    await chart.press('Home');
    await limit.waitFor({ state: 'detached' });
  });

  it('shows stacks that were taken, with nothing between blocks', async () => {
    page = await browser.open('');
    const frame = { source: 'original', generated: null, module: null, column: 3 };
    const frames = [
      { ...frame, functionName: 'handle', file: '/app/main.js', line: 4 },
      { ...frame, functionName: 'readFileSync', file: 'node:fs', line: 440 },
    ];
    await page.evaluate(`show({ kind: 'stacks', name: 'blocks', stacks: {
      frames: ${JSON.stringify(frames)},
      nodes: { parent: Uint32Array.of(0, 0, 1), frame: Uint32Array.of(0, 0, 1) },
      samples: { atMs: Float64Array.of(5000, 5100), ms: Float32Array.of(30, 20), node: Uint32Array.of(2, 1) },
      unknownMs: 12,
    } })`);
    await page.locator('.flame-rows .row').first().waitFor();
    await matches(() => page.locator('.flame-rows').innerText(), /50 ms\s+100\.0 %\s+handle/);
    await becomes(() => page.locator('.flame-notes').innerText(), 'For 12 ms of blocks no stack was taken.');
    const chart = page.locator('.flame-chart');
    const { width } = (await chart.boundingBox())!;
    await chart.click({ position: { x: width * 0.5, y: rowY(0) } });
    assert.deepEqual((await askedOf(page)).opened, [], 'between the blocks');
    await chart.press('Shift+ArrowDown');
    await matches(details, /^handle/);
    await chart.click({ position: { x: width * 0.95, y: rowY(0) } });
    await becomes(opened, ['/app/main.js:4:3']);
    await page.getByText('Copy and save').click();
    await page.getByRole('button', { name: 'Save as .cpuprofile' }).click();
    await becomes(async () => (await askedOf(page)).saved[0]?.name, 'blocks.cpuprofile');
    assert.match((await askedOf(page)).saved[0]!.text, /"startTime":5000000,/);
  });

  it('says what is wrong with a file, and shows what it has', async () => {
    await ready('broken');
    await matches(() => page.locator('.flame-notes').innerText(), /ends early, at byte \d+/);
    await page.close();
    page = await browser.open('empty');
    await page.getByText('The file has no calls').waitFor();
    await page.close();
    page = await browser.open('gone');
    await becomes(
      () => page.getByRole('alert').innerText(),
      'The file could not be read: it is gone. Choose another one.',
    );
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.close();
    page = await browser.open('');
    await page.getByText('Where did the time go?').waitFor();
  });

  it('says that reading failed, and why', async () => {
    page = await browser.open('');
    await page.evaluate(`show({
      kind: 'cpuprofile', name: 'huge', size: 2 ** 52,
      async *read() { yield new Uint8Array(10); },
    })`);
    await becomes(async () => (await page.getByRole('alert').innerText()).split(':')[0], 'Reading it failed');
  });

  it('can be cancelled while it loads', async () => {
    page = await browser.open('');
    await page.evaluate(`show({
      kind: 'cpuprofile', name: 'slow', size: 5e6,
      async *read(signal) {
        yield new Uint8Array(2e6);
        await new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)));
      },
    })`);
    await page.getByText('Loading 2 MB').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Opening was cancelled.').waitFor();
  });

  for (const theme of themeNames) {
    it(`has no serious finding of axe in ${theme}, and is seen`, async () => {
      await ready('shop', theme);
      await page.locator('.row', { hasText: 'showReport' }).click();
      await page.screenshot({ path: join(screenshots, `flame-time-${theme}.png`) });
      assert.deepEqual(await seriousFindings(page), []);
      await page.getByText('Merged', { exact: true }).click();
      await page.getByRole('textbox').fill('report');
      await page.locator('.flame-chart').hover({ position: { x: 130, y: rowY(7) } });
      await page.locator('.flame-tooltip').waitFor();
      await page.screenshot({ path: join(screenshots, `flame-merged-${theme}.png`) });
      await page.getByText('Bottom-up', { exact: true }).click();
      await page.getByText('Copy and save').click();
      await page.screenshot({ path: join(screenshots, `flame-callers-${theme}.png`) });
      assert.deepEqual(await seriousFindings(page), []);
      await page.setViewportSize({ width: 400, height: 700 });
      await page.getByText('Copy and save').click();
      await page.screenshot({ path: join(screenshots, `flame-narrow-${theme}.png`) });
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      assert.ok(width <= 400, `${width} pixels wide`);
      assert.deepEqual(await seriousFindings(page), []);
    });
  }

  it('keeps to forced colours and reduced motion', async () => {
    page = await browser.open('');
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(`${new URL(page.url()).origin}/?profile=shop&theme=light`);
    await page.locator('.flame-rows .row').first().waitFor();
    const chart = page.locator('.flame-chart');
    await chart.press('Shift+ArrowDown');
    await chart.press('z');
    await page.screenshot({ path: join(screenshots, 'flame-forced-colors.png') });
    assert.deepEqual(await seriousFindings(page), []);
  });
});

async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + failureSummary).join('; ')))`);
}
