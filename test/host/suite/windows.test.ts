import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import * as painted from '../window';
import { endAll } from './editorPrograms';
import { fresh, recordedProfile } from './panelHelp';

describe('In another window, and back again, a panel is where it was:', () => {
  afterEach(endAll);

  it('the timeline', async () => {
    await vscode.commands.executeCommand('looplens.showTimeline');
    await painted.clickInWebview('button', 'Table');
    await painted.waitForWebviewText('button[aria-pressed="true"]', /^Table$/);
    await movedAndBack(() => painted.waitForWebviewText(`${fresh} button[aria-pressed="true"]`, /^Table$/));
  });

  it('the flame chart', async () => {
    await vscode.commands.executeCommand('looplens.openProfile', vscode.Uri.file(await recordedProfile()));
    await painted.clickInWebview('.flame-modes label', 'Bottom-up');
    await painted.waitForWebviewText('.flame-modes .chosen', /^Bottom-up$/);
    await movedAndBack(() => painted.waitForWebviewText(`${fresh} .flame-modes .chosen`, /^Bottom-up$/));
  });

  it('a page that explains', async () => {
    await vscode.commands.executeCommand('looplens.explainPage', 'v8');
    await painted.clickInWebview('.explain-controls button', 'Next');
    const step = await painted.waitForWebviewText('.explain-step-number', /^[2-9] of/);
    await movedAndBack(async () => {
      await painted.waitForWebviewText(`${fresh} h1`, /^V8/);
      await painted.waitForWebviewText(`${fresh} .explain-step-number`, new RegExp(`^${step}$`));
    });
  });
});

/** Moves the active editor to a window of its own and back. What loads again in each is to be as `asBefore` waits for. */
async function movedAndBack(asBefore: () => Promise<unknown>): Promise<void> {
  await painted.markWebviews();
  await vscode.commands.executeCommand('workbench.action.moveEditorToNewWindow');
  await painted.waitForWindows(2);
  await asBefore();
  await painted.markWebviews();
  await vscode.commands.executeCommand('workbench.action.restoreEditorsToMainWindow');
  await painted.waitForWindows(1);
  await asBefore();
  // What comes next is typed into this window.
  while (!vscode.window.state.focused) await wait(50);
}
