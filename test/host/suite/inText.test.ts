import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { pictures } from '../pictures';
import * as painted from '../window';
import {
  blocking,
  debug,
  delay,
  detailsOf,
  endAll,
  freePort,
  go,
  hovered,
  lines,
  noteOf,
  show,
  whenTold,
  workspace,
  write,
} from './editorPrograms';

const lens = '.codelens-decoration';
const bars = '.view-overlays .cdr[class*="ced-"]';

/** Serves two paths, which block in another file. */
const server = [
  "const { createServer } = require('node:http');",
  "const { slow } = require('./slow.js');",
  'createServer((request, response) => {',
  "  slow(request.url === '/long' ? 620 : 220);",
  '  response.end();',
  "}).listen(Number(process.env.PORT), '127.0.0.1');",
];
const slow = [
  'const used = () => process.cpuUsage().user / 1000;',
  '',
  'exports.slow = function slow(ms) {',
  '  const end = used() + ms;',
  '  while (used() < end) for (let n = 0; n < 1e4; n++);',
  '  return end;',
  '};',
];

describe('Looplens in the text', () => {
  afterEach(endAll);

  it('tells of a line how hot it is, how long it blocked and for whom, and above its function how much', async () => {
    await write('slow.js', slow);
    const program = await write('server.js', server);
    const editor = await show(join(workspace().uri.fsPath, 'slow.js'));
    const port = await freePort();
    await debug({ program, env: { PORT: String(port) } });
    await painted.waitForText(delay, /^\d+ ms$/);
    for (const path of ['short', 'long', 'short']) await fetch(`http://127.0.0.1:${port}/${path}`);
    await painted.waitForText(lines, /^while .*● blocked 3×/);
    await painted.waitForText(lens, /^blocked [\d.]+ s in all · p99 [\d.]+ m?s · 3×$/);
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await standsAt(lens, 2); // above the function
    await standsAt(bars, 4); // the line that blocked
    const width = await painted.style(bars, 'border-left-width');
    assert.equal(width, '4px');
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await pictures('in-text-details', async () => {
      for (const place of [noteOf('while'), '.view-line span:text-is("while")']) {
        const details = await detailsOf(place, /Blocked the event loop 3 times: longest [\d.]+ m?s/);
        assert.equal(details.match(/Blocked the event loop/g)?.length, 1, details);
        const spread = [...details.matchAll(/(?: m?s|longer) (\d)× ▄+/g)].map(([, count]) => Number(count));
        assert.equal(
          spread.reduce((sum, count) => sum + count, 0),
          3,
          details,
        );
        assert.match(details, /For GET \/long \(\d+ %\), GET \/short \(\d+ %\)/);
        assert.match(details, /server\.js:4/);
        assert.match(details, /What to do/);
      }
    });
    await vscode.commands.executeCommand('workbench.view.explorer');
    await pictures('in-text', async () => {
      await painted.hover('.part.titlebar');
      await painted.waitForNoText(hovered, /Blocked/);
    });
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n// two\n'));
    await standsAt(lens, 4);
    await editor.edit((edit) => edit.insert(new vscode.Position(6, 2), '/* edited */ '));
    await painted.waitForText(lens, /^○ before this edit: blocked/);
    await painted.click(lens);
    await painted.waitForText('.statusbar-item[id="status.editor.selection"]', /Ln 7,/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await show(program);
    await painted.waitForText(lens, /^2 routes blocked [\d.]+ s in all · longest [\d.]+ m?s · 3×$/);
    await standsAt(lens, 2);
    await painted.screenshot('in-text-handler');
  });

  it('leaves the details of a line in sight while its note counts on', async () => {
    const program = await write('loop.js', blocking('setInterval(() => held(150), 500);'));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked [2-9]×/);
    await detailsOf(noteOf('while'), /Blocked the event loop/);
    const count = /blocked (\d+)×/.exec(await painted.waitForText(lines, /^while .*● blocked \d+×/));
    const later = Array.from({ length: 9 }, (_, more) => Number(count![1]) + 3 + more).join('|');
    await painted.waitForText(lines, new RegExp(`^while .*● blocked (${later})×`));
    assert.match((await painted.texts(hovered)).join(), /Blocked the event loop/);
  });

  it('opens a dependency read-only, with what blocks went to its line', async () => {
    const dependency = [...blocking(), 'exports.spin = held;'];
    await write('node_modules/slowpkg/index.js', dependency);
    const program = await write('caller.js', [
      "const { spin } = require('slowpkg');",
      'function report() { spin(250); }',
      whenTold('report'),
    ]);
    await show(program);
    await debug({ program });
    await go(program);
    await painted.waitForText(lines, /spin\(250\).*● blocked once/);
    await detailsOf(noteOf('spin(250)'), /held index\.js:3/);
    await painted.click(`${hovered} a`, 'index.js:3');
    await painted.waitForText(
      lines,
      /^while .*● [\d.]+ m?s of blocks went here, called from report caller\.js:2$/,
    );
    await painted.waitForText('.statusbar-item[id="status.editor.selection"]', /Ln 3,/);
    await vscode.commands.executeCommand('type', { text: 'typed' });
    assert.equal(vscode.window.activeTextEditor?.document.getText(), dependency.join('\n') + '\n');
    await detailsOf(
      noteOf('while'),
      /of blocks of the event loop went here[^]*Called from report caller\.js:2/,
    );
    await painted.screenshot('in-text-dependency');
    await vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
  });

  it('leaves away what is switched off, and all of it by command', async () => {
    const settings = vscode.workspace.getConfiguration('looplens');
    const set = (name: string, value?: false) =>
      settings.update(`${name}.enabled`, value, vscode.ConfigurationTarget.Global);
    const program = await write('loop.js', blocking(whenTold('() => held(250)')));
    await show(program);
    await debug({ program });
    await go(program);
    const all = async (shown: boolean): Promise<void> => {
      const wait = shown ? painted.waitForText : painted.waitForNoText;
      await wait(lines, /● blocked once/);
      await wait(lens, /blocked/);
      await wait(bars, /(?:)/);
      assert.equal((await hovers(program)).length > 0, shown);
    };
    await all(true);
    try {
      await set('codeLens', false);
      await painted.waitForNoText(lens, /blocked/);
      await set('heat', false);
      await painted.waitForNoText(bars, /(?:)/);
      await painted.waitForText(lines, /● blocked once/);
      assert.equal((await hovers(program)).length, 1);
      await set('hover', false);
      await waitFor(async () => (await hovers(program)).length === 0);
      await set('heat');
      await set('notes', false);
      await painted.waitForNoText(lines, /● blocked/);
      await painted.waitForText(bars, /(?:)/);
    } finally {
      for (const name of ['codeLens', 'heat', 'hover', 'notes']) await set(name);
    }
    await waitFor(async () => (await hovers(program)).length === 1);
    await all(true);
    await vscode.commands.executeCommand('looplens.toggleAll');
    await all(false);
    await painted.waitForText('.statusbar-item', /Looplens is hidden/);
    await vscode.commands.executeCommand('looplens.toggleAll');
    await all(true);
  });
});

/**
 * Waits until the first element that matches is painted beside or above a line, counted from 0; the files here are not scrolled.
 * VS Code writes what a lens says before it moves the lines to make room for it.
 */
async function standsAt(selector: string, line: number): Promise<void> {
  await waitFor(async () => {
    const [[top = -1], rows] = [await painted.tops(selector), await painted.tops(lines)];
    return rows.findIndex((row) => row >= top - 2) === line;
  });
}

async function hovers(file: string): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    vscode.Uri.file(file),
    new vscode.Position(2, 3),
  );
  return found
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .filter((text) => text.includes('Blocked the event loop'));
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())); // the test's own time limit ends it
}
