import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { english } from '../../../src/model/message';
import { pageIds } from '../../../src/shared/panels';
import { pageTexts } from '../../../src/webview/explain/pages/all';
import { themeColors } from '../../webview/themes';
import * as painted from '../window';
import { blocking, debug, delay, endAll, lines, repeated, show, write } from './editorPrograms';
import { recordedProfile } from './panelHelp';

describe('In every theme', () => {
  afterEach(async () => {
    await endAll();
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('no panel and no page has a serious finding of axe', async function () {
    this.timeout(300_000); // forty looks of axe
    // A few blocks: the browser needs the processor.
    const program = await write(
      'loop.js',
      blocking('let left = 5;', repeated('if (left-- > 0) held(250)', 250)),
    );
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    await painted.waitForText(delay, /\d m?s/);
    const file = vscode.Uri.file(await recordedProfile());
    const found: string[] = [];
    const check = async (theme: painted.Theme, name: string, selector: string): Promise<void> => {
      const serious = await painted.seriousFindings(selector, theme);
      found.push(...serious.map((finding) => `${theme}, ${name}: ${finding}`));
    };
    await vscode.commands.executeCommand('looplens.showTimeline');
    await painted.clickInWebview('button', 'Table');
    await painted.waitForWebviewText('.blocks td button', /loop\.js:3/);
    await painted.clickInWebview('button', 'All');
    for (const theme of painted.themes) {
      await painted.setTheme(theme);
      await vscode.commands.executeCommand('looplens.showTimeline');
      await painted.waitForWebviewText('[data-figure="maxMs"] b', /\d m?s/);
      await painted.waitForWebviewText('.blocks td button', /loop\.js:3/);
      await check(theme, 'timeline', 'main.timeline');
      const colors = themeColors(theme); // what tests in a plain browser give them
      assert.deepEqual(await painted.webviewVariables('main.timeline', Object.keys(colors)), colors);
      await vscode.commands.executeCommand('looplens.openProfile', file);
      await painted.waitForWebviewText('.flame-rows .row', /\d %/);
      await check(theme, 'flame', '.flame');
      for (const page of pageIds) {
        const evidence = page === 'event-loop' ? { category: 'cpu', call: null, site: siteIn(program) } : undefined; // prettier-ignore
        await vscode.commands.executeCommand('looplens.explainPage', page, evidence);
        await painted.waitForWebviewText('h1', new RegExp(`^${pageTexts[page](english).title}$`));
        await check(theme, page, '.explain');
      }
    }
    assert.deepEqual(found, []);
  });
});

function siteIn(file: string): object {
  return {
    functionName: 'held',
    file,
    line: 3,
    column: 3,
    source: 'original',
    generated: null,
    module: null,
  };
}
