import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as painted from '../window';

const notes = '.view-line';
const delay = '.statusbar-item[id="looplens.looplens.delay"], .statusbar-item[aria-label*="vent loop"]';

describe('Looplens in the editor', () => {
  const folder = vscode.workspace.workspaceFolders![0]!;

  afterEach(async () => {
    await vscode.debug.stopDebugging();
    await painted.waitForNoText(delay, /ms|s/);
    await vscode.commands.executeCommand('looplens.clear');
  });

  it('names the lines of a debugged TypeScript server that block, and its delay', async () => {
    const service = join(folder.uri.fsPath, 'src', 'services', 'stock.ts');
    const line = await lineOf(service, 'readFileSync(');
    await vscode.window.showTextDocument(vscode.Uri.file(service));
    const port = await freePort();
    await debug({ program: join(folder.uri.fsPath, 'dist', 'server.js'), env: { PORT: String(port) } });
    await painted.waitForText(delay, /ms/);
    await painted.screenshot('status-quiet', '.statusbar');
    const sku = await firstSku(port);
    for (let i = 0; i < 3; i++) await fetchText(port, `/v1/stock/${sku}`);
    const note = await painted.waitForText(notes, /blocked 3×, longest \d+ ms · fs\.readFileSync/);
    assert.match(note, /readFileSync\(/, 'the note stands on the line that blocks');
    assert.ok(line > 0);
    await painted.setTheme('light');
    await painted.screenshot('note-light');
    await painted.setTheme('highContrast');
    await painted.resize(800, 600);
    await painted.screenshot('note-high-contrast-narrow');
    await painted.resize(1280, 800);
    await painted.setTheme('dark');
    await painted.screenshot('note-dark');
  });

  it('moves a note with the line, and drops it when the line is edited', async () => {
    const { editor, stop } = await debugLoop('held(120);', 'setInterval(run, 400);');
    try {
      await painted.waitForText(notes, /^while .*blocked/);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one more line\n'));
      await painted.waitForText(notes, /^while .*blocked/);
      const line = editor.document
        .getText()
        .split('\n')
        .findIndex((text) => text.includes('while ('));
      await editor.edit((edit) => edit.insert(new vscode.Position(line, 2), '/* edited */ '));
      await painted.waitForNoText(notes, /^while .*blocked/);
    } finally {
      await stop();
    }
  });

  it('shows a block while it lasts', async () => {
    const { stop } = await debugLoop('held(1e9);', 'setTimeout(run, 1500);');
    try {
      await painted.waitForText(notes, /blocked now · \d+(\.\d)? m?s · computing in JavaScript/);
      await painted.waitForText(delay, /\d\.\d s/);
      await painted.screenshot('blocked-now');
    } finally {
      await stop();
    }
  });

  it('takes no breakpoint for a block', async () => {
    const { editor, stop } = await debugLoop('quick();', 'setInterval(run, 200);');
    const line = editor.document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('quick();'));
    const breakpoint = new vscode.SourceBreakpoint(
      new vscode.Location(editor.document.uri, new vscode.Position(line, 2)),
    );
    try {
      await painted.waitForText(delay, /ms/);
      vscode.debug.addBreakpoints([breakpoint]);
      for (let i = 0; i < 3; i++) {
        await stopped();
        await painted.waitForText('.debug-toolbar', /(?:)/);
        if (i === 2) vscode.debug.removeBreakpoints([breakpoint]);
        await vscode.commands.executeCommand('workbench.action.debug.continue');
      }
      await painted.waitForText(delay, /ms/);
      assert.deepEqual(
        (await painted.texts(notes)).filter((text) => /blocked/.test(text)),
        [],
      );
    } finally {
      vscode.debug.removeBreakpoints([breakpoint]);
      await stop();
    }
  });

  /** Debugs a program whose `run` has this body, started as told; its file is shown. */
  async function debugLoop(body: string, start: string) {
    const program = join(folder.uri.fsPath, 'loop.js');
    await writeFile(
      program,
      `function held(ms) {\n  const end = Date.now() + ms;\n  while (Date.now() < end);\n}\nfunction quick() {}\nfunction run() {\n  ${body}\n}\n${start}\nsetInterval(() => {}, 1000);\n`,
    );
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(program));
    await debug({ program });
    return {
      editor,
      stop: async () => {
        await vscode.debug.stopDebugging();
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      },
    };
  }

  async function debug(more: Record<string, unknown>): Promise<void> {
    const started = new Promise<void>((resolve) => {
      const listener = vscode.debug.onDidStartDebugSession((session) => {
        if (!session.parentSession) return;
        listener.dispose();
        resolve();
      });
    });
    const config = { type: 'pwa-node', request: 'launch', name: 'observed', sourceMaps: true, ...more };
    assert.ok(await vscode.debug.startDebugging(folder, config));
    await started;
  }
});

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    const listener = vscode.debug.onDidChangeActiveStackItem((item) => {
      if (!(item instanceof vscode.DebugStackFrame)) return;
      listener.dispose();
      resolve();
    });
  });
}

async function lineOf(file: string, text: string): Promise<number> {
  return (await readFile(file, 'utf8')).split('\n').findIndex((line) => line.includes(text)) + 1;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks until the server listens. */
async function fetchText(port: number, path: string): Promise<string> {
  for (;;) {
    const text = await new Promise<string | null>((resolve) => {
      get({ host: '127.0.0.1', port, path }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve(body));
      }).on('error', () => resolve(null));
    });
    if (text !== null) return text;
  }
}

async function firstSku(port: number): Promise<string> {
  const listing = await fetchText(port, '/');
  const sku = /\/v1\/stock\/([\w-]+)/.exec(listing)?.[1];
  assert.ok(sku, listing);
  return sku;
}
