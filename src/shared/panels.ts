import type { LiveUpdate } from './liveUpdate';
import type { Category, Frame } from './report';
import type { SiteView, Stall, TargetView } from './snapshot';
import type { Span, StackSamples, TimelineRequest, TimelineUpdate } from './timeline';

/** The one boundary between the extension and its webview panels; carried by `RpcClient` and `RpcServer` of rpc.ts. */
export type PanelKind = 'timeline' | 'flame' | 'explain';

/** Pages of the explain panel. */
export const pageIds = [
  'event-loop',
  'io-and-thread-pool',
  'asynchronous-code',
  'v8',
  'garbage-collection',
  'threads',
  'streams',
  'what-node-is-for',
] as const;
export type PageId = (typeof pageIds)[number];

/** What a panel asks of the extension. */
export interface PanelRequests {
  /** First of all, once the panel's script runs. */
  ready: { params: null; result: PanelInit };
  /** The panel is at a place that it was sent to: from now on a page that is loaded again stays with what was kept. */
  seen: { params: PanelPlace; result: null };
  /** Shows a line in the editor. 1-based. */
  open: { params: { readonly file: string; readonly line: number; readonly column: number }; result: null };
  timeline: { params: TimelineRequest; result: TimelineUpdate };
  /** Stacks that were taken while the loop was blocked. */
  stacks: { params: Span; result: StackSamples };
  /** Records a CPU profile of a thread; resolves when it is there. Rejects with the reason as a sentence. */
  profile: {
    params: { readonly thread: string; readonly durationMs: number };
    result: { readonly name: string; readonly profile: Uint8Array };
  };
  /** Lets the user choose where a file goes; null where they did not. */
  save: { params: { readonly name: string; readonly data: string | Uint8Array }; result: string | null };
  /** Shows a panel, at a place. */
  show: { params: PanelPlace; result: null };
  /** Opens the experiment of a page in the editor and runs it under observation. */
  experiment: { params: { readonly page: PageId }; result: null };
}

/** What the extension tells a panel, while it is visible. */
export interface PanelEvents {
  /** To panels that show it. */
  live: LiveUpdate;
  /** Go there. */
  place: PanelPlace;
}

export interface PanelInit {
  readonly kind: PanelKind;
  /** BCP 47. */
  readonly language: string;
  /** Translations of messages; empty in English. */
  readonly messages: Readonly<Record<string, string>>;
  readonly place: PanelPlace;
  /** True: nobody has seen the place yet. Otherwise the page is loaded again, and what it kept counts. */
  readonly isNew: boolean;
  readonly live: LiveFigures;
}

/** Where in a panel to be; all but `kind` may be left out. */
export interface PanelPlace {
  readonly kind: PanelKind;
  readonly page?: PageId;
  /** What the user came from. */
  readonly evidence?: Evidence;
  readonly span?: Span;
  /** A `.cpuprofile` to show. The extension adds where the webview finds it. */
  readonly file?: {
    readonly path: string;
    readonly name: string;
    readonly uri?: string;
    readonly size?: number;
  };
}

export interface Evidence {
  readonly category: Category;
  readonly call: string | null;
  readonly site: Frame | null;
  /** Of the line's longest block, where it is known; in the user's language. */
  readonly advice?: { readonly why: string; readonly fix: string; readonly url: string | null };
}

/** The snapshot, without what no panel shows. */
export interface LiveFigures {
  readonly targets: readonly TargetView[];
  readonly sites: readonly SiteView[];
  readonly stalls: readonly Stall[];
}
