// Lets a suite inside VS Code's extension host see and touch the window it runs in: HTTP calls on loopback, answered
// with Playwright. The suite's side is window.ts, which documents each operation.
import { createServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import axe from 'axe-core';
import { paintedTexts } from './paintedTexts.mjs';

/** Long enough for a busy machine; an answer comes as soon as there is one. */
const waitMs = 20_000;
/** Pixels right of where an element begins: its end may be out of sight. */
const inside = 16;
/** A frame that nobody sees paints none. */
const hiddenMs = 1000;

const operations = {
  async print(_, { text }) {
    process.stdout.write(`${text}\n`);
  },
  async screenshot({ page, screenshots }, { name, selector }) {
    await mkdir(screenshots, { recursive: true });
    const path = join(screenshots, `${name}.png`);
    const painted = page.frames().map((frame) => frame.evaluate(twoFrames).catch(() => {}));
    await Promise.race([Promise.all(painted), delay(hiddenMs)]);
    // A part of the window by where it is: VS Code may make the element anew meanwhile.
    const clip = selector && (await page.locator(selector).first().boundingBox({ timeout: waitMs }));
    await page.screenshot({ path, animations: 'disabled', ...(clip && { clip }) });
    return path;
  },
  resize: ({ page }, { width, height }) => page.setViewportSize({ width, height }),
  texts: ({ page }, { selector }) => page.evaluate(paintedTexts, selector),
  waitForText: ({ page }, { selector, source, flags, gone, timeoutMs = waitMs }) =>
    waitForText(() => [page], selector, new RegExp(source, flags), gone, timeoutMs),
  waitForWebviewText: ({ page }, { selector, source, flags, timeoutMs = waitMs }) =>
    waitForText(() => webviews(page), selector, new RegExp(source, flags), false, timeoutMs),
  async clickInWebview({ page }, { selector, text }) {
    const { found } = await inWebview(page, selector, text);
    await found.click({ timeout: waitMs });
  },
  async webviewTexts({ page }, { selector, attribute, without }) {
    const { frame } = await inWebview(page, selector);
    return frame.evaluate(textsOfAll, { selector, attribute, without });
  },
  async fillInWebview({ page }, { selector, text }) {
    const { found } = await inWebview(page, selector);
    await found.fill(text, { timeout: waitMs });
  },
  async isFocusedInWebview({ page }, { selector, text }) {
    const { found } = await inWebview(page, selector, text);
    return found.evaluate((element) => element.ownerDocument.hasFocus() && element.matches(':focus'));
  },
  async webviewVariables({ page }, { selector, names }) {
    const { frame } = await inWebview(page, selector);
    return frame.evaluate((all) => {
      const { style } = document.documentElement;
      return Object.fromEntries(
        all.map((name) => [name, style.getPropertyValue(`--vscode-${name}`) || null]),
      );
    }, names);
  },
  async seriousFindings({ page }, { selector }) {
    const { frame } = await inWebview(page, selector);
    // By the browser's own tools, which the page's policy does not stop.
    if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe.source);
    return frame.evaluate(seriousFindings);
  },
  async markWebviews({ page }) {
    const mark = (frame) => frame.evaluate(() => void (document.body.dataset.marked = ''));
    await Promise.all(webviews(page).map((frame) => mark(frame).catch(() => {})));
  },
  async waitForWindows({ page }, { count }) {
    const windows = () => page.context().pages().length;
    for (const deadline = Date.now() + waitMs; windows() !== count; await delay(50))
      if (Date.now() > deadline) throw new Error(`There were ${windows()} windows after ${waitMs} ms.`);
  },
  style: ({ page }, { selector, property, pseudo }) =>
    page
      .locator(selector)
      .first()
      .evaluate(
        (element, [name, part]) =>
          element.ownerDocument.defaultView.getComputedStyle(element, part).getPropertyValue(name),
        [property, pseudo],
        { timeout: waitMs },
      ),
  tops: ({ page }, { selector }) =>
    page.locator(selector).evaluateAll((elements) =>
      elements
        .map((element) => element.getBoundingClientRect())
        .filter(({ width, height }) => width > 0 && height > 0)
        .map(({ top }) => top)
        .sort((a, b) => a - b),
    ),
  async hover({ page }, { selector, text }) {
    const element = visible(page, selector, text);
    for (const deadline = Date.now() + waitMs; !(await rests(page, element)); await delay(50))
      if (Date.now() > deadline) throw new Error(`The mouse did not get to '${selector}' in ${waitMs} ms.`);
  },
  click: ({ page }, { selector, text }) => visible(page, selector, text).click({ timeout: waitMs }),
  press: ({ page }, { key }) => page.keyboard.press(key),
  type: ({ page }, { text }) => page.keyboard.type(text),
};

/**
 * @param {() => Promise<import('playwright-core').Page>} page the window; asked for at the first operation
 * @param {string} screenshots folder of the pictures
 * @param {Record<string, (window: { page: import('playwright-core').Page }, args: object) => unknown>} [more] operations
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startBridge(page, screenshots, more = {}) {
  const known = { ...operations, ...more };
  const server = createServer(async (request, response) => {
    const answer = (status, body) => response.writeHead(status).end(JSON.stringify(body));
    try {
      const operation = known[request.url.slice(1)];
      if (!operation) throw new Error(`The bridge has no operation '${request.url}'.`);
      answer(200, { value: await operation({ page: await page(), screenshots }, await json(request)) });
    } catch (error) {
      answer(500, { error: error.message });
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function visible(page, selector, text) {
  return page
    .locator(selector)
    .filter({ visible: true, ...(text && { hasText: text }) })
    .first();
}

/**
 * Moves the mouse to where an element is now, as a person would, and tells whether it is over it then: notes are painted anew while
 * they count, so that no element stands still for long, and none keeps its width.
 */
async function rests(page, element) {
  const box = await element.boundingBox({ timeout: waitMs });
  if (!box) return false;
  // Where it begins: its middle may lie under the scroll bar and minimap of the editor.
  const point = [box.x + Math.min(box.width / 2, inside), box.y + box.height / 2];
  await page.mouse.move(...point);
  const isThere = (one, [x, y]) => one.contains(one.ownerDocument.elementFromPoint(x, y));
  if (await element.evaluate(isThere, point, { timeout: waitMs })) return true;
  // Not before: what is scrolled moves lines of the editor under its scroll bar and minimap.
  await element.evaluate((one) => one.scrollIntoView({ block: 'nearest', inline: 'nearest' }), undefined, {
    timeout: waitMs,
  });
  return false;
}

/** The first visible element in any webview that matches and contains `text`, and its frame, once there is one. */
async function inWebview(page, selector, text) {
  for (const deadline = Date.now() + waitMs; Date.now() < deadline; await delay(50)) {
    for (const frame of webviews(page)) {
      const found = visible(frame, selector, text);
      if ((await found.count().catch(() => 0)) > 0) return { frame, found };
    }
  }
  throw new Error(`'${selector}' was in no webview after ${waitMs} ms.`);
}

/** Resolves when what a change of size or theme left to do has been painted. */
function twoFrames() {
  const { requestAnimationFrame } = globalThis.document.defaultView;
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** The frames in the window, and in those that panels were moved to: a webview's content is in the innermost one. */
function webviews(page) {
  const windows = page.context().pages();
  return windows.flatMap((one) => one.frames().filter((frame) => frame !== one.mainFrame()));
}

/** Text of each element that matches, without that of elements in it which match `without`, and an attribute. Runs in the page. */
function textsOfAll({ selector, attribute, without }) {
  return [...globalThis.document.querySelectorAll(selector)].map((element) => {
    const copy = element.cloneNode(true);
    if (without) for (const one of copy.querySelectorAll(without)) one.remove();
    return { value: attribute ? element.getAttribute(attribute) : null, text: copy.textContent };
  });
}

/** What axe-core finds serious or critical in the page, once what moves has come to rest. Runs there. */
async function seriousFindings() {
  const { document, axe } = globalThis;
  const ending = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  await Promise.allSettled(ending.map(({ finished }) => finished));
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
    );
}

/** `frames` gives what is looked at, anew each time: a webview's frames come and go. */
async function waitForText(frames, selector, pattern, gone, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const texts = await textsIn(frames(), selector);
    const found = texts.find((text) => pattern.test(text));
    if (gone ? found === undefined : found !== undefined) return found ?? '';
    if (Date.now() > deadline) {
      const expected = gone ? `${pattern} was still painted` : `${pattern} was not painted`;
      throw new Error(
        `${expected} in '${selector}' after ${timeoutMs} ms. Painted: ${JSON.stringify(texts, null, 1)}`,
      );
    }
    await delay(50);
  }
}

async function textsIn(frames, selector) {
  if (frames.length === 1) return frames[0].evaluate(paintedTexts, selector);
  const all = await Promise.all(
    frames.map((frame) => frame.evaluate(paintedTexts, selector).catch(() => [])),
  );
  return all.flat();
}
