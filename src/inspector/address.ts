import { get } from 'node:http';
import { EngineError } from '../shared/engineApi';

const answerWaitMs = 1000;
const largestAnswer = 1024 * 1024;

/** What `attach` was given. */
export type AttachTarget =
  | { readonly kind: 'pid'; readonly pid: number }
  | { readonly kind: 'address'; readonly host: string; readonly port: number }
  | { readonly kind: 'url'; readonly url: string };

/** A process id, `host:port`, `[::1]:port`, or a ws:// URL. Throws `EngineError` 'inspector-unreachable' for anything else. */
export function parseTarget(text: string): AttachTarget {
  if (/^\d+$/.test(text)) return { kind: 'pid', pid: Number(text) };
  if (/^wss?:\/\//.test(text)) return { kind: 'url', url: text };
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  if (!match || Number(match[3]) > 65535) {
    throw new EngineError(
      'inspector-unreachable',
      `'${text}' is neither a process id nor an inspector address. Give a number, or host:port as in 127.0.0.1:9229.`,
    );
  }
  return { kind: 'address', host: match[1] ?? (match[2] || '127.0.0.1'), port: Number(match[3]) };
}

/** The WebSocket URL of the inspector that listens there; null where none answers. */
export function inspectorUrl(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(answerWaitMs);
    const request = get({ host, port, path: '/json/list', agent: false, signal }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (text.length > largestAnswer) request.destroy();
      });
      response.on('end', () => {
        const path = webSocketPath(text);
        resolve(path && `ws://${urlHost(host)}:${port}${path}`);
      });
      // Also where it was cut off.
      response.on('error', () => resolve(null)).on('close', () => resolve(null));
    });
    request.on('error', () => resolve(null));
  });
}

/** A host as it stands in a URL. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Only the path: whoever answers here does not send us elsewhere. */
function webSocketPath(text: string): string | null {
  try {
    const [target] = JSON.parse(text) as { webSocketDebuggerUrl: string }[];
    return target ? new URL(target.webSocketDebuggerUrl).pathname : null;
  } catch {
    return null;
  }
}
