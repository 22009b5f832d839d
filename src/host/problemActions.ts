import * as vscode from 'vscode';
import type { Block } from '../shared/report';
import type { SiteView } from '../shared/snapshot';
import { commands } from './contributions';
import { pageAndEvidence } from './details';
import { budgetFrom, type Ignored } from './ignored';
import { formatMs } from './l10n';
import { ownerOf } from './problemText';
import type { Problems } from './problems';
import { causeWords } from './words';
import type { WorstBlocks } from './worstBlocks';

/** What a user can do about a problem of ours: quick fixes, and the commands behind them. */
export class ProblemActions implements vscode.Disposable {
  private readonly disposables: readonly vscode.Disposable[];

  constructor(
    private readonly problems: Problems,
    private readonly worst: WorstBlocks,
    private readonly ignored: Ignored,
  ) {
    this.disposables = [
      vscode.languages.registerCodeActionsProvider(
        [{ scheme: 'file' }, { scheme: 'vscode-remote' }],
        { provideCodeActions: (document, _range, { diagnostics }) => this.actions(document, diagnostics) },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
      vscode.commands.registerCommand(commands.ignoreLine, (file, line) => this.ignoreLine(file, line)),
      vscode.commands.registerCommand(commands.setBudget, (file, line) => this.setBudget(file, line)),
      vscode.commands.registerCommand(commands.clearBudgets, () => ignored.forgetAll()),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private actions(
    document: vscode.TextDocument,
    diagnostics: readonly vscode.Diagnostic[],
  ): vscode.CodeAction[] {
    return diagnostics
      .filter(({ source }) => source === 'looplens')
      .flatMap((diagnostic) => {
        const site = this.problems.siteAt(document.uri, diagnostic.range.start.line);
        return site ? actionsFor(site, this.worst.of(site), diagnostic) : [];
      });
  }

  private ignoreLine(file: unknown, line: unknown): void {
    if (typeof file === 'string' && typeof line === 'number') this.ignored.ignore({ file, line });
  }

  private async setBudget(file: unknown, line: unknown): Promise<void> {
    if (typeof file !== 'string' || typeof line !== 'number') return;
    const site = this.problems.siteOf(file, line);
    if (!site) {
      await vscode.window.showWarningMessage(
        vscode.l10n.t(
          'Nothing is measured of this line any more: a new run has begun, or the blocks were cleared.',
        ),
      );
      return;
    }
    const budgetMs = this.ignored.budgetOf(site.site);
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t('Budget for {0}', ownerOf(site.site)),
      prompt: vscode.l10n.t(
        'How long {0} may block the event loop at once, in milliseconds. Its longest block was {1}. Empty: no budget.',
        ownerOf(site.site),
        formatMs(site.maxMs),
      ),
      value: String(budgetMs ?? Math.ceil(site.maxMs / 10) * 10),
      validateInput: (typed) =>
        typed.trim() === '' || budgetFrom(typed) !== null
          ? null
          : vscode.l10n.t('Type a time in milliseconds, for example 50, or nothing.'),
    });
    if (text !== undefined) await this.ignored.setBudget(site.site, budgetFrom(text));
  }
}

function actionsFor(
  site: SiteView,
  longest: Block | null,
  diagnostic: vscode.Diagnostic,
): vscode.CodeAction[] {
  const { file, line } = site.site;
  const make = (title: string, command: string, args: readonly unknown[]): vscode.CodeAction => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.command = { command, title, arguments: [...args] };
    return action;
  };
  const cause = causeWords({ ...site, culprit: null });
  return [
    make(
      vscode.l10n.t('Explain: what {0} does to the event loop', cause),
      commands.explainPage,
      pageAndEvidence(site, longest),
    ),
    make(vscode.l10n.t('Ignore this line for this session'), commands.ignoreLine, [file, line]),
    make(vscode.l10n.t('Set a budget for this function…'), commands.setBudget, [file, line]),
  ];
}
