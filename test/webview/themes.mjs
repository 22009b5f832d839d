/** Variables that VS Code gives a webview, of four of its themes; those that the panels use. */
const dark = {
  class: 'vscode-dark',
  '--vscode-foreground': '#cccccc',
  '--vscode-descriptionForeground': '#9d9d9d',
  '--vscode-editor-background': '#1f1f1f',
  '--vscode-editor-foreground': '#cccccc',
  '--vscode-panel-border': '#2b2b2b',
  '--vscode-focusBorder': '#0078d4',
  '--vscode-button-background': '#0078d4',
  '--vscode-button-foreground': '#ffffff',
  '--vscode-button-secondaryBackground': '#313131',
  '--vscode-button-secondaryForeground': '#cccccc',
  '--vscode-button-secondaryHoverBackground': '#3c3c3c',
  '--vscode-badge-background': '#616161',
  '--vscode-badge-foreground': '#f8f8f8',
  '--vscode-input-background': '#313131',
  '--vscode-input-foreground': '#cccccc',
  '--vscode-input-border': '#3c3c3c',
  '--vscode-input-placeholderForeground': '#989898',
  '--vscode-menu-background': '#1f1f1f',
  '--vscode-menu-foreground': '#cccccc',
  '--vscode-menu-border': '#454545',
  '--vscode-menu-selectionBackground': '#0078d4',
  '--vscode-menu-selectionForeground': '#ffffff',
  '--vscode-editorWidget-background': '#202020',
  '--vscode-editorHoverWidget-background': '#202020',
  '--vscode-editorHoverWidget-foreground': '#cccccc',
  '--vscode-editorHoverWidget-border': '#454545',
  '--vscode-widget-shadow': 'rgba(0, 0, 0, 0.36)',
  '--vscode-list-hoverBackground': '#2a2d2e',
  '--vscode-list-inactiveSelectionBackground': '#37373d',
  '--vscode-list-activeSelectionBackground': '#04395e',
  '--vscode-list-activeSelectionForeground': '#ffffff',
  '--vscode-editor-findMatchHighlightBackground': 'rgba(234, 92, 0, 0.33)',
  '--vscode-textLink-foreground': '#4daafc',
  '--vscode-textBlockQuote-background': '#2b2b2b',
  '--vscode-editorWarning-foreground': '#cca700',
  '--vscode-progressBar-background': '#0078d4',
  '--vscode-charts-foreground': '#cccccc',
  '--vscode-charts-lines': 'rgba(204, 204, 204, 0.5)',
  '--vscode-charts-red': '#f14c4c',
  '--vscode-charts-blue': '#59a4f9',
  '--vscode-charts-yellow': '#cca700',
  '--vscode-charts-orange': '#d18616',
  '--vscode-charts-green': '#89d185',
  '--vscode-charts-purple': '#b180d7',
  '--vscode-font-family': 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  '--vscode-font-size': '13px',
};

const light = {
  ...dark,
  class: 'vscode-light',
  '--vscode-foreground': '#3b3b3b',
  '--vscode-descriptionForeground': '#3b3b3b',
  '--vscode-editor-background': '#ffffff',
  '--vscode-editor-foreground': '#3b3b3b',
  '--vscode-panel-border': '#e5e5e5',
  '--vscode-focusBorder': '#005fb8',
  '--vscode-button-background': '#005fb8',
  '--vscode-button-secondaryBackground': '#e5e5e5',
  '--vscode-button-secondaryForeground': '#3b3b3b',
  '--vscode-button-secondaryHoverBackground': '#cccccc',
  '--vscode-badge-background': '#cccccc',
  '--vscode-badge-foreground': '#3b3b3b',
  '--vscode-input-background': '#ffffff',
  '--vscode-input-foreground': '#3b3b3b',
  '--vscode-input-border': '#cecece',
  '--vscode-input-placeholderForeground': '#767676',
  '--vscode-menu-background': '#ffffff',
  '--vscode-menu-foreground': '#3b3b3b',
  '--vscode-menu-border': '#cecece',
  '--vscode-menu-selectionBackground': '#005fb8',
  '--vscode-editorWidget-background': '#f8f8f8',
  '--vscode-editorHoverWidget-background': '#f8f8f8',
  '--vscode-editorHoverWidget-foreground': '#3b3b3b',
  '--vscode-editorHoverWidget-border': '#c8c8c8',
  '--vscode-widget-shadow': 'rgba(0, 0, 0, 0.16)',
  '--vscode-list-hoverBackground': '#f2f2f2',
  '--vscode-list-inactiveSelectionBackground': '#e4e6f1',
  '--vscode-list-activeSelectionBackground': '#e8e8e8',
  '--vscode-list-activeSelectionForeground': '#000000',
  '--vscode-textLink-foreground': '#005fb8',
  '--vscode-textBlockQuote-background': '#f8f8f8',
  '--vscode-editorWarning-foreground': '#bf8803',
  '--vscode-progressBar-background': '#005fb8',
  '--vscode-charts-foreground': '#3b3b3b',
  '--vscode-charts-lines': 'rgba(59, 59, 59, 0.5)',
  '--vscode-charts-red': '#e51400',
  '--vscode-charts-blue': '#1a85ff',
  '--vscode-charts-yellow': '#bf8803',
  '--vscode-charts-green': '#388a34',
  '--vscode-charts-purple': '#652d90',
};

/** Variables that high contrast themes leave out or have besides. */
function highContrast(base, { text, background, border, focus, link }) {
  const own = { ...base };
  for (const name of Object.keys(own)) {
    if (/button-secondary|list-.*Background|findMatchHighlightBackground|textBlockQuote/.test(name))
      delete own[name];
    else if (/-(?:background|Background)$/.test(name)) own[name] = background;
    else if (/[fF]oreground$/.test(name)) own[name] = text;
    else if (/[bB]order$/.test(name)) own[name] = border;
  }
  return {
    ...own,
    '--vscode-contrastBorder': border,
    '--vscode-contrastActiveBorder': focus,
    '--vscode-focusBorder': focus,
    '--vscode-textLink-foreground': link,
    '--vscode-editor-findMatchHighlightBorder': focus,
  };
}

export const themes = {
  dark,
  light,
  'high-contrast-dark': {
    ...highContrast(dark, {
      ...{ text: '#ffffff', background: '#000000', border: '#6fc3df', focus: '#f38518', link: '#21a6ff' },
    }),
    class: 'vscode-high-contrast',
  },
  'high-contrast-light': {
    ...highContrast(light, {
      ...{ text: '#292929', background: '#ffffff', border: '#0f4a85', focus: '#006bbd', link: '#0f4a85' },
    }),
    class: 'vscode-high-contrast-light',
  },
};
