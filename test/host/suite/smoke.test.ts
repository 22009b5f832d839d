import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as painted from '../window';

describe('VS Code under test', () => {
  const folder = vscode.workspace.workspaceFolders?.[0];

  it('has the workspace open and js-debug present', () => {
    assert.ok(folder);
    assert.ok(vscode.extensions.getExtension('ms-vscode.js-debug'));
  });

  it('debugs a program, and js-debug lends its CDP session', async () => {
    assert.ok(folder);
    const program = join(folder.uri.fsPath, 'smoke.js');
    await writeFile(program, 'setInterval(() => {}, 1000);\n');
    const sessions: vscode.DebugSession[] = [];
    const ended = new Set<string>();
    const listeners = [
      vscode.debug.onDidStartDebugSession((session) => sessions.push(session)),
      vscode.debug.onDidTerminateDebugSession((session) => ended.add(session.id)),
    ];
    try {
      const child = nextEvent(vscode.debug.onDidStartDebugSession, (session) => session.parentSession);
      assert.ok(
        await vscode.debug.startDebugging(folder, {
          type: 'pwa-node',
          request: 'launch',
          name: 'smoke',
          program,
        }),
      );
      const { id, parentSession } = await child;
      assert.deepEqual(
        sessions.map((session) => session.id),
        [parentSession?.id, id],
      );
      const proxy = await vscode.commands.executeCommand<{ host: string; port: number; path: string }>(
        'extension.js-debug.requestCDPProxy',
        id,
      );
      assert.ok(proxy.port > 0);
      await painted.waitForText('.debug-toolbar', /(?:)/);
      const parentEnded = nextEvent(
        vscode.debug.onDidTerminateDebugSession,
        (session) => session.id === parentSession?.id,
      );
      await vscode.debug.stopDebugging();
      await parentEnded;
      assert.deepEqual([...ended].sort(), sessions.map((session) => session.id).sort());
    } finally {
      for (const listener of listeners) listener.dispose();
    }
  });

  it('shows its window to the suite', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'javascript',
      content: 'const answer = 42;\n',
    });
    const editor = await vscode.window.showTextDocument(document);
    const decoration = vscode.window.createTextEditorDecorationType({ after: { contentText: '← "seen"' } });
    editor.setDecorations(decoration, [new vscode.Range(0, 0, 0, 18)]);
    assert.equal(await painted.waitForText('.view-line', /answer.*seen/), 'const answer = 42;← "seen"');
    decoration.dispose();
    await painted.waitForNoText('.view-line', /seen/);

    await painted.resize(900, 600);
    await painted.setTheme('light');
    const light = await painted.style('.monaco-workbench', 'background-color');
    await painted.setTheme('dark');
    assert.notEqual(await painted.style('.monaco-workbench', 'background-color'), light);
    assert.ok(existsSync(await painted.screenshot('smoke')));

    await painted.resize(1280, 800);
    // Left unsaved, it would have the next debug session wait for somebody to say where to save it.
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

function nextEvent<T>(event: vscode.Event<T>, wanted: (value: T) => unknown): Promise<T> {
  return new Promise((done) => {
    const listener = event((value) => {
      if (!wanted(value)) return;
      listener.dispose();
      done(value);
    });
  });
}
