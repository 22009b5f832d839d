import { explainPageCommand, ignoreFindingCommand } from '../shared/serverApi';

/** Every id that package.json contributes; a unit test holds the two against each other. */
export const commands = {
  clear: 'looplens.clear',
  toggleNotes: 'looplens.toggleNotes',
  showLog: 'looplens.showLog',
  /** Opens a line; only links use it. */
  showLine: 'looplens.showLine',
  viewOwn: 'looplens.view.own',
  viewAll: 'looplens.view.all',
  find: 'looplens.view.find',
  copy: 'looplens.copy',
  openSample: 'looplens.openSample',
  run: 'looplens.run',
  runFile: 'looplens.runFile',
  attach: 'looplens.attach',
  openTerminal: 'looplens.openTerminal',
  /** These take an object with the `owner` of an observation, or ask. */
  detach: 'looplens.detach',
  stop: 'looplens.stop',
  clearBudgets: 'looplens.clearBudgets',
  /** These take a file and a line; quick fixes use them. */
  ignoreLine: 'looplens.ignoreLine',
  setBudget: 'looplens.setBudget',
  toggleAll: 'looplens.toggleAll',
  showTimeline: 'looplens.showTimeline',
  showFlame: 'looplens.showFlame',
  /** Takes a page and the evidence that leads there, or asks. */
  explainPage: explainPageCommand,
  openProfile: 'looplens.openProfile',
  restartServer: 'looplens.restartServer',
  /** Takes a uri, a 0-based line and a rule; quick fixes of the language server use it. */
  ignoreFinding: ignoreFindingCommand,
} as const;

export const settings = {
  enabled: 'looplens.enabled',
  threshold: 'looplens.threshold',
  statusBar: 'looplens.statusBar.enabled',
  notes: 'looplens.notes.enabled',
  delayWarning: 'looplens.delay.warning',
  delayError: 'looplens.delay.error',
  observeTerminals: 'looplens.terminals.observe',
  problems: 'looplens.problems.enabled',
  problemsWarning: 'looplens.problems.warning',
  problemsError: 'looplens.problems.error',
  blockedNowNotify: 'looplens.blockedNow.notify',
  heat: 'looplens.heat.enabled',
  hover: 'looplens.hover.enabled',
  codeLens: 'looplens.codeLens.enabled',
  lint: 'looplens.lint.enabled',
  lintRegex: 'looplens.lint.regex.enabled',
  apiHover: 'looplens.apiHover.enabled',
} as const;

export const colors = {
  note: 'looplens.noteForeground',
  staleNote: 'looplens.staleNoteForeground',
  blockedNow: 'looplens.blockedNowForeground',
  culpritNote: 'looplens.culpritNoteForeground',
  heat1: 'looplens.heat1',
  heat2: 'looplens.heat2',
  heat3: 'looplens.heat3',
  heat4: 'looplens.heat4',
} as const;

export const terminalProfile = 'looplens.terminal';

export const views = {
  targets: 'looplens.targets',
  /** The compact timeline in the panel area. */
  timeline: 'looplens.timelineView',
} as const;

/** View types of the panels in the editor area, by their kind. */
export const webviewTypes = {
  timeline: 'looplens.timeline',
  flame: 'looplens.flame',
  explain: 'looplens.explainPanel',
} as const;

/** Set by us, read by `when` and `enablement` in package.json. */
export const contextKeys = {
  /** The view leaves out lines whose time went into packages. */
  ownOnly: 'looplens.view.ownOnly',
  observing: 'looplens.observing',
  /** Everything in the editors of the window is hidden. */
  hidden: 'looplens.hiddenInEditor',
} as const;
