import { executionAsyncResource } from 'node:async_hooks';
import diagnosticsChannel from 'node:diagnostics_channel';
import type { RequestInfo } from '../shared/facts';

/** The parts of `http.IncomingMessage`, and of what Express adds to it, that are read here. */
interface Message {
  readonly method?: string;
  readonly url?: string;
  readonly originalUrl?: string;
  readonly baseUrl?: string;
  readonly route?: { readonly path?: unknown };
  readonly app?: unknown;
  readonly httpVersion?: string;
  /** Whether all of the body has arrived. */
  readonly complete?: boolean;
  readonly destroyed?: boolean;
}

const startChannel = 'http.server.request.start';

/** Requests whose body is still coming, that are kept in mind at most. */
const maxPending = 64;

/**
 * Knows which incoming HTTP request the thread works on, without touching the program: a request that arrived in this
 * turn, the one whose socket or stream owns the callback that runs (`look`), or the only one whose body became complete in
 * this turn. A handler that goes on after awaiting something else is not known, and then nothing is said.
 */
export class RequestTracker {
  private current: Message | null = null;
  private seenMs = 0;
  private pending: Message[] = [];

  constructor(private readonly now: () => number) {
    diagnosticsChannel.subscribe(startChannel, this.onStart);
  }

  /** Called once per turn: what came before does not speak for what follows. */
  clear(): void {
    this.current = null;
    if (this.pending.length > 0)
      this.pending = this.pending.filter(({ complete, destroyed }) => !complete && !destroyed);
  }

  /** Asks the callback that runs at this moment; only useful while a turn is long. */
  look(): void {
    try {
      const message = ownerOf(executionAsyncResource());
      if (message) this.see(message);
    } catch {
      // A resource with a getter that throws tells nothing.
    }
  }

  /** The request of this turn. Its route is known once the framework has found it. */
  info(): RequestInfo | null {
    try {
      if (this.current === null) this.seeCompleted();
      if (this.current === null) return null;
      const { method, originalUrl, url, baseUrl, route, app } = this.current;
      const known = typeof route?.path === 'string' ? (baseUrl ?? '') + route.path : null;
      const path = known ?? originalUrl ?? url ?? '';
      const framework = route !== undefined || typeof app === 'function' ? 'express' : 'http';
      return { framework, name: `${method ?? ''} ${path.replace(/[?#].*$/s, '')}`, atMs: this.seenMs };
    } catch {
      return null;
    }
  }

  stop(): void {
    diagnosticsChannel.unsubscribe(startChannel, this.onStart);
    this.current = null;
    this.pending = [];
  }

  private readonly onStart = (message: unknown): void => {
    const { request } = message as { request: Message };
    this.see(request);
    this.pending.push(request);
    if (this.pending.length > maxPending) this.pending.shift();
  };

  private seeCompleted(): void {
    const completed = this.pending.filter(({ complete }) => complete);
    if (completed.length === 1) this.see(completed[0]!);
  }

  private see(message: Message): void {
    if (this.current === message) return;
    this.current = message;
    this.seenMs = this.now();
  }
}

/** A parser's callback belongs to its socket, whose response names the request; a stream's 'end' tick carries the stream. */
function ownerOf(resource: object): Message | null {
  const { socket, args } = resource as {
    socket?: { _httpMessage?: { req?: Message } | null } | null;
    args?: readonly unknown[];
  };
  const request = socket?._httpMessage?.req;
  if (request?.method) return request;
  if (!Array.isArray(args)) return null;
  return (args as (Message | null)[]).find((arg) => arg?.httpVersion !== undefined && !!arg.method) ?? null;
}
