/** Puts text or a PNG picture where the user can paste it. Rejects where the browser does not allow it. */
export async function toClipboard(what: string | Blob): Promise<void> {
  if (typeof what === 'string') await navigator.clipboard.writeText(what);
  else await navigator.clipboard.write([new ClipboardItem({ [what.type]: what })]);
}
