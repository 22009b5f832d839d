import assert from 'node:assert/strict';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import * as painted from '../window';
import { endAll, told, write } from './editorPrograms';
import { recordedProfile } from './panelHelp';

const dialog = '.quick-input-widget';
const tries = 5;

describe('What a panel cannot do', () => {
  let profile: string;

  before(async () => {
    profile = await recordedProfile();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('notifications.hideList');
    await endAll();
  });

  it('is told where a file of its own is gone', async () => {
    const { extensionPath } = extension();
    const script = join(extensionPath, 'dist', 'webview', 'panels.js');
    await rename(script, `${script}.away`);
    try {
      await vscode.commands.executeCommand('looplens.showTimeline');
      const text = await painted.waitForWebviewText('main', /cannot be shown/);
      await painted.screenshot('failure-panel');
      assert.match(text, /ENOENT.*panels\.js.*Install Looplens again, reload the window/);
    } finally {
      await rename(`${script}.away`, script);
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('looplens.showTimeline');
    await painted.waitForWebviewText('main.timeline', /Follow/);
  });

  for (const [item, name] of [
    ['Save as .cpuprofile', 'other.cpuprofile'],
    ['Save functions as CSV', 'other.csv'],
    ['Save the picture as PNG', 'other.png'],
  ] as const) {
    it(`is told where a file cannot be written: ${item}`, async () => {
      const file = await write(`full/${name}`, ['']);
      await vscode.commands.executeCommand('looplens.openProfile', vscode.Uri.file(profile));
      await painted.waitForWebviewText('.flame-rows .row', /\d %/);
      await painted.clickInWebview('.flame-menu summary');
      await painted.clickInWebview('.flame-menu button', item);
      await namesFile(file);
      await painted.waitForText(dialog, /already exists/);
      // Nobody may write there now, not even who may write everywhere.
      await rm(file);
      await mkdir(file);
      await painted.press('Enter');
      const text = await told(/could not be written/);
      await painted.screenshot(`failure-${name}`);
      assert.match(
        text,
        /other\.\w+ could not be written: .*director.*\. Save it once more, in a folder that/,
      );
    });
  }

  it('is told where an experiment is gone', async () => {
    const { extensionPath } = extension();
    const experiment = join(extensionPath, 'media', 'experiments', 'streams.mjs');
    await rename(experiment, `${experiment}.away`);
    try {
      await vscode.commands.executeCommand('looplens.explainPage', 'streams');
      await painted.clickInWebview('button', 'Run this and watch');
      await told(/The experiment cannot be opened/);
      await painted.screenshot('failure-experiment');
    } finally {
      await rename(`${experiment}.away`, experiment);
    }
  });
});

/** Names a file in VS Code's dialog, which begins anew with what it proposes while it still reads the folder. */
async function namesFile(file: string): Promise<void> {
  const row = new RegExp(`^${basename(file).replaceAll('.', '\\.')}$`);
  // Folders come first: VS Code paints only the rows in sight.
  await painted.waitForText(`${dialog} .monaco-list-row`, /^full$/);
  for (let left = tries; ; left--) {
    await painted.press('ControlOrMeta+A');
    await painted.type(file);
    try {
      await painted.waitForText(`${dialog} .monaco-list-row`, row, 3000);
      return await painted.press('Enter');
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

function extension(): vscode.Extension<unknown> {
  return vscode.extensions.getExtension('looplens.looplens')!;
}
