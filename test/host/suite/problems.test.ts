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
  go,
  lines,
  next,
  notification,
  repeated,
  show,
  told,
  whenTold,
  write,
} from './editorPrograms';

const { Error: error, Warning: warning, Information: information, Hint: hint } = vscode.DiagnosticSeverity;

describe('Looplens among the problems', () => {
  const settings = () => vscode.workspace.getConfiguration('looplens');

  // Where the language server speaks of a line, its diagnostic has what was measured: languageServer.test.ts.
  before(() => settings().update('lint.enabled', false, vscode.ConfigurationTarget.Global));
  after(() => settings().update('lint.enabled', undefined, vscode.ConfigurationTarget.Global));

  afterEach(async () => {
    for (const name of ['problems.warning', 'problems.error', 'problems.enabled', 'blockedNow.notify'])
      await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('looplens.clearBudgets');
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('notifications.hideList');
    await endAll();
  });

  it('has a line that blocked, as severe as the settings say, until it is cleared or a new run begins', async () => {
    const program = await write('slow.js', [
      "const { execSync } = require('node:child_process');",
      'function wait() { execSync(`"${process.execPath}" -e "setTimeout(() => {}, 250)"`); } // waits',
      'function serve() {',
      '  wait();',
      '}',
      whenTold('serve'),
    ]);
    await debug({ program });
    await go(program);
    const found = await problemIn(program, ({ severity }) => severity === error);
    assert.equal(found.source, 'looplens');
    assert.match(
      found.message,
      /^child_process\.execSync blocked the event loop for [\d.]+ m?s\. Use child_process\.exec instead of/,
    );
    const { value, target } = found.code as { value: string; target: vscode.Uri };
    assert.equal(value, 'child-process');
    assert.match(target.toString(), /^https:\/\/nodejs\.org\/api\/child_process\.html/);
    const [caller] = found.relatedInformation!;
    assert.equal(caller!.message, 'called from serve');
    assert.equal(caller!.location.range.start.line, 3);
    assert.equal(found.range.start.line, 1, 'a file that is not open has its problem too');

    const editor = await show(program);
    const shown = await problemIn(program, ({ range }) => !range.isEmpty);
    assert.match(editor.document.getText(shown.range), /^execSync\(.*\/\/ waits$/);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await pictures('problem', async () => {
      await painted.waitForText('.markers-panel .monaco-list-row', /child_process\.execSync blocked/);
      await detailsOf('.view-line:has-text("execSync(`") span:text("execSync")', /blocked the event loop/);
    });

    const held = shown.message;
    await settings().update('problems.error', 60_000, vscode.ConfigurationTarget.Global);
    await problemIn(program, ({ severity, message }) => severity === warning && message === held);
    await settings().update('problems.warning', 60_000, vscode.ConfigurationTarget.Global);
    await problemIn(program, ({ severity }) => severity === information);
    await settings().update('problems.enabled', false, vscode.ConfigurationTarget.Global);
    await noProblemIn(program);
    await settings().update('problems.enabled', undefined, vscode.ConfigurationTarget.Global);
    await problemIn(program, () => true);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// first\n'));
    await problemIn(program, ({ range, severity }) => range.start.line === 2 && severity === information);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), '/* edited */ '));
    const edited = await problemIn(program, ({ severity }) => severity === hint);
    assert.match(edited.message, /^\(before this edit\) child_process\.execSync blocked/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('looplens.clear');
    await noProblemIn(program);
  });

  it('is empty when a new run begins', async () => {
    const program = await write('loop.js', blocking(whenTold('() => held(250)')));
    await debug({ program });
    await go(program);
    await problemIn(program, () => true);
    await vscode.debug.stopDebugging();
    await painted.waitForNoText(delay, /ms|s/);
    await problemIn(program, () => true);
    const quiet = await write('quiet.js', ['setInterval(() => {}, 1000);']);
    await debug({ program: quiet });
    await noProblemIn(program);
  });

  it('has quick fixes: explain, ignore the line, and a budget for its function', async () => {
    const program = await write('loop.js', blocking(repeated('held(250)', 350)));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    const titles = (await fixesOf(program)).map(({ title }) => title);
    assert.match(titles[0]!, /^Explain: what .+ does to the event loop$/);
    assert.deepEqual(titles.slice(1), [
      'Ignore this line for this session',
      'Set a budget for this function…',
    ]);

    await run(await fixesOf(program), /^Ignore/);
    await noProblemIn(program);
    await painted.waitForNoText(lines, /blocked/);
    await vscode.commands.executeCommand('looplens.clearBudgets');
    await problemIn(program, () => true);
    await painted.waitForText(lines, /^while .*● blocked/);

    await setBudget(program, '100000');
    await noProblemIn(program);
    await painted.waitForNoText(lines, /blocked/);
    await vscode.commands.executeCommand('looplens.clearBudgets');
    await problemIn(program, () => true);
    await setBudget(program, '80');
    const over = await problemIn(program, ({ message }) =>
      /That is over the budget of 80 ms for held\./.test(message),
    );
    assert.equal(over.severity, error);

    await run(await fixesOf(program), /^Explain/);
    await painted.waitForWebviewText('h1', /^The event loop and its phases/);
    await painted.waitForWebviewText(
      '.explain-evidence',
      /loop\.js:3, in held: computing in JavaScript.*longest ?(\d{3} ms|[\d.]+ s).*Instead: \w/,
    );
    await painted.screenshot('explain');
  });

  it('tells of a loop that is blocked for seconds, once, with the way to it', async () => {
    const program = await write('loop.js', blocking(whenTold('function serve() { held(1e9); }')));
    await debug({ program });
    await go(program);
    await told(
      /The event loop of loop\.js has been blocked for 2 s by computing in JavaScript in held \(loop\.js:3\)/,
    );
    const buttons = await painted.texts(
      `${notification} .notification-list-item-buttons-container .monaco-button`,
    );
    const all = await painted.texts(notification);
    assert.deepEqual(
      buttons,
      ['Show Line', 'Show Stack', 'Pause', 'Stop', "Don't Show Again"],
      all.join('\n'),
    );
    await pictures('blocked-notification', () => told(/has been blocked for/));
    await painted.click(`${notification} .monaco-button`, 'Show Line');
    await painted.waitForText(lines, /^while .*● blocked now · (?:(?:[2-9]|\d\d)(?:\.\d)? s|\d min)/);
    await painted.waitForText('.statusbar-item[id="status.editor.selection"]', /Ln 3,/);
    await countsOn();
    await nothingTold('no second one for the same block');
  });

  it('shows the stack of a loop that is blocked, and pauses it in the debugger', async () => {
    const held = blocking(whenTold('function serve() { held(1e9); }'));
    const program = await write('loop.js', held);
    await debug({ program });
    await go(program);
    await told(/event loop/);
    await painted.click(`${notification} .monaco-button`, 'Show Stack');
    await painted.waitForText('.quick-input-widget .monaco-list-row', /^held ?loop\.js:3/);
    await painted.screenshot('blocked-stack');
    await painted.click('.quick-input-widget .monaco-list-row', 'serve');
    await painted.waitForText('.statusbar-item[id="status.editor.selection"]', /Ln 5,/);
    await vscode.debug.stopDebugging();
    await painted.waitForNoText(delay, /ms|s/);

    const stopped = next(
      vscode.debug.onDidChangeActiveStackItem,
      (item) => item instanceof vscode.DebugStackFrame,
    );
    await debug({ program });
    await go(program);
    await told(/event loop/);
    await painted.click(`${notification} .monaco-button`, 'Pause');
    await stopped;
    await painted.waitForNoText(lines, /blocked now/);
  });

  it('tells no more of a line that the user wants no more of, nor where notifications are off', async () => {
    const seconds = 'const end = Date.now() + 12_000; while (Date.now() < end);';
    const program = await write('loop.js', [`function held() { ${seconds} }`, whenTold('held')]);
    const blocked = () => painted.waitForText(lines, /● blocked now · (?:[3-9]|\d\d)(?:\.\d)? s/);
    await show(program);
    await debug({ program });
    await go(program);
    await told(/event loop/);
    await painted.click(`${notification} .monaco-button`, "Don't Show Again");
    await painted.waitForText(lines, /● blocked once/);
    await go(program);
    await blocked();
    await nothingTold('no more of this line');
    await vscode.debug.stopDebugging();
    await painted.waitForNoText(delay, /ms|s/);

    await settings().update('blockedNow.notify', false, vscode.ConfigurationTarget.Global);
    await debug({ program });
    await go(program);
    await blocked();
    await nothingTold('none where they are off');
  });

  it('names the route that waited', async () => {
    const program = await write('route.js', [
      "const { readFileSync } = require('node:fs');",
      "require('node:http').createServer((request, response) => {",
      '  const since = process.cpuUsage();',
      '  while (process.cpuUsage(since).user < 250_000) readFileSync(__filename);',
      '  response.end();',
      "}).listen(0, '127.0.0.1', function () { const ask = () => require('node:http').get({ port: this.address().port, path: '/stock' });",
      `${whenTold('ask')} });`,
    ]);
    await debug({ program });
    await go(program);
    const { message } = await problemIn(program, () => true);
    assert.match(message, /blocked the event loop for [\d.]+ m?s, in GET \/stock\./);
  });

  /** The counter on the line has a new value in tenths of a second. */
  async function countsOn(): Promise<void> {
    const seen = new Set<string>();
    while (seen.size < 8) {
      const text = await painted.waitForText(lines, /blocked now · [\d.]+ (?:s|min)/);
      seen.add(/now · (.*? s|\d+ min)/.exec(text)![1]!);
    }
  }
});

/** VS Code's own may be there. */
async function nothingTold(why: string): Promise<void> {
  await vscode.commands.executeCommand('notifications.showList');
  const shown = (await painted.texts(notification)).filter((text) => /event loop/.test(text));
  assert.deepEqual(shown, [], why);
}

async function problemIn(
  file: string,
  wanted: (found: vscode.Diagnostic) => boolean,
): Promise<vscode.Diagnostic> {
  const uri = vscode.Uri.file(file);
  const find = () => ours(uri).find(wanted);
  const found = find();
  if (found) return found;
  await changed(() => find() !== undefined);
  return find()!;
}

async function noProblemIn(file: string): Promise<void> {
  const none = () => ours(vscode.Uri.file(file)).length === 0;
  if (!none()) await changed(none);
}

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'looplens');
}

function changed(until: () => boolean): Promise<unknown> {
  return next(vscode.languages.onDidChangeDiagnostics, until);
}

async function fixesOf(file: string): Promise<vscode.CodeAction[]> {
  const { range } = await problemIn(file, ({ range: found }) => !found.isEmpty);
  const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    vscode.Uri.file(file),
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return fixes.filter(({ command }) => command?.command.startsWith('looplens.'));
}

function run(fixes: readonly vscode.CodeAction[], title: RegExp): Thenable<unknown> {
  const { command } = fixes.find((fix) => title.test(fix.title))!;
  return vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
}

async function setBudget(file: string, ms: string): Promise<void> {
  const done = run(await fixesOf(file), /^Set a budget/);
  await painted.waitForText('.quick-input-widget', /Budget for held/);
  await painted.screenshot('budget');
  for (const key of ms) await painted.press(key);
  await painted.press('Enter');
  await done;
}
