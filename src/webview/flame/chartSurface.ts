import type { Translate } from '../../model/message';
import { Rectangles } from '../../model/profile/layout';
import type { CodeKind } from '../../model/profile/profile';
import type { CallSpan, ChartCall, ChartData } from './chartData';
import { draw, rowPx, rulerPx } from './draw';
import { onThemeChange } from '../theme';
import { readTheme, type Theme } from './theme';
import { between, wholeView, within, type Extent, type View } from './viewport';

/** What is drawn besides the calls themselves. */
export interface Look {
  readonly name: (frame: number) => string;
  readonly kind: (frame: number) => CodeKind;
  readonly isDim: (node: number) => boolean;
  readonly t: Translate;
}

/** How long the view takes to another place, in milliseconds. */
const moveMs = 160;

/** A canvas that shows a chart: draws when something changed, once per frame of the screen at most. */
export class ChartSurface {
  view: View = { fromUs: 0, toUs: 1, top: 0 };
  private data: ChartData | null = null;
  private look: Look | null = null;
  private selected: { readonly call: ChartCall; readonly span: CallSpan } | null = null;
  private hovered: { readonly node: number; readonly px: number } | null = null;
  private readonly rectangles = new Rectangles();
  private theme: Theme;
  private widthPx = 0;
  private heightPx = 0;
  private frame = 0;
  private move: { readonly from: View; readonly to: View; readonly since: number } | null = null;
  private readonly observer: ResizeObserver;
  private readonly unwatch: () => void;
  private readonly still: MediaQueryList;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly onView: (view: View) => void,
  ) {
    this.theme = readTheme(canvas.parentElement!);
    this.still = matchMedia('(prefers-reduced-motion: reduce)');
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(canvas.parentElement!);
    this.unwatch = onThemeChange(() => {
      this.theme = readTheme(canvas.parentElement!);
      this.redraw();
    });
    this.resize();
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
    this.unwatch();
  }

  get extent(): Extent {
    return {
      endUs: this.data?.endUs ?? 0,
      rows: this.data?.rows ?? 0,
      shownRows: Math.max(1, (this.heightPx - rulerPx) / rowPx),
    };
  }

  /** Another chart, from its beginning. */
  show(data: ChartData): void {
    this.data = data;
    this.selected = null;
    this.hovered = null;
    this.jump(wholeView(this.extent));
  }

  paint(look: Look): void {
    this.look = look;
    this.redraw();
  }

  select(call: ChartCall | null): void {
    this.selected = call && this.data ? { call, span: this.data.spanOf(call) } : null;
    this.redraw();
  }

  /** At once. */
  jump(view: View): void {
    this.move = null;
    this.view = within(view, this.extent);
    this.onView(this.view);
    this.redraw();
  }

  /** In a short movement, where the user has nothing against movements. */
  glide(view: View): void {
    const to = within(view, this.extent);
    if (this.still.matches) return this.jump(to);
    this.move = { from: this.view, to, since: performance.now() };
    this.redraw();
  }

  /** Where a gesture starts from: the end of a movement that is under way. */
  get target(): View {
    return this.move?.to ?? this.view;
  }

  /** The call at a point of the canvas, in pixels of the page; null for none. Remembers it as the one under the pointer. */
  hover(x: number, y: number): ChartCall | null {
    const px = x * this.ratio;
    const row = Math.floor((y - rulerPx) / rowPx + this.view.top);
    const index = y < rulerPx ? -1 : this.rectangles.at(px, row);
    const node = index < 0 ? -1 : this.rectangles.node[index]!;
    if (node !== (this.hovered?.node ?? -1) || this.hovered?.px !== px) {
      this.hovered = node < 0 ? null : { node, px };
      this.redraw();
    }
    return node < 0 ? null : { node, atUs: this.usAt(x) };
  }

  leave(): void {
    this.hovered = null;
    this.redraw();
  }

  /** The moment at a place of the canvas. */
  usAt(x: number): number {
    const { fromUs, toUs } = this.view;
    return fromUs + ((toUs - fromUs) * x) / Math.max(1, this.widthPx);
  }

  get width(): number {
    return this.widthPx;
  }

  /** The picture as it is, as a PNG. */
  async png(): Promise<Uint8Array> {
    const blob = await new Promise<Blob | null>((resolve) => this.canvas.toBlob(resolve, 'image/png'));
    return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
  }

  private get ratio(): number {
    return this.canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas.parentElement!;
    this.widthPx = clientWidth;
    this.heightPx = clientHeight;
    this.canvas.width = Math.round(clientWidth * this.ratio);
    this.canvas.height = Math.round(clientHeight * this.ratio);
    this.jump(this.view);
  }

  private redraw(): void {
    this.frame ||= requestAnimationFrame((now) => {
      this.frame = 0;
      this.animate(now);
      this.drawNow();
    });
  }

  private animate(now: number): void {
    if (!this.move) return;
    const { from, to, since } = this.move;
    const share = Math.max(0, Math.min(1, (now - since) / moveMs));
    if (share === 1) this.move = null;
    this.view = between(from, to, 1 - (1 - share) ** 3);
    this.onView(this.view);
    if (this.move) this.redraw();
  }

  private drawNow(): void {
    const { data, look, view, ratio, rectangles } = this;
    const context = this.canvas.getContext('2d', { alpha: false });
    if (!context || !data || !look || this.widthPx === 0) return;
    const widthPx = this.canvas.width;
    const { shownRows } = this.extent;
    const fromRow = Math.floor(view.top);
    const { fromUs, toUs } = view;
    data.layout({ fromUs, toUs, widthPx, fromRow, toRow: Math.ceil(view.top + shownRows) }, rectangles);
    const px = (us: number) => ((us - fromUs) / (toUs - fromUs)) * widthPx;
    draw(context, {
      ...{ rectangles, view, ratio, theme: this.theme, t: look.t },
      ...{ widthPx: this.widthPx, heightPx: this.heightPx },
      ...{ frameOf: data.frameOf, name: look.name, kind: look.kind, isDim: look.isDim },
      selected: this.selected && {
        ...{ node: this.selected.call.node, fromPx: px(this.selected.span.fromUs) },
        toPx: px(this.selected.span.toUs),
      },
      hovered: this.hovered && { node: this.hovered.node, fromPx: this.hovered.px, toPx: this.hovered.px },
    });
  }
}
