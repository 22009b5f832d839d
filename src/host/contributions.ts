/** Every id that package.json contributes; a unit test holds the two against each other. */
export const commands = {
  clear: 'looplens.clear',
  toggleNotes: 'looplens.toggleNotes',
  showLog: 'looplens.showLog',
  /** Opens a line; only links use it. */
  showLine: 'looplens.showLine',
} as const;

export const settings = {
  enabled: 'looplens.enabled',
  threshold: 'looplens.threshold',
  statusBar: 'looplens.statusBar.enabled',
  notes: 'looplens.notes.enabled',
  delayWarning: 'looplens.delay.warning',
  delayError: 'looplens.delay.error',
} as const;

export const colors = {
  note: 'looplens.noteForeground',
  blockedNow: 'looplens.blockedNowForeground',
} as const;
