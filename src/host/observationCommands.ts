import * as vscode from 'vscode';
import { showError } from './messages';
import type { Observation, ObservationKind, Observations } from './observations';

/** Stops observing what `item` names, or what the user chooses; the programs go on. */
export async function detach(observations: Observations, item: unknown): Promise<void> {
  const observation = await chosen(
    observations,
    item,
    vscode.l10n.t('Detach from which program? It goes on.'),
  );
  if (!observation) return;
  try {
    await observations.detach(observation.owner);
  } catch (error) {
    await showError(vscode.l10n.t("'{0}' is still observed.", observation.name), error);
  }
}

/** Ends what `item` names, or what the user chooses. */
export async function stop(observations: Observations, item: unknown): Promise<void> {
  const observation = await chosen(observations, item, vscode.l10n.t('Stop which program?'));
  await observation?.stop();
}

/** `item` has an `owner`; without one it is the only observation, or the one that the user chooses. */
async function chosen(
  observations: Observations,
  item: unknown,
  placeHolder: string,
): Promise<Observation | undefined> {
  const owner = (item as { owner?: unknown } | undefined)?.owner;
  if (typeof owner === 'string') return observations.get(owner);
  const list = observations.list();
  if (list.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('Nothing is observed at the moment.'));
    return undefined;
  }
  if (list.length === 1) return list[0];
  const words = kindWords();
  const items = list.map((observation) => ({
    label: `${words[observation.kind].icon} ${observation.name}`,
    description: words[observation.kind].text,
    observation,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.observation;
}

function kindWords(): Record<ObservationKind, { readonly icon: string; readonly text: string }> {
  return {
    debug: { icon: '$(debug)', text: vscode.l10n.t('debug session') },
    attach: { icon: '$(plug)', text: vscode.l10n.t('attached to') },
    run: { icon: '$(play)', text: vscode.l10n.t('run with Looplens') },
    terminal: { icon: '$(terminal)', text: vscode.l10n.t('terminal') },
  };
}
