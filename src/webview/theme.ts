/** Colours of the user's theme for what is drawn on a canvas. */
export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  readonly grid: string;
  readonly focus: string;
  readonly selection: string;
  /** For lines and bars, told apart in every theme. */
  readonly colors: {
    readonly red: string;
    readonly blue: string;
    readonly yellow: string;
    readonly orange: string;
    readonly green: string;
    readonly purple: string;
  };
  readonly font: string;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const value = (name: string, otherwise: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const foreground = value('foreground', '#888');
  return {
    foreground,
    muted: value('descriptionForeground', foreground),
    background: value('editor-background', 'transparent'),
    grid: `color-mix(in srgb, ${foreground} 20%, transparent)`,
    focus: value('focusBorder', foreground),
    selection: value('editor-selectionBackground', 'rgba(128,128,128,.35)'),
    colors: {
      red: value('charts-red', '#f14c4c'),
      blue: value('charts-blue', '#3794ff'),
      yellow: value('charts-yellow', '#cca700'),
      // VS Code's is that of marked finds, which the text shows through; high contrast has none.
      orange: `rgb(from ${value('charts-orange', '#ab5a00')} r g b / 1)`,
      green: value('charts-green', '#89d185'),
      purple: value('charts-purple', '#b180d7'),
    },
    font: `11px ${value('font-family', 'sans-serif')}`,
  };
}

/** Calls back when the user takes another theme. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => observer.disconnect();
}
