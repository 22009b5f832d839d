import type { PanelRequests } from '../shared/panels';
import type { Extension } from './extension';

/** Puts text or a picture on the clipboard; `name` is that of a file where this is not allowed. True where it is on the clipboard. */
export type Copy = (what: string | Blob, name: string) => Promise<boolean>;

/** Copies; where the browser does not allow that, the user may save a file instead: then false. */
export function copier(extension: Extension): Copy {
  return async (what, name) => {
    try {
      await toClipboard(what);
      return true;
    } catch {
      await extension.request('save', { name, data: await bytesOf(what) });
      return false;
    }
  };
}

async function toClipboard(what: string | Blob): Promise<void> {
  if (typeof what === 'string') await navigator.clipboard.writeText(what);
  else await navigator.clipboard.write([new ClipboardItem({ [what.type]: what })]);
}

async function bytesOf(what: string | Blob): Promise<PanelRequests['save']['params']['data']> {
  return typeof what === 'string' ? what : new Uint8Array(await what.arrayBuffer());
}
