import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { pictures } from '../pictures';
import * as painted from '../window';
import { debug, delay, detailsOf, endAll, next, show, write } from './editorPrograms';

const program = [
  "const fs = require('node:fs');",
  "const app = require('express')();",
  "app.get('/report', async (request, response) => {",
  "  response.send(fs.readFileSync('report.txt'));",
  '});',
];

describe('the language server of Looplens', () => {
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('looplens')
      .update('lint.enabled', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await endAll();
  });

  it('names a call that will block in a file that is opened, tells what it does, and mends it', async () => {
    const file = await write('serve/app.js', program);
    const editor = await show(file);
    const [found] = await problems(file, ({ length }) => length === 1);
    assert.equal(found!.source, 'looplens');
    assert.match(found!.message, /fs\.readFileSync.*GET \/report/);
    assert.equal(found!.range.start.line, 3);
    const { value, target } = found!.code as { value: string; target: vscode.Uri };
    assert.equal(value, 'blocking-call');
    assert.match(target.toString(), /^https:\/\/nodejs\.org\//);
    assert.ok(
      found!.relatedInformation!.some(({ message }) => message === 'GET /report is handled here (express)'),
    );

    await pictures('server-hover', async () => {
      const shown = await detailsOf(
        '.view-line:has-text("readFileSync") span:text("readFileSync")',
        /fs\.readFileSync · runs on the event loop/,
      );
      assert.match(shown, /nothing else runs meanwhile/);
    });

    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      found!.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = fixes.find(({ edit, isPreferred }) => edit && isPreferred)!;
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    assert.doesNotMatch(editor.document.getText(), /readFileSync\(/);
    await problems(file, ({ length }) => length === 0);
  });

  it('offers what it can mend in the menu at the call, and shows beforehand what a change would touch', async () => {
    const file = await write('serve/menu.js', [
      "const fs = require('node:fs');",
      "const app = require('express')();",
      'function save(id) {',
      '  fs.writeFileSync(id, Date());',
      '}',
      "app.put('/save', (request, response) => {",
      "  request.on('data', (chunk) => save(String(chunk)));",
      '  response.end();',
      '});',
    ]);
    const editor = await show(file);
    await problems(file, ({ length }) => length === 1);
    await pictures('server-menu', async () => {
      await openMenu('writeFileSync', /Explain: what this does to the event loop/);
    });
    assert.match(await painted.waitForText('.action-widget', /Ignore here/), /Await .*writeFile in place of/);
    await painted.press('Escape');

    await vscode.commands.executeCommand('editor.action.codeAction', {
      kind: vscode.CodeActionKind.RefactorRewrite.value,
      apply: 'first',
    });
    await pictures('server-preview', () => painted.waitForText('.bulk-edit-panel', /menu\.js/));
    assert.match(editor.document.getText(), /writeFileSync/, 'nothing has changed before it is applied');
    await vscode.commands.executeCommand('refactorPreview.discard');
  });

  it('puts a reason above what is ignored', async () => {
    const file = await write('serve/ignored.js', program);
    const editor = await show(file);
    await problems(file, ({ length }) => length === 1);
    const uri = editor.document.uri.toString();
    const done = vscode.commands.executeCommand('looplens.ignoreFinding', uri, 3, 'blocking-call');
    await painted.waitForText('.quick-input-widget', /Why may this stay\?/);
    await painted.type('read once');
    await painted.press('Enter');
    await done;
    assert.equal(editor.document.lineAt(3).text, '  // looplens-ignore-next-line blocking-call: read once');
    await problems(file, ({ length }) => length === 0);
  });

  it('goes on after a restart, and keeps quiet while it is off', async () => {
    const file = await write('serve/again.js', program);
    await show(file);
    await problems(file, ({ length }) => length === 1);
    const gone = problems(file, ({ length }) => length === 0);
    await vscode.commands.executeCommand('looplens.restartServer');
    await gone;
    await problems(file, ({ length }) => length === 1);
    const settings = vscode.workspace.getConfiguration('looplens');
    await settings.update('lint.enabled', false, vscode.ConfigurationTarget.Global);
    await problems(file, ({ length }) => length === 0);
    await settings.update('lint.enabled', undefined, vscode.ConfigurationTarget.Global);
    await problems(file, ({ length }) => length === 1);
  });

  it('comes back when it has crashed', async () => {
    const file = await write('serve/crashed.js', program);
    await show(file);
    await problems(file, ({ length }) => length === 1);
    const gone = problems(file, ({ length }) => length === 0);
    process.kill(serverPid(), 'SIGKILL');
    await gone;
    await problems(file, ({ length }) => length === 1);
  });

  it('says what was measured on the line, so that the line has one problem', async () => {
    const file = await write('serve/measured.js', [
      "const { execSync } = require('node:child_process');",
      "require('node:module')._load = (load => (name, ...rest) => name === 'express' ? () => ({ get: (path, f) => setInterval(f, 700) }) : load(name, ...rest))(require('node:module')._load);",
      "const app = require('express')();",
      "app.get('/wait', () => {",
      '  execSync(`"${process.execPath}" -e "setTimeout(() => {}, 250)"`);',
      '});',
    ]);
    await show(file);
    await problems(file, ({ length }) => length === 1);
    await debug({ program: file });
    await painted.waitForText(delay, /ms|s/);
    const [found] = await problems(file, ([first, more]) => !more && /Measured/.test(first?.message ?? ''));
    assert.match(found!.message, /child_process\.execSync.*GET \/wait.* Measured: \d+ × up to [\d.]+ m?s/);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await pictures('server-measured', () =>
      painted.waitForText('.markers-panel .monaco-list-row', /Measured/),
    );
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('looplens.ignoreLine', file, 5);
    await problems(file, ({ length }) => length === 0);
    await vscode.commands.executeCommand('looplens.clearBudgets');
    await problems(file, ({ length }) => length === 1);
  });
});

/** Opens the menu of what can be done at a word; it closes by itself when the editor learns more of the file in the same moment. */
async function openMenu(word: string, entry: RegExp): Promise<void> {
  for (let more = 4; ; more--) {
    await painted.click('.view-line span', word);
    await painted.press('Control+.');
    const shown = painted.waitForText('.action-widget', entry, 5000);
    if (more === 0 || (await shown.catch(() => null)) !== null) return void (await shown);
    await painted.press('Escape');
  }
}

/** The server's process: a child of this one. */
function serverPid(): number {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  for (const line of list.split('\n')) {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === process.pid && /dist\/server\.js/.test(command!)) return Number(pid);
  }
  throw new Error(`No language server among:\n${list}`);
}

/** Resolves with the problems of a file once they are as wanted. */
async function problems(
  file: string,
  wanted: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const find = () =>
    vscode.languages.getDiagnostics(vscode.Uri.file(file)).filter(({ source }) => source === 'looplens');
  if (!wanted(find())) await next(vscode.languages.onDidChangeDiagnostics, () => wanted(find()));
  return find();
}
