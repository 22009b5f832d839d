import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pictures } from '../pictures';
import * as painted from '../window';
import {
  blocking,
  debug,
  delay,
  detailsOf,
  endAll,
  hovered,
  lines,
  next,
  repeated,
  show,
  write,
} from './editorPrograms';
import { fresh, recordedProfile } from './panelHelp';

describe('The panels', () => {
  afterEach(async () => {
    await endAll();
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('show when the loop of a program stands still, and what runs then', async () => {
    const program = await write('loop.js', blocking(repeated('held(250)', 250)));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    await vscode.commands.executeCommand('looplens.showTimeline');
    await painted.waitForWebviewText('.names label', /loop\.js/);
    await painted.waitForWebviewText('[data-figure="maxMs"] b', /\d{3} ms|\d s/);
    await pictures('panel-timeline');
    await vscode.commands.executeCommand('looplens.showFlame');
    await painted.waitForWebviewText('button', /^Record a CPU profile$/);
    await vscode.commands.executeCommand('looplens.timelineView.focus');
    await painted.waitForWebviewText('.compact [data-figure="p99Ms"] b', /\d/);
    assert.deepEqual(await painted.seriousFindings('.compact'), []);
    await pictures('panel-compact');
  });

  it('explain why, with figures of the program and its lines', async () => {
    const program = await write('loop.js', blocking(repeated('held(250)', 250)));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    await painted.waitForText(delay, /\d m?s/);
    const site = { functionName: 'held', file: program, line: 3, column: 3, source: 'original', generated: null, module: null }; // prettier-ignore
    const evidence = { category: 'cpu', call: null, site };
    await vscode.commands.executeCommand('looplens.explainPage', 'event-loop', evidence);
    await painted.waitForWebviewText('h1', /event loop/i);
    await painted.waitForWebviewText('main', /loop\.js:3/);
    await pictures('panel-explain');
  });

  it('explain a call that has not run yet: from its hover, and from what the language server says of it', async () => {
    const file = await write('serve/explained.js', [
      "const fs = require('node:fs');",
      "require('express')().get('/report', (request, response) => {",
      "  response.send(fs.readFileSync('report.txt'));",
      '});',
    ]);
    const { document } = await show(file);
    const call = '.view-line:has-text("readFileSync") span:text("readFileSync")';
    await detailsOf(call, /How it works/);
    await painted.click(`${hovered} a`, 'How it works');
    await painted.waitForWebviewText('h1', /^Non-blocking I\/O/);
    const found = () =>
      vscode.languages.getDiagnostics(document.uri).find(({ code }) => (code as { value: string }).value === 'blocking-call'); // prettier-ignore
    if (!found()) await next(vscode.languages.onDidChangeDiagnostics, () => found() !== undefined);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found()!.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const [explain, ...others] = actions.filter(({ title }) => title.startsWith('Explain'));
    assert.deepEqual(others, []);
    const { command, arguments: given = [] } = explain!.command!;
    await vscode.commands.executeCommand(command, ...(given as unknown[]));
    await painted.waitForWebviewText(
      '.explain-evidence',
      /^You came from fs\.readFileSync at explained\.js:3\./,
    );
    await painted.clickInWebview('.explain-evidence button', 'explained.js:3');
    while (vscode.window.activeTextEditor?.selection.active.line !== 2)
      await next(vscode.window.onDidChangeTextEditorSelection, () => true);
  });

  it('keep what was before a program was started again', async () => {
    const program = await write('loop.js', blocking(repeated('held(250)', 250)));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    await vscode.debug.stopDebugging();
    await painted.waitForNoText(delay, /ms|s/);
    await debug({ program });
    await painted.waitForText(delay, /\d m?s/);
    await vscode.commands.executeCommand('looplens.showTimeline');
    await painted.waitForWebviewText('.names label:not(.ended)', /loop\.js/);
    await painted.clickInWebview('button', 'All');
    await painted.waitForWebviewText('.names label.ended', /loop\.js/);
    await painted.clickInWebview('button', 'Table');
    await painted.waitForWebviewText('.twin td', /^loop\.js started again$/);
    await painted.waitForWebviewText('.twin td', /^loop\.js ended$/);
  });

  it('open a profile that another program recorded', async () => {
    const file = await recordedProfile();
    await vscode.commands.executeCommand('looplens.openProfile', vscode.Uri.file(file));
    await painted.waitForWebviewText('body', /busyForTheProfile/);
    // What merely shows the panel leaves what is in it; another place takes its name, too.
    await vscode.commands.executeCommand('looplens.showTimeline');
    await vscode.commands.executeCommand('looplens.showFlame');
    await painted.waitForWebviewText('body', /busyForTheProfile/);
    await painted.waitForText('.tab.active', /^other\.cpuprofile/);
    await pictures('panel-flame');
  });

  it('go where they are asked to in the moment in which VS Code loads them again', async () => {
    await vscode.commands.executeCommand('looplens.explainPage', 'event-loop');
    await painted.waitForWebviewText('h1', /event loop/i);
    for (const [page, title] of [
      ['v8', /^V8/],
      ['streams', /^Streams/],
      ['threads', /^Threads/],
      ['v8', /^V8/],
    ] as const) {
      // prettier-ignore
      await painted.markWebviews();
      const loaded = vscode.commands.executeCommand('workbench.action.webview.reloadWebviewAction');
      await vscode.commands.executeCommand('looplens.explainPage', page);
      await loaded;
      await painted.waitForWebviewText(`${fresh} h1`, title);
    }
  });

  it('are where they were when VS Code loads them again', async () => {
    const worker =
      "new (require('node:worker_threads').Worker)('setInterval(() => {}, 50)', { eval: true });";
    const program = await write('loop.js', blocking(worker, repeated('held(250)', 250)));
    await show(program);
    await debug({ program });
    await vscode.commands.executeCommand('looplens.showTimeline');
    await painted.clickInWebview('.names label:nth-child(2)');
    await painted.clickInWebview('button', 'Table');
    await painted.clickInWebview('.figures h3');
    await painted.press('s');
    await painted.waitForWebviewText('button:not([disabled])', /Clear selection/);
    await loadedAgain();
    await painted.waitForWebviewText(`${fresh} .names label:nth-child(2):has(:checked)`, /./);
    await painted.waitForWebviewText(`${fresh} button:not([disabled])`, /Clear selection/);
    await painted.waitForWebviewText(`${fresh} button[aria-pressed="true"]`, /Table/);

    await vscode.commands.executeCommand('looplens.explainPage', 'event-loop');
    await painted.waitForWebviewText('h1', /event loop/i);
    await painted.clickInWebview('.explain-nav-button');
    await painted.clickInWebview('.explain-nav li button', 'Streams');
    await painted.waitForWebviewText('h1', /^Streams/);
    await painted.clickInWebview('.explain-controls button', 'Next');
    await painted.clickInWebview('.explain-controls button', 'Next');
    const step = await painted.waitForWebviewText('.explain-step-number', /^[3-9] of/);
    await painted.markWebviews();
    // What cannot be seen does not live.
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await painted.waitForText('.tab.active', /^Untitled/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await painted.waitForWebviewText(`${fresh} h1`, /^Streams/);
    await painted.waitForWebviewText(`${fresh} .explain-step-number`, new RegExp(`^${step}$`));
    // Asked for anew it is the page that was asked for.
    await vscode.commands.executeCommand('looplens.explainPage', 'v8');
    await painted.waitForWebviewText('h1', /^V8/);

    const file = await recordedProfile();
    await vscode.commands.executeCommand('looplens.openProfile', vscode.Uri.file(file));
    await painted.clickInWebview('.flame-modes label', 'Bottom-up');
    await painted.fillInWebview('.flame-search input', 'profiled');
    const found = await painted.waitForWebviewText('.flame-found', /\d m?s/);
    await loadedAgain();
    await painted.waitForWebviewText(`${fresh} .flame-modes .chosen`, /^Bottom-up$/);
    // Its share of the whole and its places are there once the worker has made the tree.
    const [time] = /· \S+ m?s/.exec(found)!;
    await painted.waitForWebviewText(`${fresh} .flame-found`, new RegExp(time));
  });
});

async function loadedAgain(): Promise<void> {
  await painted.markWebviews();
  await vscode.commands.executeCommand('workbench.action.webview.reloadWebviewAction');
}
