/**
 * The window a suite runs in, as a person sees and touches it: what the extension API cannot tell.
 *
 *     import * as painted from '../window';
 *
 *     await painted.waitForText('.statusbar-item', /blocked/);         // the text that matched
 *     const lines = await painted.texts('.view-line');                 // editor lines with their decorations' text
 *     await painted.hover('.view-line span', 'readFileSync');
 *     await painted.screenshot('hover', '.monaco-hover');              // screenshots/hover.png
 *
 * Selectors are CSS, in VS Code's own DOM: `.statusbar-item`, `.view-line`, `.monaco-hover`, `.quick-input-widget`,
 * `.notification-toast`, `.monaco-list-row` (trees), `.debug-toolbar`. Webviews are frames: `waitForWebviewText` looks there.
 * What acts on an element waits for it, up to 20 s; a wait in vain rejects with what was there instead.
 *
 * All suites share one window: a suite puts back what it changes. The workspace is the first of
 * `vscode.workspace.workspaceFolders`, a temporary copy that a suite may change. The server host refuses modal dialogs:
 * a suite must not open one. `npm test -- host -- --grep TITLE` runs one suite; a failed test leaves
 * screenshots/failed-TITLE.png.
 */
import * as vscode from 'vscode';

const selectors = {
  dark: { name: 'Dark Modern', selector: '.monaco-workbench.vs-dark', kind: 'vscode-dark' },
  light: { name: 'Light Modern', selector: '.monaco-workbench.vs', kind: 'vscode-light' },
  highContrast: {
    name: 'Default High Contrast',
    selector: '.monaco-workbench.hc-black',
    kind: 'vscode-high-contrast',
  },
  highContrastLight: {
    name: 'Default High Contrast Light',
    selector: '.monaco-workbench.hc-light',
    kind: 'vscode-high-contrast-light',
  },
};

/** The theme a window starts with comes last, so that it stays after a turn through all. */
export const themes = ['light', 'highContrast', 'highContrastLight', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Values of variables that VS Code gives the webview with such an element, without their `--vscode-`; null for none. */
export function webviewVariables(
  selector: string,
  names: readonly string[],
): Promise<Record<string, string | null>> {
  return call('webviewVariables', { selector, names });
}

/** Writes `screenshots/NAME.png` of the window, or of the first element that matches; gives its path. */
export function screenshot(name: string, selector?: string): Promise<string> {
  return call('screenshot', { name, selector });
}

/** Sets the size of the window's content in CSS pixels, 1280 by 800 at the start. */
export async function resize(width: number, height: number): Promise<void> {
  await call('resize', { width, height });
}

/** Changes the colour theme and waits until it is painted. */
export async function setTheme(theme: Theme): Promise<void> {
  const { name, selector } = selectors[theme];
  const workbench = vscode.workspace.getConfiguration('workbench');
  await workbench.update('colorTheme', name, vscode.ConfigurationTarget.Global);
  await waitForText(selector, /(?:)/);
}

/**
 * What a person reads in the visible elements that match, top to bottom, left to right. White space is collapsed, icons
 * are left out, text that CSS generates (decorations before and after a range) is included.
 */
export function texts(selector: string): Promise<string[]> {
  return call('texts', { selector });
}

/** Waits until such a text matches and gives it. `/(?:)/` matches anything: the element is visible. */
export function waitForText(selector: string, pattern: RegExp, timeoutMs?: number): Promise<string> {
  return call('waitForText', { selector, source: pattern.source, flags: pattern.flags, timeoutMs });
}

/** Waits until no such text matches. */
export async function waitForNoText(selector: string, pattern: RegExp, timeoutMs?: number): Promise<void> {
  await call('waitForText', {
    selector,
    source: pattern.source,
    flags: pattern.flags,
    timeoutMs,
    gone: true,
  });
}

/** Waits until such a text is painted in a webview and gives it. */
export function waitForWebviewText(selector: string, pattern: RegExp, timeoutMs?: number): Promise<string> {
  return call('waitForWebviewText', { selector, source: pattern.source, flags: pattern.flags, timeoutMs });
}

/**
 * Text of every element that matches in the webview that has one, seen or not, in order, and an attribute of it. What matches
 * `without` inside is left out.
 */
export function webviewTexts(
  selector: string,
  { attribute, without }: { readonly attribute?: string; readonly without?: string } = {},
): Promise<readonly { readonly value: string | null; readonly text: string }[]> {
  return call('webviewTexts', { selector, attribute, without });
}

/** Clicks the first visible element in a webview that matches and contains `text`. */
export async function clickInWebview(selector: string, text?: string): Promise<void> {
  await call('clickInWebview', { selector, text });
}

/** Puts text into the first visible field in a webview that matches. */
export async function fillInWebview(selector: string, text: string): Promise<void> {
  await call('fillInWebview', { selector, text });
}

/** Presses Tab until such an element in a webview has the focus, as who has no mouse would. */
export async function tabInWebview(
  selector: string,
  text?: string,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  for (let left = 60; left > 0; left--) {
    if (await call('isFocusedInWebview', { selector, text })) return;
    await press(key);
  }
  throw new Error(`${key} does not lead to '${selector}'.`);
}

/** What axe-core finds serious or critical in the webview that has such an element, in words; once it has taken that theme. */
export function seriousFindings(selector: string, theme?: Theme): Promise<string[]> {
  const themed = theme && `body[data-vscode-theme-kind="${selectors[theme].kind}"]:has(${selector})`;
  return call('seriousFindings', { selector: themed ?? selector });
}

/** Gives the body of each webview that is loaded now an attribute `data-marked`: a page that is loaded later has none. */
export async function markWebviews(): Promise<void> {
  await call('markWebviews', {});
}

/** Waits until VS Code has that many windows: that of the suites, and those that editors were moved to. */
export async function waitForWindows(count: number): Promise<void> {
  await call('waitForWindows', { count });
}

/** Computed CSS of the first element that matches, for example `style('.statusbar', 'background-color')`. */
export function style(selector: string, property: string, pseudo?: '::before' | '::after'): Promise<string> {
  return call('style', { selector, property, pseudo });
}

/** Distance in pixels from the window's top of each visible element that matches, topmost first. */
export function tops(selector: string): Promise<number[]> {
  return call('tops', { selector });
}

/** Moves the mouse over the first visible element that matches and contains `text`. */
export async function hover(selector: string, text?: string): Promise<void> {
  await call('hover', { selector, text });
}

/** Clicks the first visible element that matches and contains `text`. */
export async function click(selector: string, text?: string): Promise<void> {
  await call('click', { selector, text });
}

/** Presses a key or chord in Playwright's words, for example `Enter` or `Control+Shift+P`. */
export async function press(key: string): Promise<void> {
  await call('press', { key });
}

/** Types into what has the focus. */
export async function type(text: string): Promise<void> {
  await call('type', { text });
}

/** Writes a line to the output of the test run. console.log goes to VS Code's own log instead. */
export async function print(text: string): Promise<void> {
  await call('print', { text });
}

async function call<Value>(operation: string, args: object): Promise<Value> {
  const address = process.env.LOOPLENS_TEST_WINDOW;
  if (!address) throw new Error('LOOPLENS_TEST_WINDOW is not set: start the suites with `npm test -- host`.');
  const response = await fetch(`${address}/${operation}`, { method: 'POST', body: JSON.stringify(args) });
  const answer = (await response.json()) as { value: Value; error?: string };
  if (answer.error !== undefined) throw new Error(`${operation}: ${answer.error}`);
  return answer.value;
}
