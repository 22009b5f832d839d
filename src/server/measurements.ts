import type { Measured, MeasuredSite } from '../shared/serverApi';
import type { MeasuredFile } from './fusion';

const nothing: Measured = { thresholdMs: 0, observedMs: 0, sites: [], handlers: [] };

/** What the host has told of observed programs, by file. */
export class Measurements {
  private last = nothing;
  private sites: ReadonlyMap<string, readonly MeasuredSite[]> = new Map();

  constructor(private readonly windows: boolean) {}

  take(measured: Measured): void {
    this.last = measured;
    const sites = new Map<string, MeasuredSite[]>();
    for (const site of measured.sites) {
      const key = this.keyOf(site.file);
      const those = sites.get(key);
      if (those) those.push(site);
      else sites.set(key, [site]);
    }
    this.sites = sites;
  }

  of(file: string): MeasuredFile {
    const { thresholdMs, handlers } = this.last;
    return { thresholdMs, handlers, sites: this.sites.get(this.keyOf(file)) ?? [] };
  }

  /** Windows does not mind case. */
  private keyOf(file: string): string {
    return this.windows ? file.replaceAll('/', '\\').toLowerCase() : file;
  }
}
