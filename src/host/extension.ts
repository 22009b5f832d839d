import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LiveFigures } from '../shared/panels';
import { AllTerminals } from './allTerminals';
import { BlockedNow } from './blockedNow';
import { registerCommands } from './commands';
import { onDidChangeConfig, readConfig } from './config';
import { commands, contextKeys } from './contributions';
import { DebugSessions } from './debugSessions';
import { EditTracker } from './editTracker';
import { EngineClient } from './engineClient';
import { FunctionLenses } from './functionLenses';
import { FusedLines } from './fusedLines';
import { HeatMarks } from './heatMarks';
import { Hiding } from './hiding';
import { Ignored } from './ignored';
import { InlineNotes } from './inlineNotes';
import { useTranslations } from './l10n';
import { Language } from './language';
import { LineHover } from './lineHover';
import { MeasuredFacts } from './measuredFacts';
import { MeasuredLines } from './measuredLines';
import { MissingMaps } from './missingMaps';
import { Observations } from './observations';
import { ObservedTerminals } from './observedTerminals';
import { ProblemActions } from './problemActions';
import { Problems } from './problems';
import { registerPanelCommands, runExperiment } from './panels/panelCommands';
import { Panels } from './panels/panels';
import { RunningStalls } from './runningStalls';
import { Runs } from './runs';
import { openSample } from './sample';
import { StatusBar } from './statusBar';
import { TargetsView } from './targetsView';
import { WorstBlocks } from './worstBlocks';

const noFigures: LiveFigures = { version: 0, targets: [], sites: [], stalls: [] };

/** Constructs and wires; holds no logic. Nothing runs until something is observed. */
export function activate(context: vscode.ExtensionContext): void {
  useTranslations(vscode.l10n.bundle);
  let config = readConfig();
  const log = vscode.window.createOutputChannel('Looplens', { log: true });
  const engine = new EngineClient({
    file: join(context.extensionPath, 'dist', 'engine.js'),
    thresholdMs: () => config.thresholdMs,
    log,
  });
  const edits = new EditTracker((document) => {
    notes.paint(document);
    heat.paint(document);
    problems.changed();
    facts.changed();
  });
  const worst = new WorstBlocks();
  const ignored = new Ignored(context.workspaceState, process.platform === 'win32');
  const measured = new MeasuredLines(edits, worst, ignored);
  const hiding = new Hiding(() => paintEditors());
  const notes = new InlineNotes(() => config.notes && !hiding.active, measured);
  const heat = new HeatMarks(() => config.heat && !hiding.active, measured);
  const hover = new LineHover(() => config.hover && !hiding.active, measured);
  const lenses = new FunctionLenses(() => config.codeLens && !hiding.active, measured);
  const paintEditors = (): void => {
    notes.paint();
    heat.paint();
    lenses.paint();
  };
  const fused = new FusedLines();
  const problems = new Problems(edits, worst, ignored, fused);
  const facts = new MeasuredFacts({
    ...{ edits, worst, ignored },
    thresholdMs: () => config.thresholdMs,
    send: (measured) => language.tellMeasured(measured),
  });
  const language = new Language({
    extensionPath: context.extensionPath,
    log,
    measured: () => facts.all(),
    onFused: (lines) => fused.take(lines),
  });
  const statusBar = new StatusBar(() => config);
  const targets = new TargetsView(() => config, worst);
  const observations = new Observations({
    engine,
    runs: new Runs(() => edits.edited),
    onNewRun: () => {
      ignored.move(({ file, line }) => edits.unedited(file, line));
      blockedNow.newRun();
      edits.restart();
    },
    onDidChange: () =>
      void vscode.commands.executeCommand('setContext', contextKeys.observing, observations.size > 0),
    log,
  });
  const sessions = new DebugSessions({ engine, enabled: () => config.enabled, observations, log });
  const terminals = new ObservedTerminals({ engine, observations });
  const allTerminals = new AllTerminals({
    engine,
    observations,
    collection: context.environmentVariableCollection,
    enabled: () => config.observeTerminals,
  });
  const blockedNow = new BlockedNow({
    enabled: () => config.blockedNowNotify,
    ignored,
    sessionOf: (owner) => sessions.session(owner),
  });
  let live: LiveFigures = noFigures;
  const panels = new Panels(context.extensionUri, {
    timeline: (request) => engine.request('timeline', request),
    stacks: (span) => engine.request('stacks', span),
    profile: (request) => engine.request('profile', request),
    live: () => live,
    show: (place) => panels.show(place),
    experiment: (page) => runExperiment(context.extensionUri, page, terminals),
  });
  const maps = new MissingMaps({ restarter: (owner) => sessions.restarter(owner) });
  const stalls = new RunningStalls({
    onSnapshot: (snapshot) => {
      measured.update(snapshot);
      statusBar.update(snapshot);
      notes.paint();
      heat.paint();
      lenses.refresh();
      targets.update(snapshot);
      blockedNow.update(snapshot);
    },
    now: () => performance.now(),
    every: (ms, call) => {
      const timer = setInterval(call, ms);
      return { dispose: () => clearInterval(timer) };
    },
  });
  context.subscriptions.push(
    log,
    engine,
    edits,
    ignored,
    notes,
    heat,
    hover,
    lenses,
    fused,
    problems,
    facts,
    language,
    new ProblemActions(problems, worst, ignored),
    statusBar,
    targets,
    vscode.commands.registerCommand(commands.openSample, () => openSample(context.extensionUri)),
    observations,
    sessions,
    terminals,
    allTerminals,
    stalls,
    panels,
    registerPanelCommands(panels),
    registerCommands({ engine, log, observations, terminals, edits, hiding }),
    engine.onSnapshot((snapshot) => {
      observations.update(snapshot);
      worst.accept(snapshot);
      problems.update(snapshot);
      maps.update(snapshot);
      live = snapshot;
      panels.changed();
      facts.update(snapshot);
      stalls.update(snapshot);
    }),
    ignored.onDidChange(paintEditors),
    onDidChangeConfig((changed) => {
      config = changed;
      statusBar.paint();
      paintEditors();
      allTerminals.update();
      problems.changed();
      facts.changed();
      language.settingsChanged();
    }),
  );
}
