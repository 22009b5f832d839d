import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LiveFigures } from '../shared/panels';
import { BlockedNow } from './blockedNow';
import { registerCommands } from './commands';
import { onDidChangeConfig, readConfig } from './config';
import { EditorText } from './editorText';
import { EditTracker } from './editTracker';
import { EngineClient } from './engineClient';
import { Ignored } from './ignored';
import { useTranslations } from './l10n';
import { LineProblems } from './lineProblems';
import { MeasuredLines } from './measuredLines';
import { MissingMaps } from './missingMaps';
import { registerPanelCommands, runExperiment } from './panels/panelCommands';
import { Panels } from './panels/panels';
import { RunningStalls } from './runningStalls';
import { StatusBar } from './statusBar';
import { TargetsView } from './targetsView';
import { WaysIn } from './waysIn';
import { WorstBlocks } from './worstBlocks';

const noFigures: LiveFigures = { targets: [], sites: [], stalls: [] };

/** What other extensions, and tests, are given. */
export interface LooplensApi {
  /** What panels show at this moment; the same object as long as it is the same. */
  figures(): LiveFigures;
}

/** Constructs and wires; holds no logic. Nothing runs until something is observed. */
export function activate(context: vscode.ExtensionContext): LooplensApi {
  useTranslations(vscode.l10n.bundle);
  const { extensionPath, extensionUri } = context;
  let config = readConfig();
  let live = noFigures;
  const log = vscode.window.createOutputChannel('Looplens', { log: true });
  const engine = new EngineClient({
    file: join(extensionPath, 'dist', 'engine.js'),
    thresholdMs: () => config.thresholdMs,
    log,
  });
  const edits = new EditTracker((document) => {
    text.paint(document);
    problems.changed();
  });
  const worst = new WorstBlocks();
  const ignored = new Ignored(context.workspaceState, process.platform === 'win32');
  const measured = new MeasuredLines(edits, worst, ignored);
  const text = new EditorText(() => config, measured);
  const problems = new LineProblems({ extensionPath, config: () => config, edits, worst, ignored, log });
  const statusBar = new StatusBar(() => config);
  const targets = new TargetsView(() => config, worst);
  const ways = new WaysIn({
    ...{ engine, config: () => config, edits, log },
    collection: context.environmentVariableCollection,
    onNewRun: () => {
      ignored.move(({ file, line }) => edits.unedited(file, line));
      blockedNow.newRun();
      edits.restart();
    },
    onRunAgain: () => {
      const stays = (file: string): boolean => measured.has(file);
      ignored.move(({ file, line }) => (stays(file) ? line : edits.unedited(file, line)));
      edits.restart(stays);
    },
  });
  const { observations, sessions, terminals } = ways;
  const blockedNow = new BlockedNow({
    enabled: () => config.blockedNowNotify,
    ignored,
    sessionOf: (owner) => sessions.session(owner),
  });
  const panels = new Panels(extensionUri, {
    timeline: (request) => engine.ask('timeline', request),
    stacks: (span) => engine.ask('stacks', span),
    profile: (request) => engine.ask('profile', request),
    live: () => live,
    show: (place) => panels.show(place),
    experiment: (page) => runExperiment(extensionUri, page, terminals),
  });
  const maps = new MissingMaps({ restarter: (owner) => sessions.restarter(owner) });
  const stalls = new RunningStalls((snapshot) => {
    measured.update(snapshot);
    statusBar.update(snapshot);
    text.update();
    targets.update(snapshot);
    blockedNow.update(snapshot);
  });
  context.subscriptions.push(
    ...[log, engine, edits, ignored, text, problems, statusBar, targets, ways, stalls, panels],
    registerPanelCommands(panels),
    registerCommands({ engine, log, observations, terminals, edits, hiding: text.hiding, extensionUri }),
    engine.onSnapshot((snapshot) => {
      ways.update(snapshot);
      worst.accept(snapshot);
      maps.update(snapshot);
      live = snapshot;
      panels.changed();
      problems.update(snapshot);
      stalls.update(snapshot);
    }),
    ignored.onDidChange(() => text.paint()),
    onDidChangeConfig((changed) => {
      config = changed;
      statusBar.paint();
      text.paint();
      ways.settingsChanged();
      problems.settingsChanged();
    }),
  );
  return { figures: () => live };
}
