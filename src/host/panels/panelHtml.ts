import { randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { t } from '../l10n';

/** The page of a panel; one that says why there is none where a file of ours is gone. */
export async function panelHtml(
  webview: vscode.Webview,
  dist: vscode.Uri,
  compact: boolean,
): Promise<string> {
  try {
    return await panelPage(webview, vscode.Uri.joinPath(dist, 'webview'), compact);
  } catch (error) {
    return messagePage(
      t('This panel cannot be shown'),
      t(
        'A file of Looplens cannot be read: {0}. Install Looplens again, reload the window, then open the panel again.',
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
}

/** Nothing but our own script and style may be loaded, and nothing from elsewhere. Rejects where one of them cannot be read. */
async function panelPage(webview: vscode.Webview, folder: vscode.Uri, compact: boolean): Promise<string> {
  const nonce = randomBytes(16).toString('base64');
  const pathOf = (name: string): string => vscode.Uri.joinPath(folder, name).fsPath;
  const file = async (name: string): Promise<string> => {
    await access(pathOf(name));
    return webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  };
  const [style, script, worker] = await Promise.all([
    file('panels.css'),
    file('panels.js'),
    readFile(pathOf('profileWorker.js'), 'utf8'),
  ]);
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
  return page(
    policy,
    `<link rel="stylesheet" href="${style}">`,
    `<body data-compact="${compact}">
    <script type="text/plain" id="profile-worker">${worker.replaceAll('</script', '<\\/script')}</script>
    <script nonce="${nonce}" src="${script}"></script>
  </body>`,
  );
}

function messagePage(title: string, text: string): string {
  return page(
    "default-src 'none'",
    '',
    `<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p></main></body>`,
  );
}

function page(policy: string, head: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Looplens</title>
    ${head}
  </head>
  ${body}
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
