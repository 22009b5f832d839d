import assert from 'node:assert/strict';
import { AsyncResource } from 'node:async_hooks';
import diagnosticsChannel from 'node:diagnostics_channel';
import { RequestTracker } from '../../../src/probe/requests';
import { rawFrame } from '../../fakes/callClock';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  complete: boolean;
  destroyed: boolean;
  readonly [property: string]: unknown;
}

const inHandler = [rawFrame('report'), rawFrame('parserOnIncoming', 1, 'node:_http_server')];
const afterAwait = [rawFrame('report')];
const inTimer = [rawFrame('tick'), rawFrame('listOnTimeout', 1, 'node:internal/timers')];

const channel = diagnosticsChannel.channel('http.server.request.start');

describe('RequestTracker', () => {
  let tracker: RequestTracker;
  let ofContext: Request | null;
  beforeEach(() => {
    ofContext = null;
    tracker = new RequestTracker(() => ofContext);
  });
  afterEach(() => tracker.stop());

  /** A request comes in, with its body unless `more` says otherwise. */
  function arrive(url: string, more: object = {}): Request {
    const request = { method: 'GET', url, httpVersion: '1.1', complete: true, destroyed: false, ...more };
    channel.publish({ request });
    return request;
  }

  /** A stack is taken in a callback that belongs to `resource`. */
  function vote(stack: typeof inHandler, resource: object = {}): void {
    const scope = Object.assign(new AsyncResource('TEST'), resource);
    scope.runInAsyncScope(() => tracker.vote(stack));
  }

  it('names the request whose handler runs in the turn that it arrived in', () => {
    arrive('/report/7?full=1#top');
    vote(inHandler);
    assert.deepEqual(tracker.info(), { framework: 'http', name: 'GET /report/7' });
  });

  it('says nothing before a stack was taken, and nothing in the next turn', () => {
    arrive('/report');
    assert.equal(tracker.info(), null);
    vote(inHandler);
    tracker.clear();
    assert.equal(tracker.info(), null);
    vote(inHandler);
    assert.equal(tracker.info(), null);
  });

  it('does not blame a request for a timer of the same turn', () => {
    arrive('/report');
    vote(inTimer);
    assert.equal(tracker.info(), null);
    vote(afterAwait);
    assert.equal(tracker.info()?.name, 'GET /report', 'a promise of its handler');
  });

  it('goes by the context of what runs before anything else', () => {
    const first = arrive('/first');
    tracker.clear();
    const second = arrive('/second');
    ofContext = first;
    vote(inTimer);
    assert.equal(tracker.info()?.name, 'GET /first', 'its handler awaited a timer');
    vote(inHandler, { socket: { _httpMessage: { req: second } } });
    assert.equal(tracker.info()?.name, 'GET /first', 'which another’s callback resolved');
  });

  it('names the route, and express, once the framework has found it', () => {
    arrive('/7', {
      originalUrl: '/api/report/7',
      baseUrl: '/api',
      route: { path: '/report/:id' },
      app: () => {},
    });
    vote(inHandler);
    assert.deepEqual(tracker.info(), { framework: 'express', name: 'GET /api/report/:id' });
  });

  it('takes the path as it was asked for where the route is none in words', () => {
    arrive('/7', { originalUrl: '/api/report/7', route: { path: /report/ } });
    vote(inHandler);
    assert.equal(tracker.info()?.name, 'GET /api/report/7');
  });

  it('gives the turn to the request with most stacks', () => {
    const first = arrive('/quick');
    const second = arrive('/slow');
    const parserOf = (req: Request) => ({ socket: { _httpMessage: { req } } });
    vote(inHandler, parserOf(first));
    vote(inHandler, parserOf(second));
    vote(inHandler, parserOf(second));
    assert.equal(tracker.info()?.name, 'GET /slow');
  });

  it('knows a request of an earlier turn by its socket, and by its stream', () => {
    const upload = arrive('/upload', { method: 'POST', complete: false });
    tracker.clear();
    vote(inTimer, { socket: { _httpMessage: { req: upload } } });
    assert.equal(tracker.info()?.name, 'POST /upload');
    tracker.clear();
    vote(inTimer, { args: [null, upload] });
    assert.equal(tracker.info()?.name, 'POST /upload');
  });

  it('knows a request whose body became complete in this turn, if it is the only one', () => {
    const [one, other] = [arrive('/a', { complete: false }), arrive('/b', { complete: false })];
    tracker.clear();
    one.complete = true;
    vote(afterAwait);
    assert.equal(tracker.info()?.name, 'GET /a');
    tracker.clear();
    other.complete = true;
    const third = arrive('/c', { complete: false });
    tracker.clear();
    third.complete = true;
    assert.equal(tracker.info(), null, 'what was complete before says nothing now');
  });

  it('does not choose between two that became complete', () => {
    const both = [arrive('/a', { complete: false }), arrive('/b', { complete: false })];
    tracker.clear();
    for (const request of both) request.complete = true;
    vote(afterAwait);
    assert.equal(tracker.info(), null);
  });

  it('keeps few in mind, and none that is gone', () => {
    const requests = Array.from({ length: 100 }, (_, n) => arrive(`/${n}`, { complete: false }));
    requests.at(-1)!.destroyed = true;
    tracker.clear();
    for (const request of [requests[0]!, requests.at(-1)!]) request.complete = true;
    vote(afterAwait);
    assert.equal(tracker.info(), null, 'the first fell out, the last was closed');
    requests[50]!.complete = true;
    vote(afterAwait);
    assert.equal(tracker.info()?.name, 'GET /50');
  });

  it('is not stopped by what the program makes of its objects', () => {
    const get = () => {
      throw new Error('getter');
    };
    const scope = Object.defineProperty(new AsyncResource('TEST'), 'socket', { get });
    const request = arrive('/report');
    scope.runInAsyncScope(() => tracker.vote(inHandler));
    assert.equal(tracker.info(), null);
    vote(inHandler);
    assert.equal(tracker.info()?.name, 'GET /report');
    Object.defineProperty(request, 'route', { get });
    assert.equal(tracker.info(), null);
  });

  it('hears nothing once it has stopped', () => {
    tracker.stop();
    arrive('/report');
    vote(inHandler);
    assert.equal(tracker.info(), null);
    assert.equal(channel.hasSubscribers, false);
  });
});
