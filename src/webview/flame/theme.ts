import { codeKinds, type CodeKind } from '../../model/profile/profile';
import { contrast, css, luminance, mix, resolver, type Rgb } from '../colors';

/** How one kind of code is drawn. */
export interface KindPaint {
  /** Fills of neighbouring functions differ a little. */
  readonly fills: readonly string[];
  /** While something else is searched for or looked at. */
  readonly dim: string;
  readonly edge: string;
  /** Which strokes tell it apart where colours don't. */
  readonly hatch: Hatch;
}
export type Hatch = 'none' | 'rising' | 'falling' | 'level' | 'upright' | 'crossed' | 'dotted';

export interface Theme {
  readonly kinds: Readonly<Record<CodeKind, KindPaint>>;
  readonly background: string;
  readonly text: string;
  /** On fills. */
  readonly onFill: string;
  readonly faint: string;
  readonly line: string;
  readonly focus: string;
  /** Outlines and hatching rather than fills. */
  readonly highContrast: boolean;
  readonly font: string;
}

/** Theme variable, what stands in where a theme has none, and the hatching. */
const paints: Readonly<Record<CodeKind, readonly [string, string, Hatch]>> = {
  own: ['--vscode-charts-blue', '#3794ff', 'none'],
  dependency: ['--vscode-charts-purple', '#b180d7', 'rising'],
  node: ['--vscode-charts-green', '#89d185', 'level'],
  v8: ['--vscode-charts-yellow', '#cca700', 'dotted'],
  gc: ['--vscode-charts-red', '#f14c4c', 'crossed'],
  wasm: ['--vscode-charts-orange', '#ab5a00', 'falling'],
  idle: ['--vscode-charts-lines', '#808080', 'upright'],
};
/** How much of its colour a fill has at most, the rest being the background. */
const strongest = 0.65;
const shades = [1, 0.8, 0.9];
/** Contrast of text that WCAG 2 asks for (1.4.3). */
const readable = 4.5;

/** Colours as they hold for `host` now. */
export function readTheme(host: HTMLElement): Theme {
  const view = host.ownerDocument.defaultView!;
  const forced = view.matchMedia('(forced-colors: active)').matches;
  const resolve = resolver(host);
  const named = (name: string, fallback: string): Rgb => resolve(`var(${name}, ${fallback})`);
  const background = forced ? resolve('Canvas') : named('--vscode-editor-background', '#1e1e1e');
  const text = forced ? resolve('CanvasText') : named('--vscode-editor-foreground', '#cccccc');
  // White or black stays readable on stronger colours than the theme's text does.
  const onFill: Rgb = luminance(background) < 0.18 ? [255, 255, 255] : [0, 0, 0];
  const { classList } = host.ownerDocument.body;
  const highContrast =
    forced || classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
  const paintOf = (kind: CodeKind): KindPaint => {
    const [name, fallback, hatch] = paints[kind];
    const own = forced ? text : named(name, fallback);
    if (highContrast) {
      return { fills: [css(background)], dim: css(background), edge: css(own), hatch };
    }
    const share = kind === 'idle' ? 0.12 : readableShare(own, background, onFill);
    return {
      fills: shades.map((shade) => css(mix(own, background, share * shade))),
      dim: css(mix(own, background, share * 0.25)),
      edge: css(own),
      hatch,
    };
  };
  const kinds = Object.fromEntries(codeKinds.map((kind) => [kind, paintOf(kind)])) as Theme['kinds'];
  const style = view.getComputedStyle(host);
  const theme: Theme = {
    kinds,
    background: css(background),
    text: css(text),
    onFill: css(highContrast ? text : onFill),
    faint: css(mix(text, background, 0.7)),
    line: css(mix(text, background, highContrast ? 0.6 : 0.16)),
    focus: css(forced ? resolve('Highlight') : named('--vscode-focusBorder', '#007fd4')),
    highContrast,
    font: `11px ${style.fontFamily || 'sans-serif'}`,
  };
  resolve.done();
  return theme;
}

/** The largest share of a colour on which text is still readable. */
function readableShare(color: Rgb, background: Rgb, text: Rgb): number {
  for (let share = strongest; share > 0.1; share -= 0.05) {
    if (contrast(text, mix(color, background, share)) >= readable) return share;
  }
  return 0.1;
}
