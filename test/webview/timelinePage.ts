import type { PanelEvents, PageId, PanelKind, PanelPlace, PanelRequests } from '../../src/shared/panels';
import type { TargetView } from '../../src/shared/snapshot';
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

/** The panel that is shown, and the page that the extension wants to be seen as soon as the panel is there. */
const kind = (query.get('panel') ?? 'timeline') as PanelKind;
const running = update.threads.slice(0, number('running', 1)).map(
  (thread) => ({ ...thread, owner: null }) as unknown as TargetView, // without figures
);
let recorded: () => void = () => {};

let toServer: (message: RpcMessage) => void = () => {};
const extension = new RpcServer<PanelRequests, PanelEvents>(
  {
    send: (message) => {
      window.postMessage(message);
      if (message.kind === 'result' && query.has('then')) {
        extension.fire('place', { kind: 'explain', page: query.get('then') as PageId });
        query.delete('then');
      }
    },
    onMessage: (listener) => {
      toServer = listener;
      return toDisposable(() => {});
    },
    onEnd: () => toDisposable(() => {}),
  },
  {
    ready: () => ({
      kind,
      language: 'en',
      messages: {},
      place: { kind },
      isNew: false,
      live: { targets: kind === 'flame' ? running : [], sites: [], stalls: [] },
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
    profile: async (params) => {
      note('profile', params);
      await new Promise<void>((done) => (recorded = done));
      return { name: 'recorded', profile: new Uint8Array(2e6) };
    },
    experiment: (params) => note('experiment', params),
    seen: () => null,
  },
);

let kept: unknown = JSON.parse(sessionStorage.getItem('kept') ?? 'null');
Object.assign(window, {
  asked,
  recorded: () => recorded(),
  go: (place: PanelPlace) => extension.fire('place', place),
  acquireVsCodeApi: () => ({
    postMessage: (message: RpcMessage) => toServer(message),
    getState: () => kept,
    setState: (state: unknown) => {
      kept = state;
      sessionStorage.setItem('kept', JSON.stringify(state));
    },
  }),
});
