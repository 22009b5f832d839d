import * as vscode from 'vscode';
import { DisposableStore } from '../shared/disposable';
import type { Snapshot } from '../shared/snapshot';
import { AllTerminals } from './allTerminals';
import type { Config } from './config';
import { contextKeys } from './contributions';
import { DebugSessions } from './debugSessions';
import type { EditTracker } from './editTracker';
import type { EngineClient } from './engineClient';
import { Observations } from './observations';
import { ObservedTerminals } from './observedTerminals';
import { Runs } from './runs';

export interface WaysInOptions {
  readonly engine: EngineClient;
  readonly config: () => Config;
  readonly edits: EditTracker;
  /** What was measured before is of code that is gone. */
  readonly onNewRun: () => void;
  readonly onRunAgain: () => void;
  readonly collection: vscode.EnvironmentVariableCollection;
  readonly log: vscode.LogOutputChannel;
}

/** The ways in which programs come to be observed: the debugger, Looplens' own terminals, all terminals; and what is observed now. */
export class WaysIn implements vscode.Disposable {
  readonly observations: Observations;
  readonly sessions: DebugSessions;
  readonly terminals: ObservedTerminals;
  private readonly allTerminals: AllTerminals;
  private readonly parts = new DisposableStore();

  constructor({ engine, config, edits, onNewRun, onRunAgain, collection, log }: WaysInOptions) {
    const observations = new Observations({
      engine,
      runs: new Runs(() => edits.edited),
      onNewRun,
      onRunAgain,
      onDidChange: () =>
        void vscode.commands.executeCommand('setContext', contextKeys.observing, observations.size > 0),
      log,
    });
    this.observations = this.parts.add(observations);
    this.sessions = this.parts.add(
      new DebugSessions({ engine, enabled: () => config().enabled, observations, log }),
    );
    this.terminals = this.parts.add(new ObservedTerminals({ engine, observations }));
    this.allTerminals = this.parts.add(
      new AllTerminals({ engine, observations, collection, enabled: () => config().observeTerminals }),
    );
  }

  update(snapshot: Snapshot): void {
    this.observations.update(snapshot);
  }

  settingsChanged(): void {
    this.allTerminals.update();
  }

  dispose(): void {
    this.parts.dispose();
  }
}
