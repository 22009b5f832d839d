import * as vscode from 'vscode';
import type { Disposable } from '../shared/disposable';
import type { Measured, MeasuredSite } from '../shared/serverApi';
import type { SiteView, Snapshot } from '../shared/snapshot';
import { readProblemConfig } from './config';
import type { EditTracker } from './editTracker';
import { documentOf } from './fileDocuments';
import type { Ignored } from './ignored';
import { problemOf } from './problemText';
import type { WorstBlocks } from './worstBlocks';

const updateEveryMs = 1000;

export interface MeasuredFactsOptions {
  readonly edits: EditTracker;
  readonly worst: WorstBlocks;
  readonly ignored: Ignored;
  thresholdMs(): number;
  send(measured: Measured): void;
}

/** Tells the language server what was measured: at most once a second, and only when it differs. */
export class MeasuredFacts implements Disposable {
  private snapshot: Snapshot | null = null;
  private sent = '';
  private timer: NodeJS.Timeout | null = null;
  private readonly ignoredChanges: Disposable;

  constructor(private readonly options: MeasuredFactsOptions) {
    this.ignoredChanges = options.ignored.onDidChange(() => this.changed());
  }

  update(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.changed();
  }

  /** Something that the facts are made of may have changed. */
  changed(): void {
    if (this.snapshot) this.timer ??= setTimeout(() => this.send(), updateEveryMs);
  }

  /** All of it, for a server that has just started; null where nothing was measured yet. */
  all(): Measured | null {
    return this.snapshot && this.measuredOf(this.snapshot);
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.ignoredChanges.dispose();
  }

  private send(): void {
    this.timer = null;
    if (!this.snapshot) return;
    const measured = this.measuredOf(this.snapshot);
    // Time that only went by changes nothing.
    const text = JSON.stringify({ ...measured, observedMs: 0 });
    if (text === this.sent) return;
    this.sent = text;
    this.options.send(measured);
  }

  private measuredOf({ sites, targets }: Snapshot): Measured {
    const now = Date.now();
    return {
      thresholdMs: this.options.thresholdMs(),
      observedMs: Math.max(
        0,
        ...targets.map(({ startedAtMs, endedAtMs }) => (endedAtMs ?? now) - startedAtMs),
      ),
      sites: sites.flatMap((site) => this.siteOf(site) ?? []),
      handlers: handlersOf(sites),
    };
  }

  private siteOf(view: SiteView): MeasuredSite | null {
    const { edits, worst, ignored } = this.options;
    const { site, call, count, totalMs, maxMs, handlers } = view;
    const config = readProblemConfig(vscode.Uri.file(site.file));
    const problem = problemOf(view, worst.of(view), config, ignored.budgetOf(site));
    const document = documentOf(site.file);
    const place = document ? edits.place(document, site.line - 1) : { line: site.line - 1, edited: false };
    if (!problem || !place) return null;
    return {
      file: site.file,
      line: site.line,
      lineNow: place.line + 1,
      edited: place.edited,
      call,
      count,
      totalMs,
      maxMs,
      handlers,
      severity: problem.severity,
      hidden: ignored.hides(site, maxMs),
    };
  }
}

/** Blocks by the handler that they were in, of all lines. */
export function handlersOf(sites: readonly Pick<SiteView, 'uses'>[]): Measured['handlers'] {
  const blocks = new Map<string, number>();
  for (const { handler, count } of sites.flatMap(({ uses }) => uses)) {
    if (handler !== null) blocks.set(handler, (blocks.get(handler) ?? 0) + count);
  }
  return [...blocks].map(([name, count]) => ({ name, blocks: count }));
}
