import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { newestOf } from '../shared/newest';
import { RpcError } from '../shared/rpc';
import type { EngineClient } from './engineClient';
import type { EngineLog } from './engineProcess';
import { showError, wayOut } from './messages';
import type { Observations } from './observations';
import { listProcesses } from './processList';
import { shortCommand, uptimeText, userNodeProcesses, type ProcessInfo } from './processes';
import { stopProcesses } from './stopProcesses';

export interface AttachOptions {
  readonly engine: EngineClient;
  readonly observations: Observations;
  readonly log: EngineLog;
}

interface Target {
  /** As the engine takes it: a process id or `host:port`. */
  readonly target: string;
  readonly name: string;
}

interface ProcessItem extends vscode.QuickPickItem {
  /** Absent where the user wants to type it. */
  readonly chosen?: Target;
}

/** Lets the user choose a running program, and observes it. */
export async function attachProcess(options: AttachOptions): Promise<void> {
  const picked = await pickProcess(options.observations);
  const target = picked && (picked.target ?? (await typeTarget(picked.text)));
  if (!target) return;
  if (options.observations.isObserved(Number(target.target))) {
    await vscode.window.showInformationMessage(vscode.l10n.t("'{0}' is observed already.", target.name));
    return;
  }
  await attach(target, options);
}

/** Null: the user wants to type `text`. */
function pickProcess(
  observations: Observations,
): Promise<{ readonly target: Target | null; readonly text: string } | undefined> {
  const picker = vscode.window.createQuickPick<ProcessItem>();
  const refresh = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Refresh') };
  picker.title = vscode.l10n.t('Attach to Node.js Process');
  picker.placeholder = vscode.l10n.t('Choose a process to observe; it is neither stopped nor started again');
  picker.matchOnDescription = picker.matchOnDetail = true;
  picker.buttons = [refresh];
  const list = newestOf(
    () => processItems(observations),
    (items) => (picker.items = items),
    (busy) => (picker.busy = busy),
  );
  return new Promise((resolve) => {
    picker.onDidTriggerButton(() => void list());
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      if (!item) return;
      resolve({ target: item.chosen ?? null, text: picker.value });
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
    void list();
  });
}

async function processItems(observations: Observations): Promise<ProcessItem[]> {
  const type: ProcessItem = {
    label: `$(edit) ${vscode.l10n.t('Type a process id or an inspector address…')}`,
    alwaysShow: true,
  };
  try {
    const own = { pid: process.pid, appRoot: vscode.env.appRoot };
    const processes = userNodeProcesses(await listProcesses(), own);
    const now = Date.now();
    const items = processes.map((info) => processItem(info, now, observations.isObserved(info.pid)));
    const label =
      items.length > 0
        ? vscode.l10n.t('running, newest first')
        : vscode.l10n.t('no Node.js process of yours runs');
    return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items, type];
  } catch (error) {
    void showError(vscode.l10n.t('The running processes could not be listed.'), error);
    return [type];
  }
}

function processItem(info: ProcessInfo, nowMs: number, observed: boolean): ProcessItem {
  const { pid, folder, startedAtMs } = info;
  const name = shortCommand(info);
  const facts = [
    vscode.l10n.t('process {0}', pid),
    ...(startedAtMs === null ? [] : [uptimeText(nowMs - startedAtMs)]),
    ...(observed ? [vscode.l10n.t('observed')] : []),
  ];
  return {
    label: name,
    // Not behind the command, which may be long: it would be out of sight.
    detail: [...facts, ...(folder === null ? [] : [folder])].join(' · '),
    chosen: { target: String(pid), name },
  };
}

const isTarget = (text: string): boolean => /^\s*(\d+|\S*:\d{1,5})\s*$/.test(text);

/** `typed`: what was typed before. */
async function typeTarget(typed: string): Promise<Target | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Attach to Node.js Process'),
    prompt: vscode.l10n.t('A process id, or host and port of an inspector'),
    placeHolder: '127.0.0.1:9229',
    value: isTarget(typed) ? typed : '',
    validateInput: (value) =>
      isTarget(value) ? undefined : vscode.l10n.t('Give a number, or host:port as in 127.0.0.1:9229.'),
  });
  const target = text?.trim();
  if (!target) return undefined;
  const name = /^\d+$/.test(target) ? vscode.l10n.t('process {0}', target) : target;
  return { target, name };
}

async function attach({ target, name }: Target, options: AttachOptions): Promise<void> {
  const { engine, observations, log } = options;
  const owner = randomUUID();
  const request = () => engine.request('attach', { owner, target });
  observations.begin({
    owner,
    kind: 'attach',
    name,
    stop: () => stopAttached(target, name),
    attachAgain: () => attachAgain(request, owner, name, options),
  });
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t("Attaching to '{0}'", name);
  await vscode.window.withProgress({ location, title, cancellable: true }, async (_, cancel) => {
    cancel.onCancellationRequested(() => observations.end(owner));
    try {
      await request();
      if (observations.has(owner)) log.info(`Observing '${name}'.`);
    } catch (error) {
      if (!observations.has(owner)) return; // cancelled
      observations.end(owner);
      void showError('', error, [wayOut.run(), wayOut.log()]);
    }
  });
}

async function attachAgain(
  request: () => Promise<null>,
  owner: string,
  name: string,
  { observations, log }: AttachOptions,
): Promise<void> {
  try {
    await request();
    log.info(`Observing '${name}' again.`);
  } catch (error) {
    if (!observations.has(owner)) return;
    log.warn(`'${name}' is no longer observed: ${error instanceof Error ? error.message : String(error)}`);
    if (!(error instanceof RpcError && error.reason === 'closed')) observations.end(owner);
  }
}

/** Only a process id says for sure which process of this machine it is. */
async function stopAttached(target: string, name: string): Promise<void> {
  if (/^\d+$/.test(target)) return stopProcesses(name, [Number(target)]);
  await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "'{0}' was attached to by its address and may run elsewhere: end it where you started it.",
      name,
    ),
  );
}
