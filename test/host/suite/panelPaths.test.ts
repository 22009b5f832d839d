import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { english } from '../../../src/model/message';
import { pageNames, pageTexts } from '../../../src/webview/explain/pages/all';
import * as painted from '../window';
import {
  blocking,
  debug,
  delay,
  detailsOf,
  endAll,
  hovered,
  lines,
  noteOf,
  repeated,
  show,
  write,
} from './editorPrograms';

const picked = '.quick-input-widget .monaco-list-row.focused';

describe('From panel to panel to the line', () => {
  let program: string;

  beforeEach(async () => {
    program = await write('loop.js', blocking(repeated('held(250)', 250)));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    await painted.waitForText(delay, /\d m?s/);
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await painted.resize(1800, 1000); // a flame beside the text shows places
  });
  afterEach(async () => {
    await painted.resize(1280, 800);
    await endAll();
  });

  it('with the mouse: the note, the timeline, its flame', async () => {
    await detailsOf(noteOf('while'), /Timeline/);
    await painted.click(`${hovered} a`, 'Timeline');
    // First what the hover does not lie over: it goes when the mouse does.
    await painted.clickInWebview('button', 'Table');
    await painted.clickInWebview('.names label', 'loop.js');
    await painted.clickInWebview('.blocks tbody button', 'held loop.js:3');
    await isAtLine(program);
    await painted.clickInWebview('.toolbar button', 'Flame');
    await painted.clickInWebview('.flame-rows .row:has-text("held") a');
    await isAtLine(program);
    assert.equal(vscode.window.tabGroups.all.length, 2, 'text and panels');
  });

  it('with the keyboard: the palette, the timeline, its flame', async () => {
    await chosen('Looplens: Show Event-Loop Timeline');
    await painted.waitForWebviewText('.names label', /loop\.js/);
    await painted.tabInWebview('.lanes');
    await painted.press('n');
    await painted.waitForWebviewText('.current', / m?s · .*held loop\.js:3/);
    await painted.press('Enter');
    await isAtLine(program);
    await chosen('Looplens: Show Event-Loop Timeline');
    await painted.tabInWebview('.toolbar button', 'Flame');
    await painted.press('Enter');
    await painted.waitForWebviewText('.flame-rows .row', /held/);
    await painted.tabInWebview('.flame-search input');
    await painted.type('held');
    await painted.waitForWebviewText('.flame-found', /^\d/);
    await painted.press('Enter');
    await painted.waitForWebviewText('.flame-details strong', /^held$/);
    await painted.tabInWebview('.flame-chart');
    await painted.press('Enter');
    await isAtLine(program);
    assert.equal(vscode.window.tabGroups.all.length, 2, 'text and panels');
  });

  it('with the mouse: the note, the page that explains it', async () => {
    await detailsOf(noteOf('while'), /How it works/);
    await painted.click(`${hovered} a`, 'How it works');
    await painted.clickInWebview('.explain-evidence button', 'loop.js:3');
    await isAtLine(program);
    await painted.clickInWebview('.explain-code button', 'loop.js:3');
    await isAtLine(program);
    await painted.clickInWebview('.explain-controls button', 'Next');
    await painted.waitForWebviewText('.explain-step-number', /^[2-9] of/);
  });

  it('with the mouse: from page to page', async () => {
    await vscode.commands.executeCommand('looplens.explainPage', 'event-loop');
    for (const [id, name] of pageNames(english)) {
      await painted.clickInWebview('.explain-nav-button');
      await painted.clickInWebview('.explain-nav li button', name);
      const { title } = pageTexts[id](english);
      assert.equal(await painted.waitForWebviewText('h1', new RegExp(`^${title}$`)), title);
    }
  });

  it('with the keyboard: the palette, a page, its diagram, another page, the line', async () => {
    await chosen('Looplens: Explain');
    await painted.waitForText(picked, /^The event loop and its phases/); // the palette looks the same
    await chooses('Streams and backpressure');
    await painted.waitForWebviewText('h1', /^Streams/);
    await painted.tabInWebview('.explain-stage');
    await painted.press('End');
    const last = pageTexts.streams(english).diagram.steps.length;
    await painted.waitForWebviewText('.explain-step-number', new RegExp(`^${last} of ${last}$`));
    await painted.press('ArrowLeft');
    await painted.waitForWebviewText('.explain-step-number', new RegExp(`^${last - 1} of`));
    await painted.tabInWebview('.explain-nav-button', undefined, 'Shift+Tab');
    await painted.press('Enter');
    await painted.tabInWebview('.explain-nav li button', 'Event loop');
    await painted.press('Enter');
    await painted.waitForWebviewText('h1:focus', /event loop/i);
    await painted.tabInWebview('.explain-code button', 'loop.js:3');
    await painted.press('Enter');
    await isAtLine(program);
  });
});

/** Chooses a command in the palette. */
async function chosen(command: string): Promise<void> {
  await painted.press('F1');
  await chooses(command);
}

/** Chooses what is offered by its name. */
async function chooses(name: string): Promise<void> {
  await painted.waitForText('.quick-input-widget', /(?:)/);
  await painted.type(name);
  await painted.waitForText(picked, new RegExp(`^${name}`));
  await painted.press('Enter');
}

/** Waits until the editor has the focus where the program blocks, and takes its cursor away from there. */
async function isAtLine(program: string): Promise<void> {
  const isThere = ({ document, selection }: vscode.TextEditor) =>
    document.fileName === program && selection.active.line === 2;
  for (; ; await wait(50)) {
    const { activeTextEditor: editor } = vscode.window;
    if (!editor || !isThere(editor)) continue;
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    return;
  }
}
