/** Themes of VS Code, and the class that a webview's body has in each. */
export const themeClasses = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  highContrast: 'vscode-high-contrast',
  highContrastLight: 'vscode-high-contrast-light vscode-high-contrast',
} as const;

export type ThemeName = keyof typeof themeClasses;
export const themeNames = Object.keys(themeClasses) as ThemeName[];

/** Colours that VS Code gives a webview, of those that the panels use, in the order of the themes; null: it gives none. */
const colors: Readonly<Record<string, readonly (string | null)[]>> = {
  'badge-background': ['#616161', '#cccccc', '#000000', '#0f4a85'],
  'badge-foreground': ['#f8f8f8', '#3b3b3b', '#ffffff', '#ffffff'],
  'button-background': ['#0078d4', '#005fb8', '#000000', '#0f4a85'],
  'button-border': ['rgba(255, 255, 255, 0.1)', 'rgba(0, 0, 0, 0.1)', '#6fc3df', '#0f4a85'],
  'button-foreground': ['#ffffff', '#ffffff', '#ffffff', '#ffffff'],
  'button-hoverBackground': ['#026ec1', '#0258a8', '#000000', '#0f4a85'],
  'button-secondaryBackground': ['rgba(0, 0, 0, 0)', '#e5e5e5', null, '#ffffff'],
  'button-secondaryForeground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'button-secondaryHoverBackground': ['#2b2b2b', '#cccccc', null, null],
  'charts-blue': ['#59a4f9', '#0063d3', '#59a4f9', '#0063d3'],
  'charts-green': ['#89d185', '#388a34', '#89d185', '#374e06'],
  'charts-lines': [
    'rgba(204, 204, 204, 0.5)',
    'rgba(59, 59, 59, 0.5)',
    'rgba(255, 255, 255, 0.5)',
    'rgba(41, 41, 41, 0.5)',
  ],
  'charts-orange': ['rgba(234, 92, 0, 0.33)', 'rgba(234, 92, 0, 0.33)', null, null],
  'charts-purple': ['#b180d7', '#652d90', '#b180d7', '#652d90'],
  'charts-red': ['#f14c4c', '#e51400', '#f48771', '#b5200d'],
  'charts-yellow': ['#cca700', '#bf8803', '#ffd370', '#895503'],
  contrastActiveBorder: [null, null, '#f38518', '#006bbd'],
  contrastBorder: [null, null, '#6fc3df', '#0f4a85'],
  descriptionForeground: ['#9d9d9d', '#3b3b3b', 'rgba(255, 255, 255, 0.7)', 'rgba(41, 41, 41, 0.7)'],
  'editor-background': ['#1f1f1f', '#ffffff', '#000000', '#ffffff'],
  'editor-findMatchHighlightBackground': ['rgba(234, 92, 0, 0.33)', 'rgba(234, 92, 0, 0.33)', null, null],
  'editor-findMatchHighlightBorder': [null, null, '#f38518', '#006bbd'],
  'editor-foreground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'editor-selectionBackground': ['#264f78', '#add6ff', '#ffffff', '#0f4a85'],
  'editorHoverWidget-background': ['#202020', '#f8f8f8', '#0c141f', '#ffffff'],
  'editorHoverWidget-border': ['rgba(204, 204, 204, 0.2)', 'rgba(59, 59, 59, 0.2)', '#6fc3df', '#0f4a85'],
  'editorHoverWidget-foreground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'editorWarning-foreground': ['#cca700', '#bf8803', '#ffd370', '#895503'],
  'editorWidget-background': ['#202020', '#f8f8f8', '#0c141f', '#ffffff'],
  errorForeground: ['#f85149', '#f85149', '#f48771', '#b5200d'],
  focusBorder: ['#0078d4', '#005fb8', '#f38518', '#006bbd'],
  foreground: ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'input-background': ['#313131', '#ffffff', '#000000', '#ffffff'],
  'input-border': ['#3c3c3c', '#cecece', '#6fc3df', '#0f4a85'],
  'input-foreground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'input-placeholderForeground': ['#989898', '#767676', 'rgba(255, 255, 255, 0.7)', 'rgba(41, 41, 41, 0.7)'],
  'list-activeSelectionBackground': ['#04395e', '#e8e8e8', null, 'rgba(15, 74, 133, 0.1)'],
  'list-activeSelectionForeground': ['#ffffff', '#000000', null, null],
  'list-focusOutline': ['#0078d4', '#005fb8', '#f38518', '#006bbd'],
  'list-hoverBackground': ['#2a2d2e', '#f2f2f2', 'rgba(255, 255, 255, 0.1)', 'rgba(15, 74, 133, 0.1)'],
  'list-inactiveSelectionBackground': ['#37373d', '#e4e6f1', null, 'rgba(15, 74, 133, 0.1)'],
  'menu-background': ['#1f1f1f', '#ffffff', '#000000', '#ffffff'],
  'menu-border': ['#454545', '#cecece', '#6fc3df', '#0f4a85'],
  'menu-foreground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'menu-selectionBackground': ['#0078d4', '#005fb8', null, 'rgba(15, 74, 133, 0.1)'],
  'menu-selectionForeground': ['#ffffff', '#ffffff', null, null],
  'panel-border': ['#2b2b2b', '#e5e5e5', '#6fc3df', '#0f4a85'],
  'progressBar-background': ['#0078d4', '#005fb8', '#6fc3df', '#0f4a85'],
  'sash-hoverBorder': ['#0078d4', '#005fb8', '#f38518', '#006bbd'],
  'textBlockQuote-background': ['#2b2b2b', '#f8f8f8', null, '#f2f2f2'],
  'textLink-activeForeground': ['#4daafc', '#005fb8', '#21a6ff', '#0f4a85'],
  'textLink-foreground': ['#4daafc', '#005fb8', '#21a6ff', '#0f4a85'],
  'widget-border': ['#313131', '#e5e5e5', '#6fc3df', '#0f4a85'],
  'widget-shadow': ['rgba(0, 0, 0, 0.36)', 'rgba(0, 0, 0, 0.16)', null, null],
};

const fonts = { 'font-family': 'system-ui, sans-serif', 'font-size': '13px', 'font-weight': 'normal' };

/** Colours of a theme by the names of their variables, without `--vscode-`; null: there is none. */
export function themeColors(theme: ThemeName): Readonly<Record<string, string | null>> {
  const at = themeNames.indexOf(theme);
  return Object.fromEntries(Object.entries(colors).map(([name, values]) => [name, values[at] ?? null]));
}

/** What VS Code puts into a webview of that theme. */
export function themeCss(theme: ThemeName): string {
  const lines = Object.entries({ ...themeColors(theme), ...fonts })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `--vscode-${name}: ${value};`);
  return `:root { ${lines.join(' ')} }`;
}
