import { executionAsyncResource } from 'node:async_hooks';
import diagnosticsChannel from 'node:diagnostics_channel';
import type { RawStack, RequestInfo } from '../shared/facts';
import { removeAt } from './unordered';

/** The parts of `http.IncomingMessage`, and of what Express adds to it, that are read here. */
export interface Message {
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

/** What starts a callback that no request of this turn has to do with, unless HTTP's own code is on the stack too. */
const otherDriver = /^node:(internal\/(timers|stream_base_commons)|net)$/;

/**
 * Knows which incoming HTTP request a long turn works on, without touching the program. Whenever a stack is taken in the
 * turn, `vote` asks whose callback runs: that of a request's socket or stream, else of the request that arrived, or whose
 * body became complete, in this turn. A handler that goes on after awaiting something else is not known, and then nothing
 * is said.
 */
export class RequestTracker {
  private arrived: Message | null = null;
  private readonly pending: Message[] = [];
  private readonly votes = new Map<Message, number>();

  /** `ofContext`: the request in whose handler what runs was begun. */
  constructor(private readonly ofContext: () => Message | null) {
    diagnosticsChannel.subscribe(startChannel, this.onStart);
  }

  /** Called once per turn: what came before does not speak for what follows. */
  clear(): void {
    this.arrived = null;
    if (this.votes.size > 0) this.votes.clear();
    const { pending } = this;
    for (let at = pending.length - 1; at >= 0; at--) {
      const { complete, destroyed } = pending[at]!;
      if (complete || destroyed) removeAt(pending, at);
    }
  }

  /** Counts the request that the code on this stack works for, if it can be told. */
  vote(stack: RawStack): void {
    try {
      const message =
        this.ofContext() ??
        ownerOf(executionAsyncResource()) ??
        (mayBeRequests(stack) ? this.ofThisTurn() : null);
      if (message) this.votes.set(message, (this.votes.get(message) ?? 0) + 1);
    } catch {
      // A resource with a getter that throws tells nothing.
    }
  }

  /** The request with most votes. Its route is known once the framework has found it. */
  info(): RequestInfo | null {
    const [message] = [...this.votes].reduce<readonly [Message | null, number]>(
      (best, next) => (next[1] > best[1] ? next : best),
      [null, 0],
    );
    try {
      return message && describe(message);
    } catch {
      return null;
    }
  }

  stop(): void {
    diagnosticsChannel.unsubscribe(startChannel, this.onStart);
    this.pending.length = 0;
    this.clear();
  }

  private readonly onStart = (message: unknown): void => {
    const { request } = message as { request: Message };
    this.arrived = request;
    this.pending.push(request);
    if (this.pending.length > maxPending) this.pending.shift();
  };

  private ofThisTurn(): Message | null {
    if (this.arrived) return this.arrived;
    const completed = this.pending.filter(({ complete }) => complete);
    return completed.length === 1 ? completed[0]! : null;
  }
}

function describe({ method, originalUrl, url, baseUrl, route, app }: Message): RequestInfo {
  const known = typeof route?.path === 'string' ? (baseUrl ?? '') + route.path : null;
  const path = known ?? originalUrl ?? url ?? '';
  const framework = route !== undefined || typeof app === 'function' ? 'express' : 'http';
  return { framework, name: `${method ?? ''} ${path.replace(/[?#].*$/s, '')}` };
}

function mayBeRequests(stack: RawStack): boolean {
  return (
    stack.some(({ url }) => url.startsWith('node:_http')) || !stack.some(({ url }) => otherDriver.test(url))
  );
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
