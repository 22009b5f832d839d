import diagnosticsChannel from 'node:diagnostics_channel';
import { removeAt } from './unordered';

/** The parts of `http.ServerResponse` that are read here. */
interface Response {
  readonly destroyed?: boolean;
  readonly req?: { readonly socket?: { readonly destroyed?: boolean } | null };
}

const startChannel = 'http.server.request.start';
const finishChannel = 'http.server.response.finish';
/** Past this many the count stands still: what it costs to look after them stays small. */
const maxCounted = 10_000;

/**
 * Counts incoming HTTP requests whose response has not ended, without touching the program. In an array, searched from the
 * newest: at a few at a time that is quicker than a set, which would also have to give each response a hash.
 */
export class InFlight {
  private readonly responses: Response[] = [];

  constructor(private readonly onCount: (count: number) => void) {
    diagnosticsChannel.subscribe(startChannel, this.onStart);
    diagnosticsChannel.subscribe(finishChannel, this.onFinish);
  }

  /** Lets go of responses that nobody waits for any more: no channel tells of those. About 2 ns for each that is open. */
  sweep(): void {
    for (let at = this.responses.length - 1; at >= 0; at--)
      if (isGone(this.responses[at]!)) removeAt(this.responses, at);
    this.onCount(this.responses.length);
  }

  stop(): void {
    diagnosticsChannel.unsubscribe(startChannel, this.onStart);
    diagnosticsChannel.unsubscribe(finishChannel, this.onFinish);
    this.responses.length = 0;
  }

  private readonly onStart = (message: unknown): void => {
    if (this.responses.length >= maxCounted) return;
    this.onCount(this.responses.push((message as { response: Response }).response));
  };

  private readonly onFinish = (message: unknown): void => {
    const at = this.responses.lastIndexOf((message as { response: Response }).response);
    if (at < 0) return;
    removeAt(this.responses, at);
    this.onCount(this.responses.length);
  };
}

function isGone({ destroyed, req }: Response): boolean {
  return destroyed === true || req?.socket?.destroyed === true;
}
