import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { pictures } from '../pictures';
import * as painted from '../window';
import { debug, delay, endAll, repeated, show, workspace, write } from './editorPrograms';

const rows = '.pane-body .monaco-list-row';
const welcome = '.welcome-view-content';

/** Serves a route of its own that blocks, and visits it. */
const server = [
  "const { createServer, get } = require('node:http');",
  'function held(ms) {',
  '  const since = process.cpuUsage();',
  '  while (process.cpuUsage(since).user < ms * 1000) for (let n = 0; n < 1e4; n++);',
  '}',
  'createServer((request, response) => {',
  '  held(250);',
  '  response.end();',
  '}).listen(0, function () {',
  "  setInterval(() => get({ port: this.address().port, path: '/slow' }, (r) => r.resume()), 500);",
  '});',
];

describe('The view of targets', () => {
  afterEach(async () => {
    await endAll();
    await painted.resize(1280, 800);
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  it('lists a target, its route and the line that blocks, which a click opens', async () => {
    const program = await write('listed.js', server);
    await debug({ program });
    await painted.waitForText(delay, /\d m?s/);
    await vscode.commands.executeCommand('looplens.targets.focus');
    await painted.waitForText(rows, /^listed\.js.*delay .* · process \d+/);
    await painted.waitForText(rows, /^GET \/slow.*m?s · \d+×/);
    await painted.waitForText(rows, /^held listed\.js:4.*computing in JavaScript · max [\d.]+ m?s/);
    await pictures('view');
    // A row may be painted anew between press and release.
    const isOpen = () => vscode.window.activeTextEditor?.document.fileName === program;
    for (let left = 5; !isOpen() && left > 0; left--) {
      await painted.click(`${rows}[aria-label*="held listed.js"]`);
      await until(isOpen, 3000);
    }
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 3);
  });

  it('copies what it lists, and leaves out what packages blocked', async () => {
    await write('node_modules/heavy/index.js', [
      'exports.grind = (ms) => {',
      '  const since = process.cpuUsage();',
      '  while (process.cpuUsage(since).user < ms * 1000) for (let n = 0; n < 1e4; n++);',
      '};',
    ]);
    const program = await write('mixed.js', [
      "const { grind } = require('heavy');",
      'function own() { const since = process.cpuUsage(); while (process.cpuUsage(since).user < 250_000) for (let n = 0; n < 1e4; n++); }',
      repeated('own()', 350),
      repeated('grind(250)', 350),
    ]);
    await debug({ program });
    await vscode.commands.executeCommand('looplens.targets.focus');
    await painted.waitForText(rows, /^own mixed\.js:2/);
    await painted.waitForText(rows, /mixed\.js:4/);
    await vscode.commands.executeCommand('looplens.copy');
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /^- mixed\.js – .*process \d+/);
    assert.match(
      copied,
      /\n {2}- own mixed\.js:2 – .* · computing in JavaScript · max [\d.]+ m?s \(.*mixed\.js:2\)\n/,
    );
    await vscode.commands.executeCommand('looplens.view.own');
    await painted.waitForNoText(rows, /mixed\.js:4/);
    await painted.waitForText(rows, /^own mixed\.js:2/);
    await vscode.commands.executeCommand('looplens.view.all');
    await painted.waitForText(rows, /mixed\.js:4/);
  });

  it('says how to begin where nothing was observed', async () => {
    await vscode.commands.executeCommand('looplens.targets.focus');
    await painted.waitForText(welcome, /No Node\.js program is observed.*Start Debugging/s);
    await pictures('view-empty');
  });

  it('has a way to find rows', async () => {
    await debug({ program: await write('found.js', server) });
    await vscode.commands.executeCommand('looplens.targets.focus');
    await painted.waitForText(rows, /^held found\.js:4/);
    await vscode.commands.executeCommand('looplens.view.find');
    await painted.waitForText('.monaco-tree-type-filter', /(?:)/);
    await pictures('view-find');
    await painted.press('Escape');
  });

  it('asks where the sample is to go, and leaves everything as it is when nobody says', async () => {
    const opening = vscode.commands.executeCommand('looplens.openSample');
    await painted.waitForText('.quick-input-widget .monaco-list-row', /In a new folder for temporary files/);
    await painted.waitForText('.quick-input-widget .monaco-list-row', /In a folder that I choose/);
    await painted.screenshot('sample-picker');
    await painted.press('Escape');
    await opening;
  });

  it('shows its log', async () => {
    const isLog = ({ document: { uri } }: vscode.TextEditor) =>
      uri.scheme === 'output' && /looplens/i.test(uri.path);
    await vscode.commands.executeCommand('looplens.showLog');
    // Not by an event: where it was shown already there is none.
    while (!vscode.window.visibleTextEditors.some(isLog)) await wait(50);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('leads through a first run', async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'looplens.looplens#start');
    await painted.waitForText('.getting-started-step', /Run a program/);
    // Its text stands beside the steps where there is room.
    await pictures('walkthrough', async (width) => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'looplens.looplens#start');
      if (width >= 1600) await painted.waitForWebviewText('body', /One thread, one loop/);
    });
    await show(vscode.Uri.joinPath(workspace().uri, 'package.json').fsPath);
  });
});

/** Resolves when it holds, or after that many milliseconds. */
async function until(holds: () => boolean, ms: number): Promise<void> {
  for (const end = Date.now() + ms; !holds() && Date.now() < end;)
    await new Promise<void>((resolve) => setTimeout(resolve, 20));
}
