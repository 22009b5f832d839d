import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';

/** The page of a panel: nothing but our own script and style may be loaded, and nothing from elsewhere. */
export async function panelHtml(
  webview: vscode.Webview,
  dist: vscode.Uri,
  compact: boolean,
): Promise<string> {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview', name)).toString();
  const worker = await readFile(vscode.Uri.joinPath(dist, 'webview', 'profileWorker.js').fsPath, 'utf8');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    `font-src ${webview.cspSource}`,
    // A profile that is opened is read from where it lies.
    `connect-src ${webview.cspSource}`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Looplens</title>
    <link rel="stylesheet" href="${file('panels.css')}">
  </head>
  <body data-compact="${compact}">
    <script type="text/plain" id="profile-worker">${worker.replaceAll('</script', '<\\/script')}</script>
    <script nonce="${nonce}" src="${file('panels.js')}"></script>
  </body>
</html>`;
}
