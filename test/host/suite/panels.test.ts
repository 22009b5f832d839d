import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as painted from '../window';
import { blocking, debug, delay, endAll, lines, show, workspace, write } from './editorPrograms';

describe('The panels', () => {
  afterEach(async () => {
    await endAll();
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('show when the loop of a program stands still, and what runs then', async () => {
    const program = await write('loop.js', blocking('setInterval(() => held(130), 500);'));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    await vscode.commands.executeCommand('looplens.showTimeline');
    await painted.waitForWebviewText('.names label', /loop\.js/);
    await painted.waitForWebviewText('[data-figure="maxMs"] b', /1\d\d ms/);
    await painted.screenshotInThemes('panel-timeline');
    await vscode.commands.executeCommand('looplens.showFlame');
    await painted.waitForWebviewText('button', /^Record a CPU profile$/);
    await vscode.commands.executeCommand('looplens.timelineView.focus');
    await painted.waitForWebviewText('.compact [data-figure="p99Ms"] b', /\d/);
    await painted.screenshot('panel-compact');
  });

  it('explain why, with figures of the program and its lines', async () => {
    const program = await write('loop.js', blocking('setInterval(() => held(130), 500);'));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    await painted.waitForText(delay, /ms/);
    const site = { functionName: 'held', file: program, line: 3, column: 3, source: 'original', generated: null, module: null }; // prettier-ignore
    const evidence = { category: 'cpu', call: null, site };
    await vscode.commands.executeCommand('looplens.explainPage', 'event-loop', evidence);
    await painted.waitForWebviewText('h1', /event loop/i);
    await painted.waitForWebviewText('main', /loop\.js:3/);
    await painted.screenshotInThemes('panel-explain');
  });

  it('open a profile that another program recorded', async () => {
    const file = join(workspace().uri.fsPath, 'other.cpuprofile');
    await writeFile(file, JSON.stringify(await recorded()));
    await vscode.commands.executeCommand('looplens.openProfile', vscode.Uri.file(file));
    await painted.waitForWebviewText('body', /busyForTheProfile/);
    await painted.screenshotInThemes('panel-flame');
  });
});

async function recorded(): Promise<object> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  busyForTheProfile();
  await new Promise((done) => setImmediate(done));
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile;
}

function busyForTheProfile(): number {
  let sum = 0;
  for (const end = Date.now() + 200; Date.now() < end;) sum += Math.sqrt(sum + 1);
  return sum;
}
