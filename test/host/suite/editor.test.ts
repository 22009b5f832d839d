import assert from 'node:assert/strict';
import { get } from 'node:http';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { frameText } from '../../../src/host/words';
import { pictures } from '../pictures';
import * as painted from '../window';
import {
  blocking,
  debug,
  delay,
  detailsOf,
  endAll,
  figures,
  freePort,
  go,
  hovered,
  lines,
  noteOf,
  repeated,
  show,
  whenTold,
  workspace,
  write,
} from './editorPrograms';

describe('Looplens in the editor', () => {
  afterEach(endAll);

  it('names the line of a debugged TypeScript server that blocks, its cause and its delay', async function () {
    this.timeout(180_000); // four themes: 49 s and more on a machine with no processor to spare
    const service = join(workspace().uri.fsPath, 'src', 'services', 'stock.ts');
    await show(service);
    const port = await freePort();
    await debug({
      program: join(workspace().uri.fsPath, 'dist', 'server.js'),
      env: { PORT: String(port) },
    });
    await painted.waitForText(delay, /^\d+ ms$/);
    await painted.screenshot('status-quiet', '.statusbar');
    const sku = await firstSku(port);
    for (let i = 0; i < 3; i++) await fetchText(port, `/v1/stock/${sku}`);
    const note = await painted.waitForText(lines, /blocked 3×, longest [\d.]+ m?s · fs\.readFileSync/);
    assert.match(note, /readFileSync\(/, 'the note stands on the line that blocks');
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await pictures('note-details', async () => {
      const details = await detailsOf(noteOf('readFileSync('), /3 times: longest/);
      assert.match(details, /For GET \/v1\/stock\/:sku \(100 %\)/);
      assert.match(details, /findStockSync stock\.ts:17/);
      assert.match(details, /fs\.promises\.readFile instead of fs\.readFileSync/);
    });
    // Loading the program may have taken longer than any request.
    const [longest] = [...figures().sites].sort((a, b) => b.maxMs - a.maxMs);
    await pictures('delay-details', async () => {
      const details = await detailsOf(delay, /Event loop delay[^]*server\.js[^]*Longest block/);
      const told = details.slice(details.indexOf('Longest block'));
      assert.ok(told.includes(` in ${frameText(longest!.site)}`), told);
    });
    await vscode.commands.executeCommand('workbench.view.explorer');
    await pictures('note', async () => {
      await painted.hover('.part.titlebar');
      await painted.waitForNoText(hovered, /Event loop delay/);
    });
    await detailsOf(noteOf('readFileSync('), /suppliers\.ts:14/);
    await painted.click(`${hovered} a`, 'suppliers.ts:');
    await painted.waitForText('.statusbar-item[id="status.editor.selection"]', /Ln 14,/);
  });

  it('shows a block while it lasts, and the way to it', async () => {
    const program = await write('loop.js', blocking(whenTold('() => held(1e9)')));
    await show(program);
    await debug({ program });
    await painted.waitForText(delay, /^\d+ ms$/);
    const width = await widthOfDelay();
    await go(program);
    await painted.waitForText(lines, /^while .*● blocked now · \d+(\.\d)? m?s · computing in JavaScript/);
    await painted.waitForText(delay, /^\d+(\.\d)? s$/);
    assert.ok(Math.abs((await widthOfDelay()) - width) <= 2, 'the item keeps its width');
    await pictures('blocked-now');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await painted.click(delay);
    await painted.waitForText(lines, /^while .*● blocked now/);
    await painted.waitForText('.statusbar-item[id="status.editor.selection"]', /Ln 3,/);
  });

  it('moves a note with its line, and tells when the line was edited since', async () => {
    const program = await write('loop.js', blocking(whenTold('() => held(250)')));
    const editor = await show(program);
    await debug({ program });
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// before anything was measured\n'));
    await go(program);
    await painted.waitForText(lines, /^while .*● blocked/);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one more line\n'));
    await painted.waitForText(lines, /^while .*● blocked/);
    assert.equal(editor.document.lineAt(4).text.trim().slice(0, 5), 'while');
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 2), '/* edited */ '));
    await painted.waitForText(lines, /^\/\* edited \*\/ while .*○ before this edit: blocked/);
    await painted.resize(1800, 1000); // the note is behind a long line
    await painted.screenshot('note-stale');
    await painted.resize(1280, 800);
    await vscode.commands.executeCommand('undo');
    await painted.waitForText(lines, /^while .*● blocked/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('shows the line that was asked for last, though an earlier one takes longer to open', async () => {
    const large = await write('large.js', Array<string>(200_000).fill('// a line of many'));
    const small = await write('small.js', ['1;', '2;', '3;']);
    const show = (file: string) => vscode.commands.executeCommand('looplens.showLine', file, 2, 1);
    await Promise.all([show(large), show(small)]);
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.deepEqual([document.fileName, selection.start.line], [small, 1]);
    assert.equal(vscode.window.visibleTextEditors.length, 1);
  });

  it('names the package that held the loop for a line', async () => {
    await write('node_modules/slowpkg/index.js', [...blocking(), 'exports.spin = held;']);
    const program = await write('caller.js', [
      "const { spin } = require('slowpkg');",
      repeated('spin(250)', 250),
    ]);
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /spin\(250\).*● blocked .* · computing in JavaScript in slowpkg held$/);
  });

  it('hides its notes, shows them again and forgets them by command', async () => {
    const program = await write('loop.js', blocking(whenTold('() => held(250)')));
    await show(program);
    await debug({ program });
    await go(program);
    await painted.waitForText(lines, /^while .*● blocked once/);
    await vscode.commands.executeCommand('looplens.toggleNotes');
    await painted.waitForNoText(lines, /blocked/);
    await vscode.commands.executeCommand('looplens.toggleNotes');
    await painted.waitForText(lines, /^while .*● blocked once/);
    await vscode.commands.executeCommand('looplens.clear');
    await painted.waitForNoText(lines, /blocked/);
  });
});

async function widthOfDelay(): Promise<number> {
  return parseFloat(await painted.style(delay, 'width'));
}

/** Asks until the server listens. */
async function fetchText(port: number, path: string): Promise<string> {
  for (;;) {
    const text = await new Promise<string | null>((resolve) => {
      get({ host: '127.0.0.1', port, path }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve(body));
      }).on('error', () => resolve(null));
    });
    if (text !== null) return text;
  }
}

async function firstSku(port: number): Promise<string> {
  const listing = await fetchText(port, '/');
  const sku = /\/v1\/stock\/([\w-]+)/.exec(listing)?.[1];
  assert.ok(sku, listing);
  return sku;
}
