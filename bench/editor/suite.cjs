// The part of `npm run bench -- editor` that VS Code runs in its extension host: one step, named by the environment,
// whose figures go to a file.
'use strict';
/* eslint-disable @typescript-eslint/no-require-imports */
const { readFile, writeFile } = require('node:fs/promises');
const { join } = require('node:path');
const { setTimeout: delay } = require('node:timers/promises');
const { inspect } = require('node:util');
const vscode = require('vscode');
const editor = require('../../out/test/host/suite/editorPrograms.js');
const painted = require('../../out/test/host/window.js');
const { busy, oncePerLine } = require('./programs.cjs');
const { watchTurns } = require('./hostTurns.cjs');

const { step, resultFile, seconds, hovers, lines } = JSON.parse(process.env.LOOPLENS_BENCH ?? '{}');
/** What starts with a debug session (engine, js-debug, TypeScript) is over by then. */
const settleMs = 8000;

/** And what ends with one. */
const restMs = 2000;

const steps = { activation, blocks, blocksOff, notes };

/** Called by VS Code. */
exports.run = async function run() {
  try {
    await writeFile(resultFile, JSON.stringify(await steps[step]()));
  } catch (error) {
    await painted.print(inspect(error)); // what a rejection says is only in VS Code's own log
    throw error;
  }
};

/** `{ load, activate, finish }` in whole milliseconds, as "Developer: Startup Performance" tells them. */
async function activation() {
  await until(() => vscode.extensions.getExtension('looplens.looplens')?.isActive);
  for (;;) {
    await vscode.commands.executeCommand('perfview.show');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('perf:Startup Performance'));
    const row = /^\| looplens\.looplens\s*\|[^|]*\| *(\d+) *\| *(\d+) *\| *(\d+) *\|/m.exec(
      document.getText(),
    );
    if (row) {
      const [load, activate, finish] = row.slice(1).map(Number);
      return { load, activate, finish };
    }
    await delay(200);
  }
}

/** Turns of the extension host while a target blocks, and times of hovers there. */
async function blocks() {
  const program = await startBusy();
  await painted.waitForText(editor.lines, /line09\(\).*● blocked/);
  const turns = await watchTurns(seconds * 1000);
  const beside = await hoverTimes(program);
  await vscode.debug.stopDebugging();
  await painted.waitForNoText(editor.delay, /ms|s/);
  await delay(restMs);
  return { ...turns, hovers: { beside, after: await hoverTimes(program) } };
}

/** The same without us. */
async function blocksOff() {
  const configuration = vscode.workspace.getConfiguration('looplens');
  await configuration.update('enabled', false, vscode.ConfigurationTarget.Global);
  await startBusy();
  return watchTurns(seconds * 1000);
}

async function startBusy() {
  const program = await editor.write('busy.js', busy());
  await editor.show(program);
  await editor.debug({ program, internalConsoleOptions: 'neverOpen' });
  await delay(settleMs);
  return program;
}

/** A line that blocked and one that is alike and did not, in turn. */
async function hoverTimes(program) {
  const measured = [];
  const control = [];
  for (let i = 0; i < hovers; i++) {
    measured.push(await hover(program, i % 10, true));
    control.push(await hover(program, 10, false));
  }
  return { measured, control };
}

async function hover(program, line, expected) {
  const start = performance.now();
  const found = await vscode.commands.executeCommand(
    'vscode.executeHoverProvider',
    vscode.Uri.file(program),
    new vscode.Position(line, 10),
  );
  const ms = performance.now() - start;
  const told = found.some(({ contents }) =>
    contents.some(({ value }) => value?.includes('Blocked the event loop')),
  );
  if (told !== expected) throw new Error(`Hover of line ${line + 1}: measured ${told}, not ${expected}.`);
  return ms;
}

/** Milliseconds from the end of each block to its first note in the window; null for a line without one. */
async function notes() {
  const endsFile = join(editor.workspace().uri.fsPath, 'ends.json');
  const program = await editor.write('once.js', oncePerLine(lines, endsFile));
  await painted.resize(1280, 1200);
  await editor.show(program);
  await operation('watchNotes');
  await editor.debug({ program, internalConsoleOptions: 'neverOpen' });
  let ends;
  await until(async () => {
    ends = await readFile(endsFile, 'utf8').then(JSON.parse, () => undefined);
    return ends;
  });
  const seen = new Map(await operation('seenNotes'));
  return ends.map(([name, endMs]) => (seen.has(name) ? seen.get(name) - endMs : null));
}

async function operation(name) {
  const response = await fetch(`${process.env.LOOPLENS_TEST_WINDOW}/${name}`, { method: 'POST', body: '{}' });
  const { value, error } = await response.json();
  if (error !== undefined) throw new Error(`${name}: ${error}`);
  return value;
}

async function until(condition) {
  while (!(await condition())) await delay(100);
}
