import diagnosticsChannel from 'node:diagnostics_channel';
import type { OpenResponse, RequestContext, Response } from './requestContext';
import { removeAt } from './unordered';

const startChannel = 'http.server.request.start';
const finishChannel = 'http.server.response.finish';
/** Past this many the count stands still: what it costs to look after them stays small. */
const maxCounted = 10_000;

/**
 * Counts incoming HTTP requests whose response has not ended, without touching the program. In an array, searched from the
 * newest: at a few at a time that is quicker than a set, which would also have to give each response a hash.
 */
export class InFlight {
  private readonly open: OpenResponse[] = [];

  constructor(
    private readonly onCount: (count: number) => void,
    private readonly context: RequestContext,
  ) {
    diagnosticsChannel.subscribe(startChannel, this.onStart);
    diagnosticsChannel.subscribe(finishChannel, this.onFinish);
  }

  /** Lets go of responses that nobody waits for any more: no channel tells of those. About 2 ns for each that is open. */
  sweep(): void {
    for (let at = this.open.length - 1; at >= 0; at--) if (isGone(this.open[at]!.response)) this.close(at);
    this.onCount(this.open.length);
  }

  stop(): void {
    diagnosticsChannel.unsubscribe(startChannel, this.onStart);
    diagnosticsChannel.unsubscribe(finishChannel, this.onFinish);
    while (this.open.length > 0) this.close(this.open.length - 1);
  }

  private readonly onStart = (message: unknown): void => {
    if (this.open.length >= maxCounted) return;
    const opened: OpenResponse = { response: (message as { response: Response }).response };
    this.context.enter(opened);
    this.onCount(this.open.push(opened));
  };

  private readonly onFinish = (message: unknown): void => {
    const { response } = message as { response: Response };
    for (let at = this.open.length - 1; at >= 0; at--) {
      if (this.open[at]!.response !== response) continue;
      this.close(at);
      this.onCount(this.open.length);
      return;
    }
  };

  /** What was begun in a request's handler and lasts, a pool's connection, keeps the entry, and not the response with it. */
  private close(at: number): void {
    this.open[at]!.response = null;
    removeAt(this.open, at);
  }
}

function isGone(response: Response | null): boolean {
  return response === null || response.destroyed === true || response.req?.socket?.destroyed === true;
}
