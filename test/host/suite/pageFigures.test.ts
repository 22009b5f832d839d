import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { english } from '../../../src/model/message';
import { pageIds, type LiveFigures, type PageId } from '../../../src/shared/panels';
import { pageTexts } from '../../../src/webview/explain/pages/all';
import { eventually } from '../../webview/eventually';
import { measuredParts, namesInThem, wrongFigures } from '../../webview/explainFigures';
import * as painted from '../window';
import { blocking, debug, delay, endAll, figures, show, write } from './editorPrograms';

/** Blocks of several kinds on its main thread and on a worker, one after the other, each long on any machine; then it waits. */
const program = blocking(
  "const { isMainThread, Worker } = require('node:worker_threads');",
  "const crypto = require('node:crypto');",
  'const long = JSON.stringify(Array.from({ length: 6e5 }, (_, id) => ({ id, name: `n${id}` })));',
  'const kinds = [',
  '  () => held(60),',
  "  () => crypto.pbkdf2Sync('a', 'b', 5e5, 64, 'sha512'),",
  "  () => require('node:zlib').gzipSync(crypto.randomBytes(6e6)),",
  '  () => JSON.parse(long),',
  "  () => /^(a+)+$/.test('a'.repeat(25) + 'b'),",
  '  async () => { for (const since = process.cpuUsage(); process.cpuUsage(since).user < 9e4;) await null; },',
  '];',
  'setInterval(() => {}, 1000);',
  'setTimeout(function next() { kinds.shift()?.(); if (kinds.length > 0) setTimeout(next, 50); }, 50);',
  'if (isMainThread) new Worker(__filename);',
);

/** Long enough for the program to be through on a machine with no processor to spare. */
const programMs = 90_000;

describe('Every figure of a page', () => {
  afterEach(endAll);

  it('is that of the snapshot, while a program runs and when it has ended', async function () {
    this.timeout(180_000);
    const file = await write('kinds.js', program);
    await show(file);
    await debug({ program: file });
    await painted.waitForText(delay, /\d m?s/);
    await eventually(async () => assert.deepEqual(missing(figures()), []), programMs);
    await compared(pageIds);
    await vscode.debug.stopDebugging();
    await painted.waitForNoText(delay, /ms|s/);
    assert.ok(figures().targets.every(({ endedAtMs }) => endedAtMs !== null));
    await compared(pageIds);
  });
});

/** Two threads, and blocks of several kinds. Threads of programs before may still be told, as ended. */
function missing({ targets, sites, stalls }: LiveFigures): string[] {
  const running = targets.filter(({ endedAtMs }) => endedAtMs === null);
  const categories = [...new Set(sites.map(({ category }) => category))];
  return [
    ...(running.length === 2 ? [] : [`two threads: ${running.length} run`]),
    ...(categories.length >= 4 ? [] : [`four kinds: ${categories.join(', ')}`]),
    ...(stalls.length === 0 ? [] : ['an end of what blocks']),
  ];
}

/** Goes to each page and holds what it shows against what the extension has, once that stands still for a moment. */
async function compared(pages: readonly PageId[]): Promise<void> {
  for (const page of pages) {
    const [worst] = figures().sites;
    await vscode.commands.executeCommand('looplens.explainPage', page, worst);
    const { title } = pageTexts[page](english);
    await painted.waitForWebviewText('h1', new RegExp(`^${title}$`));
    await eventually(async () => assert.deepEqual(await wrongOn(page), []));
    // Whatever else is said there of what was measured has no figure.
    const rest = await painted.webviewTexts(measuredParts, { without: namesInThem });
    assert.ok(rest.length >= 3, 'figures, lines, and the line that one came from');
    assert.deepEqual(rest.filter(({ text }) => /[\d?]/.test(text)), [], page); // prettier-ignore
  }
}

async function wrongOn(page: PageId): Promise<string[]> {
  const before = figures();
  const shown = await painted.webviewTexts('[data-from]', { attribute: 'data-from' });
  const wrong = wrongFigures(before, page, shown.map(({ value, text }) => ({ from: value!, text }))); // prettier-ignore
  // What changed while the page was read may be in either.
  return before === figures() ? wrong : [...wrong, 'the snapshot has changed meanwhile'];
}
