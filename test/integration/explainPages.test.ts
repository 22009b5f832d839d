import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { english } from '../../src/model/message';
import { pageIds, type Evidence, type PageId } from '../../src/shared/panels';
import { pageTexts } from '../../src/webview/explain/pages/all';
import { liveFigures, nothingLive } from '../fakes/liveFigures';
import { repoRoot } from '../nodes';
import { eventually } from '../webview/eventually';
import { wrongFigures } from '../webview/explainFigures';
import { themeNames } from '../webview/themes';
import { openExplain, type ExplainBench } from './explainBench';

const pictures = join(repoRoot, 'screenshots');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

describe('explain pages in a browser', function () {
  let bench: ExplainBench;

  before(async () => {
    await mkdir(pictures, { recursive: true });
    bench = await openExplain();
  });
  after(() => bench?.close());
  afterEach(() => assert.deepEqual(bench.errors.splice(0), []));
  const becomes = <T>(read: () => Promise<T>, wanted: T) =>
    eventually(async () => assert.deepEqual(await read(), wanted));

  for (const id of pageIds) {
    it(`${id}: shows its text, and each figure as it stands in the snapshot`, async () => {
      const live = liveFigures();
      await bench.show({ page: id, live });
      const { page } = bench;
      assert.equal(await page.locator('h1').textContent(), pageTexts[id](english).title);
      const shown = await page
        .locator('[data-from]')
        .evaluateAll((all) =>
          all.map((one) => ({ from: one.getAttribute('data-from') ?? '', text: one.textContent ?? '' })),
        );
      assert.deepEqual(wrongFigures(live, id, shown), []);
      // Whatever is said as a figure says where it is from.
      assert.deepEqual(await page.locator('.explain-yours dd').allTextContents(), [
        ...(await page.locator('.explain-yours dd > [data-from]').allTextContents()),
      ]);
    });
  }

  it('a diagram is stepped by keys and buttons, and says each step', async () => {
    await bench.show({ page: 'event-loop', live: liveFigures() });
    const { page } = bench;
    const { steps } = pageTexts['event-loop'](english).diagram;
    const said = page.locator('.explain-step');
    const says = async (at: number): Promise<void> => {
      await page.getByText(`${at + 1} of ${steps.length}`).waitFor();
      const text = steps[at]!.fact.text.replaceAll('`', '');
      await becomes(async () => (await said.textContent())!.includes(text), true);
    };
    await page.locator('.explain-stage').focus();
    await says(0);
    await page.keyboard.press('ArrowLeft');
    await says(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await says(2);
    assert.equal(await said.locator('[aria-live]').getAttribute('aria-live'), 'polite');
    await page.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('End');
    await says(steps.length - 1);
    await page.keyboard.press('Enter'); // the last step has no next, and the button keeps the focus
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await says(steps.length - 1);
    await page.getByRole('button', { name: 'Back' }).click();
    await says(steps.length - 2);
    await page.keyboard.press('Home');
    await says(0);
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    await says(1);
  });

  it('a diagram plays by itself and can be paused; with reduced motion it does not', async () => {
    const { page } = bench;
    await page.clock.install();
    try {
      await page.emulateMedia({ reducedMotion: 'no-preference' });
      await bench.show({ page: 'streams', live: nothingLive });
      const number = page.locator('.explain-step-number');
      await page.getByRole('button', { name: 'Pause' }).waitFor();
      assert.equal(await page.locator('.explain-step [aria-live]').getAttribute('aria-live'), 'off');
      await page.clock.runFor(12_000);
      await becomes(() => number.textContent(), '3 of 7');
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.clock.runFor(60_000);
      await becomes(() => number.textContent(), '3 of 7');
      await page.getByRole('button', { name: 'Play' }).click();
      await page.clock.runFor(120_000);
      await becomes(() => number.textContent(), '7 of 7');

      await page.emulateMedia({ reducedMotion: 'reduce' });
      await bench.show({ page: 'threads', live: nothingLive });
      await page.clock.runFor(60_000);
      await becomes(() => number.textContent(), '1 of 7');
      assert.equal(await page.getByRole('button', { name: 'Play' }).count(), 0);
    } finally {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.clock.resume();
    }
  });

  it('a step that was due in the moment of a click does not overrule it', async () => {
    const { page } = bench;
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    try {
      await bench.show({ page: 'streams', live: nothingLive });
      await page.getByRole('button', { name: 'Next' }).click();
      // The timer of the step that plays, kept so that it can come due just after the click, before the next paint.
      await page.evaluate(`(() => {
        const original = setTimeout;
        window.setTimeout = (callback, ms, ...more) => {
          if (ms >= 2500) window.due = callback;
          return original(callback, ms, ...more);
        };
      })()`);
      const button = (name: string) => `[...document.querySelectorAll('.explain-controls button')].find(
        (one) => one.textContent === '${name}')`;
      for (const [name, wanted] of [
        ['Pause', '2 of 7'],
        ['Back', '1 of 7'],
      ] as const) {
        await page.getByRole('button', { name: 'Play' }).click();
        await becomes(() => page.evaluate('typeof window.due'), 'function');
        await page.evaluate(`(async () => {
          ${button(name)}.click();
          await null;
          due();
          delete window.due;
          for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
        })()`);
        assert.equal(await page.locator('.explain-step-number').textContent(), wanted);
      }
    } finally {
      await page.emulateMedia({ reducedMotion: 'reduce' });
    }
  });

  it('does not take the focus from who has moved it on since the page was gone to', async () => {
    await bench.show({ page: 'event-loop', live: nothingLive });
    const { page } = bench;
    await page.evaluate(`(async () => {
      [...document.querySelectorAll('nav li button')].find((one) => one.textContent === 'Streams').click();
      await null;
      document.querySelector('.explain-stage').focus();
      for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
    })()`);
    assert.equal(await page.locator('h1').textContent(), pageTexts.streams(english).title);
    assert.equal(await page.evaluate('document.activeElement.className'), 'explain-stage');
  });

  it('lines open in the editor, the experiment runs, the navigation goes to a page', async () => {
    await bench.show({ page: 'io-and-thread-pool', live: liveFigures() });
    const { page } = bench;
    await page.locator('.explain-code').getByRole('button', { name: 'stock.ts:17' }).click();
    await page.getByRole('button', { name: 'Run this and watch' }).click();
    await page.getByRole('navigation').getByRole('button', { name: 'Streams' }).click();
    await becomes(bench.calls, [
      ['open', { file: '/app/src/stock.ts', line: 17, column: 16 }],
      ['experiment', 'io-and-thread-pool'],
      ['go', 'streams'],
    ]);
    await becomes(() => page.locator('h1').textContent(), pageTexts.streams(english).title);
    await becomes(() => page.evaluate('document.activeElement.tagName'), 'H1');
    const current = page.getByRole('navigation').locator('[aria-current=page]');
    await becomes(() => current.textContent(), 'Streams');
  });

  it('gives its figures and its drawing away', async () => {
    const live = liveFigures();
    await bench.show({ page: 'garbage-collection', live });
    const { page } = bench;
    for (const name of ['Copy as CSV', 'Copy as Markdown', 'Copy image']) {
      const button = page.getByRole('button', { name });
      await button.click();
      await button.locator('xpath=..').getByText('Copied', { exact: true }).waitFor();
    }
    await becomes(async () => (await bench.calls()).length, 3);
    const [csv, markdown, image] = (await bench.calls()) as [string, string, string][];
    assert.equal(csv![2], 'garbage-collection.csv');
    assert.match(csv![1], /\r\nserver\.js,share of the time,0\.034,share,targets\[1\]\.gcShare\r\n/);
    assert.match(markdown![1], /\n\| server\.js \| share of the time \| 3\.4 % \|\n/);
    assert.deepEqual(image!.slice(1), ['image/png', 'garbage-collection.png']);
  });

  it('says what the user came from, with what is known of it', async () => {
    const live = liveFigures();
    const { site, category, call } = live.sites[0]!;
    const advice = {
      why: 'The call waits for the disk.',
      fix: 'Await it.',
      url: 'https://nodejs.org/api/fs.html',
    };
    await bench.show({ page: 'io-and-thread-pool', live, evidence: { site, category, call, advice } });
    const note = bench.page.getByRole('region', { name: 'What you came from' });
    assert.equal(
      await note.locator('p').first().textContent(),
      'You came from fs.readFileSync at stock.ts:17, in findStockSync.',
    );
    assert.equal(await note.locator('[data-from="sites[0].count"]').textContent(), '12');
    assert.deepEqual(await note.locator('.explain-advice p').allTextContents(), [
      'The call waits for the disk.',
      'Instead: Await it. What to do',
    ]);
    await note.getByRole('button', { name: 'stock.ts:17' }).click();
    await becomes(bench.calls, [['open', { file: site.file, line: 17, column: 16 }]]);
  });

  it('leads to the line also when nothing is measured of it any more', async () => {
    const { site } = liveFigures().sites[0]!;
    await bench.show({
      page: 'event-loop',
      live: nothingLive,
      evidence: { site, category: 'cpu', call: null },
    });
    const note = bench.page.getByRole('region', { name: 'What you came from' });
    assert.match(
      (await note.textContent())!,
      /^You came from a block at stock\.ts:17, in findStockSync: computing in JavaScript\./,
    );
    await note.getByRole('button', { name: 'stock.ts:17' }).click();
    await becomes(async () => (await bench.calls()).length, 1);
    assert.match((await bench.page.locator('main').textContent())!, /No program is observed\. Start one/);
  });

  it('has its pages behind a button where there is little room', async () => {
    await bench.page.setViewportSize({ width: 400, height: 800 });
    await bench.show({ page: 'v8', live: liveFigures() });
    const threads = bench.page.getByRole('button', { name: 'Threads', exact: true });
    assert.equal(await threads.isVisible(), false);
    await bench.page.getByRole('button', { name: 'Pages' }).press('Enter');
    await threads.press('Enter');
    await becomes(bench.calls, [['go', 'threads']]);
    await becomes(() => threads.isVisible(), false);
  });

  for (const width of [300, 400, 1600]) {
    it(`fits ${width} px without scrolling sideways, its drawings readable`, async () => {
      await bench.page.setViewportSize({ width, height: 900 });
      for (const id of pageIds) {
        await bench.show({ page: id, live: liveFigures() });
        assert.equal(await bench.page.evaluate('document.documentElement.scrollWidth'), width, id);
        const letters = await bench.page.evaluate(
          `[...document.querySelectorAll('.explain-stage svg text')].map((text) => text.getBoundingClientRect().height)`,
        );
        assert.ok(
          Math.min(...(letters as number[])) >= 11,
          `${id}: letters of ${Math.min(...(letters as number[]))} px`,
        );
      }
    });
  }

  for (const theme of themeNames) {
    it(`has no serious finding of axe in the theme ${theme}`, async function () {
      this.timeout(180_000); // 16 pages and their pictures
      for (const width of [480, 1280]) {
        await bench.page.setViewportSize({ width, height: 900 });
        for (const id of pageIds) {
          await bench.show({ page: id, live: liveFigures(), evidence: evidenceFor(id), theme });
          await bench.page.locator('.explain-stage').press('ArrowRight');
          await bench.page.evaluate(axe);
          const { violations } = await bench.page.evaluate<AxeResults>(
            `axe.run(document, { resultTypes: ['violations'] })`,
          );
          const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
          assert.deepEqual(
            grave.map((one) => `${one.id}: ${one.nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`),
            [],
            `${id} at ${width} px`,
          );
          await bench.page.screenshot({
            path: join(pictures, `explain-${id}-${theme}-${width}.png`),
            fullPage: true,
          });
        }
      }
    });
  }
});

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

function evidenceFor(page: PageId): Evidence | undefined {
  const [site] = liveFigures().sites;
  const advice = {
    why: 'The call waits for the disk.',
    fix: 'Await it.',
    url: 'https://nodejs.org/api/fs.html',
  };
  return page === 'io-and-thread-pool' ? { ...site!, site: site!.site, advice } : undefined;
}
