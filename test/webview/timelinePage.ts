import type { PanelEvents, PanelRequests } from '../../src/shared/panels';
import { RpcServer, type RpcMessage } from '../../src/shared/rpc';
import { toDisposable } from '../../src/shared/disposable';
import { noStacks } from '../../src/shared/timeline';
import { wholeTimeline } from './fakeTimeline';

/** Stands for the extension in a plain browser: loaded before the panel's script, on the page's own terms. */
const query = new URLSearchParams(location.search);
const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);
const endMs = Date.UTC(2026, 0, 1, 12);
const shape = { threads: number('threads', 3), blocksPerSecond: number('rate', 5), endMs };
const update = wholeTimeline({ ...shape, minutes: number('minutes', 5) });
/** What is given to who wants something soon. */
const latest = { ...wholeTimeline({ ...shape, minutes: 1.5 }), threads: update.threads, version: null };
/** What the panel asked for, for the test to see. */
const asked: { readonly method: string; readonly params: unknown }[] = [];
const note = <T>(method: string, params: T): null => {
  asked.push({ method, params });
  return null;
};

let toServer: (message: RpcMessage) => void = () => {};
new RpcServer<PanelRequests, PanelEvents>(
  {
    send: (message) => window.postMessage(message),
    onMessage: (listener) => {
      toServer = listener;
      return toDisposable(() => {});
    },
    onEnd: () => toDisposable(() => {}),
  },
  {
    ready: () => ({
      kind: 'timeline',
      language: 'en',
      messages: {},
      place: { kind: 'timeline' },
      isNew: false,
      live: { version: 0, targets: [], sites: [], stalls: [] },
    }),
    timeline: ({ since, lastMs }) =>
      query.has('empty')
        ? { ...update, threads: [], series: [], blocks: [], gcs: [] }
        : since === null
          ? lastMs === undefined
            ? update
            : latest
          : {
              ...update,
              whole: false,
              series: [],
              blocks: [],
              gcs: [],
              markers: [],
              sites: { from: 4, frames: [] },
            },
    open: (params) => note('open', params),
    show: (params) => note('show', params),
    save: (params) => (note('save', params), null),
    stacks: () => noStacks(),
    profile: () => ({ name: '', profile: new Uint8Array() }),
    experiment: (params) => note('experiment', params),
  },
);

let kept: unknown = JSON.parse(sessionStorage.getItem('kept') ?? 'null');
Object.assign(window, {
  asked,
  acquireVsCodeApi: () => ({
    postMessage: (message: RpcMessage) => toServer(message),
    getState: () => kept,
    setState: (state: unknown) => {
      kept = state;
      sessionStorage.setItem('kept', JSON.stringify(state));
    },
  }),
});
