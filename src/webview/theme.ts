import { css, resolver, visible } from './colors';

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
  const resolve = resolver(document.body);
  const background = resolve('var(--vscode-editor-background, #1e1e1e)');
  const text = resolve(foreground);
  // Some themes have them transparent.
  const chart = (name: string, otherwise: string): string =>
    css(visible(resolve(`var(--vscode-charts-${name}, ${otherwise})`), background, text));
  const theme: Theme = {
    foreground,
    muted: value('descriptionForeground', foreground),
    background: value('editor-background', 'transparent'),
    grid: `color-mix(in srgb, ${foreground} 20%, transparent)`,
    focus: value('focusBorder', foreground),
    selection: value('editor-selectionBackground', 'rgba(128,128,128,.35)'),
    colors: {
      red: chart('red', '#f14c4c'),
      blue: chart('blue', '#3794ff'),
      yellow: chart('yellow', '#cca700'),
      orange: chart('orange', '#ab5a00'),
      green: chart('green', '#89d185'),
      purple: chart('purple', '#b180d7'),
    },
    font: `11px ${value('font-family', 'sans-serif')}`,
  };
  resolve.done();
  return theme;
}

/** Calls back when the user takes another theme, or the system another contrast; returns what ends it. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  const query = matchMedia('(forced-colors: active)');
  query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', changed);
  };
}
