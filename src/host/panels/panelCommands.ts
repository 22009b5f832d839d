import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { pageIds, type Evidence, type PageId } from '../../shared/panels';
import { commands } from '../contributions';
import type { ObservedTerminals } from '../observedTerminals';
import { showError } from '../messages';
import { fileRun } from '../runPrograms';
import { makeReadOnly } from '../showLine';
import type { Panels } from './panels';

/** Commands that open panels. */
export function registerPanelCommands(panels: Panels): vscode.Disposable {
  const register = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    register(commands.showTimeline, () => panels.show({ kind: 'timeline' })),
    register(commands.showFlame, () => panels.show({ kind: 'flame' })),
    register(commands.explainPage, (page?: unknown, evidence?: Evidence) => explain(panels, page, evidence)),
    register(commands.openProfile, (uri?: unknown) => openProfile(panels, uri)),
  );
}

/** Runs the experiment of a page under observation, with its file in the editor. */
export async function runExperiment(
  extension: vscode.Uri,
  page: PageId,
  terminals: ObservedTerminals,
): Promise<void> {
  const file = vscode.Uri.joinPath(extension, 'media', 'experiments', `${page}.mjs`);
  try {
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
  } catch (error) {
    void showError(
      vscode.l10n.t('The experiment cannot be opened. Install Looplens again, then reload the window.'),
      error,
    );
    return;
  }
  await makeReadOnly(file);
  await terminals.run(await fileRun(file));
}

async function explain(panels: Panels, given: unknown, evidence?: Evidence): Promise<void> {
  const page = pageIds.find((id) => id === given) ?? (await choosePage());
  if (page) panels.show({ kind: 'explain', page, ...(evidence && { evidence }) });
}

async function choosePage(): Promise<PageId | undefined> {
  const items = pageIds.map((page) => ({ label: pageTitle(page), page }));
  const placeHolder = vscode.l10n.t('What is to be explained?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.page;
}

function pageTitle(page: PageId): string {
  switch (page) {
    case 'event-loop':
      return vscode.l10n.t('The event loop and its phases');
    case 'io-and-thread-pool':
      return vscode.l10n.t('Non-blocking I/O and the thread pool');
    case 'asynchronous-code':
      return vscode.l10n.t('Asynchronous code: microtasks, promises, nextTick, timers');
    case 'v8':
      return vscode.l10n.t('V8: from text to machine code');
    case 'garbage-collection':
      return vscode.l10n.t('Garbage collection and heap spaces');
    case 'threads':
      return vscode.l10n.t('Threads, isolates, workers and cluster');
    case 'streams':
      return vscode.l10n.t('Streams and backpressure');
    case 'what-node-is-for':
      return vscode.l10n.t('What Node is good at, and where its limits are');
  }
}

/** Shows a `.cpuprofile`, of a menu or chosen by the user, whoever recorded it. */
async function openProfile(panels: Panels, given: unknown): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : await chooseProfile();
  if (!uri) return;
  try {
    const { size } = await stat(uri.fsPath);
    panels.show({ kind: 'flame', file: { path: uri.fsPath, name: basename(uri.fsPath), size } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await vscode.window.showErrorMessage(
      vscode.l10n.t('{0} cannot be read: {1}. Choose a file that is saved on this machine.', uri.path, why),
    );
  }
}

async function chooseProfile(): Promise<vscode.Uri | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      filters: { [vscode.l10n.t('CPU profiles')]: ['cpuprofile'] },
      openLabel: vscode.l10n.t('Open CPU Profile'),
    })) ?? [];
  return uri;
}
