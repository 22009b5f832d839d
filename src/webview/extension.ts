import type { PanelEvents, PanelRequests } from '../shared/panels';
import { RpcClient, type RpcMessage } from '../shared/rpc';
import { toDisposable } from '../shared/disposable';

/** What VS Code gives a webview's script. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export type Extension = RpcClient<PanelRequests, PanelEvents>;

/** The extension, as a panel's script reaches it; to be called once. */
export function connect(onEvent: <K extends keyof PanelEvents>(event: K, value: PanelEvents[K]) => void): {
  readonly extension: Extension;
  readonly api: VsCodeApi;
} {
  const api = acquireVsCodeApi();
  const extension: Extension = new RpcClient(
    {
      send: (message) => api.postMessage(message),
      onMessage: (listener) => {
        const heard = ({ data }: MessageEvent): void => listener(data as RpcMessage);
        window.addEventListener('message', heard);
        return toDisposable(() => window.removeEventListener('message', heard));
      },
      // A webview goes with its page.
      onEnd: () => toDisposable(() => {}),
    },
    onEvent,
  );
  return { extension, api };
}
