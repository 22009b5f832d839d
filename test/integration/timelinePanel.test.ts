import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repoRoot } from '../nodes';
import { eventually } from '../webview/eventually';
import { PanelBrowser, seriousFindings } from '../webview/panelBrowser';
import { themeNames } from '../webview/themes';

interface Asked {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

const lanes = '.lanes';

describe('the timeline', () => {
  let panels: PanelBrowser;
  let page: Page;

  before(async () => {
    panels = await PanelBrowser.open('test/webview/timelinePage.ts');
    await mkdir(join(repoRoot, 'screenshots'), { recursive: true });
  });
  after(() => panels.close());
  afterEach(() => page.close());

  const asked = (): Promise<Asked[]> =>
    page.evaluate(() => (globalThis as unknown as { asked: Asked[] }).asked);

  const becomes = <T>(read: () => Promise<T>, wanted: T) =>
    eventually(async () => assert.deepEqual(await read(), wanted));

  it('shows each thread, its figures, and the line of the block under the mouse, which a click opens', async () => {
    page = await panels.page();
    await becomes(() => page.locator('.names label').allInnerTexts(), ['server.js', 'worker 1', 'worker 2']);
    await page.locator('[data-figure="p99Ms"] b', { hasText: /\d/ }).waitFor();
    const box = (await page.locator('.threads canvas').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 16 + 11);
    await page.locator('.current', { hasText: /· \d+ ms · .+ · \w* ?file\d\.ts:1\d/ }).waitFor();
    await page.mouse.down();
    await page.mouse.up();
    await becomes(async () => (await asked())[0]?.method, 'open');
    const [opened] = await asked();
    assert.match(String(opened!.params['file']), /file\d\.ts$/);
  });

  it('does all of it by keyboard', async () => {
    page = await panels.page();
    await page.locator(lanes).focus();
    await page.keyboard.press('n');
    await page.locator('.current', { hasText: / · \d+ ms · / }).waitFor();
    const first = await page.locator('.current').innerText();
    await page.keyboard.press('n');
    await page.locator('.current', { hasNotText: first }).waitFor();
    await page.keyboard.press('Enter');
    await becomes(async () => (await asked())[0]?.method, 'open');
    const follow = page.getByRole('button', { name: 'Follow' });
    await becomes(() => follow.getAttribute('aria-pressed'), 'true');
    await page.keyboard.press('+');
    await page.locator('button[aria-pressed="false"]', { hasText: /^Follow$/ }).waitFor();
    await page.keyboard.press('s');
    await page.locator('.brush').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.brush').waitFor({ state: 'detached' });
    await page.keyboard.press('End');
    await page.locator('button[aria-pressed="true"]', { hasText: 'Following' }).waitFor();
  });

  it('tells what happened and when, with the mouse, by keyboard and in a table', async () => {
    page = await panels.page();
    await page.locator(lanes).focus();
    await page.keyboard.press('Home');
    const box = (await page.locator('.threads canvas').boundingBox())!;
    // Ten seconds of five minutes.
    await page.mouse.move(box.x + ((box.width - 1) * 10) / 300, box.y + 8);
    const current = page.locator('.current [role=status]');
    await current.filter({ hasText: / · server\.js started again$/ }).waitFor();
    await page.mouse.move(box.x + box.width / 2, box.y + 8);
    await current.filter({ hasText: /^Point at a block/ }).waitFor();
    await page.keyboard.press('e');
    await current.filter({ hasText: / · server\.js started again$/ }).waitFor();
    await page.getByRole('button', { name: 'Table' }).click();
    await becomes(
      () => page.getByRole('region', { name: 'Events as a table' }).locator('tbody td').allInnerTexts(),
      ['11:55:10.000 AM', 'server.js', 'server.js started again'],
    );
  });

  it('tells the figures of the moment under the mouse, and all of them in a table', async () => {
    page = await panels.page();
    const delay = page.locator('[data-figure="p99Ms"] b');
    await delay.filter({ hasText: /\d/ }).waitFor();
    const latest = await delay.innerText();
    const box = (await page.locator('.threads canvas').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 200);
    await delay.filter({ hasNotText: latest }).waitFor();
    const there = await delay.innerText();
    const time = await page.locator('.current .at').innerText();
    assert.match(time, /^11:59:(29|30)\./);
    await page.mouse.move(box.x, 2);
    await becomes(() => delay.innerText(), latest);
    await page.getByRole('button', { name: 'Table' }).click();
    const table = page.getByRole('region', { name: 'Figures as a table' }).first();
    const rows = table.locator('tbody tr');
    await becomes(() => rows.count(), 60);
    const row = rows.filter({ hasText: '11:59:30.000' }).locator('td');
    assert.equal((await row.allInnerTexts())[2], there);
    assert.equal((await rows.last().locator('td').allInnerTexts())[2], latest);
  });

  it('gives all blocks and figures away, not only those that it lists', async () => {
    page = await panels.page();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const pasted = async (button: string): Promise<string> => {
      await page.getByRole('button', { name: button, exact: true }).click();
      return page.evaluate('navigator.clipboard.readText()');
    };
    const lines = (text: string): number => text.trim().split('\n').length;
    await page.getByRole('button', { name: 'Table' }).click();
    // A minute of three threads with five blocks a second, and a header.
    await eventually(async () => assert.equal(lines(await pasted('Copy CSV')), 901));
    await page.getByText('Copied', { exact: true }).waitFor();
    await eventually(async () =>
      assert.match(await pasted('Copy Markdown'), /\n800 shorter blocks are not shown\.\n$/),
    );
    await eventually(async () => assert.equal(lines(await pasted('Copy as CSV')), 61));
  });

  it('lets go of a drag that the browser takes for a gesture of its own', async () => {
    page = await panels.page();
    const box = (await page.locator('.figures').first().boundingBox())!;
    await page.getByRole('button', { name: 'Following' }).waitFor();
    await page.mouse.move(box.x + 400, box.y + 60);
    await page.mouse.down();
    await page.locator(lanes).dispatchEvent('pointercancel');
    await page.mouse.move(box.x + 300, box.y + 60, { steps: 5 });
    await page.locator('.current .at', { hasText: /\d/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Following' }).count(), 1);
    await page.mouse.up();
  });

  it('selects a time, lists its blocks, and asks for their flame', async () => {
    page = await panels.page();
    const box = (await page.locator('.threads canvas').boundingBox())!;
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + 100, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 80, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.locator('.brush').waitFor();
    await page.getByRole('button', { name: 'Table' }).click();
    const status = await page.locator('.blocks [role=status]').innerText();
    const [, count = 0] = /^(\d+) blocks/.exec(status) ?? [];
    // A fifth of a minute, three threads, five a second.
    assert.ok(Number(count) > 100 && Number(count) < 300, status);
    await becomes(() => page.locator('.blocks tbody tr').count(), 100);
    await page.getByRole('button', { name: 'Flame of the selection' }).click();
    await becomes(async () => (await asked()).at(-1)?.method, 'show');
    const { params } = (await asked()).at(-1)!;
    const { thread, fromMs, toMs } = params['span'] as { thread: string; fromMs: number; toMs: number };
    assert.equal(thread, 't1');
    assert.ok(toMs - fromMs > 5000 && toMs - fromMs < 30_000);
  });

  it('shows the figures of the time that is in sight, wherever that is', async () => {
    page = await panels.page({ minutes: 30 });
    /** Columns of the delay's chart that have a coloured line in them, as a share. */
    const drawn = (): Promise<number> =>
      page
        .locator('.figures canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => {
          const { width, height } = canvas;
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
          const colored = new Set<number>();
          for (let at = 0; at < data.length; at += 4) {
            const channels = data.subarray(at, at + 3);
            if (Math.max(...channels) - Math.min(...channels) > 60) colored.add((at / 4) % width);
          }
          return colored.size / width;
        });
    const isFull = () => eventually(async () => assert.ok((await drawn()) > 0.8, `${await drawn()}`));
    await isFull();
    await page.locator(lanes).focus();
    await page.keyboard.press('Home');
    await isFull();
    for (let i = 0; i < 8; i++) await page.keyboard.press('+');
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft');
    await isFull();
  });

  it('is where it was after a reload', async () => {
    page = await panels.page();
    await page.getByLabel('worker 1').check();
    await page.getByRole('button', { name: 'All' }).click();
    await page.getByRole('button', { name: 'Table' }).click();
    await page.locator('.blocks table').waitFor();
    await page.reload();
    await page.locator('.blocks table').waitFor();
    await becomes(() => page.getByLabel('worker 1').isChecked(), true);
    await page.locator('button[aria-pressed="false"]', { hasText: /^Follow$/ }).waitFor();
  });

  it('goes where the extension wants it to from its first moment on', async () => {
    page = await panels.page({ panel: 'explain', then: 'streams' });
    await page.getByRole('heading', { level: 1, name: /^Streams/ }).waitFor();
  });

  it('shows a recording when it is there, unless the panel is asked for something else meanwhile', async () => {
    const loads = () => page.locator('.flame-message[aria-busy]');
    const record = async () => {
      page = await panels.page({ panel: 'flame' });
      await page.getByRole('button', { name: 'Record a CPU profile' }).click();
      await page.getByRole('button', { name: /^Recording/ }).waitFor();
    };
    await record();
    await page.evaluate('go({ kind: "flame" })');
    await page.evaluate('recorded()');
    const show = page.getByRole('button', { name: 'Show the recording' });
    await show.waitFor();
    assert.equal(await loads().count(), 0);
    await show.click();
    await loads().waitFor();
    await page.close();

    await record();
    await page.evaluate('recorded()');
    await loads().waitFor();
  });

  it('records the thread that is chosen', async () => {
    page = await panels.page({ panel: 'flame', running: 3 });
    await page.getByRole('combobox', { name: 'Thread to record' }).selectOption('worker 1');
    await page.getByRole('button', { name: 'Record a CPU profile' }).click();
    await becomes(async () => (await asked())[0]?.params['thread'], 't2');
  });

  it('says that a file is gone, and what to do', async () => {
    page = await panels.page({ panel: 'flame' });
    await page.getByRole('button', { name: 'Record a CPU profile' }).waitFor();
    const file = { path: '/srv/old.cpuprofile', name: 'old.cpuprofile', uri: '/gone' };
    await page.evaluate(`go({ kind: 'flame', file: ${JSON.stringify(file)} })`);
    await becomes(
      () => page.getByRole('alert').innerText(),
      'The file is no longer where it was, or may not be read. Open it again from where it is now.',
    );
  });

  it('says what it takes to record where nothing runs', async () => {
    page = await panels.page({ panel: 'flame', running: 0 });
    await page.getByText('To record, start a program with F5').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Record a CPU profile' }).isDisabled(), true);
    assert.deepEqual(await seriousFindings(page), []);
  });

  it('is small in the panel area, and leads to the large one', async () => {
    page = await panels.page({ compact: 'true' });
    await page.setViewportSize({ width: 300, height: 240 });
    await page.locator('[data-figure="p99Ms"] b', { hasText: /\d/ }).waitFor();
    assert.equal(await page.locator('.figures').count(), 1);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 300);
    assert.deepEqual(await seriousFindings(page), []);
    await page.getByRole('button', { name: 'Large timeline' }).click();
    await becomes(async () => (await asked())[0], { method: 'show', params: { kind: 'timeline' } });
  });

  it('says how to begin where nothing is observed', async () => {
    page = await panels.page({ empty: 1 });
    await page.locator('.empty', { hasText: /No Node\.js program is observed/ }).waitFor();
  });

  for (const theme of themeNames) {
    it(`can be read by everyone: ${theme}`, async () => {
      page = await panels.page({}, theme);
      await page.getByRole('button', { name: 'Table' }).click();
      await page.locator('.blocks table').waitFor();
      await page.locator('[data-figure="p99Ms"] b', { hasText: /\d/ }).waitFor();
      const picture = (name: string): string => join(repoRoot, 'screenshots', `timeline-${name}.png`);
      await page.screenshot({ path: picture(theme) });
      assert.deepEqual(await seriousFindings(page), []);
      for (const [color, contrast] of await markContrasts(page))
        assert.ok(contrast >= 3, `${color}: ${contrast}`);
      await page.setViewportSize({ width: 480, height: 800 });
      await page.screenshot({ path: picture(`${theme}-narrow`) });
      assert.deepEqual(await seriousFindings(page), []);
    });
  }
});

/** Colours of what the keys of the charts explain, with their contrast to the page: WCAG 2 (1.4.11) asks for 3. */
function markContrasts(page: Page): Promise<(readonly [color: string, contrast: number])[]> {
  return page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const luminance = (...colors: string[]): number => {
      for (const color of colors) {
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
      }
      const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((channel) =>
        channel <= 10 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const background = getComputedStyle(document.body).backgroundColor;
    const marks = [...document.querySelectorAll('.legend svg rect, .figures h3 svg line')];
    return marks.map((mark) => {
      const { fill, stroke } = getComputedStyle(mark);
      const color = mark.matches('rect') ? fill : stroke;
      const [low, high] = [luminance(background), luminance(background, color)].sort((a, b) => a - b);
      return [color, (high! + 0.05) / (low! + 0.05)] as const;
    });
  });
}
