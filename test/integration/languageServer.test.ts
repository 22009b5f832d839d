import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CancellationTokenSource,
  LSPErrorCodes,
  type CancellationToken,
  type CodeAction,
  type Hover,
  type TextDocumentEdit,
} from 'vscode-languageserver/node';
import { ServerProcess, uriOf } from './serverProcess';

const blocking = [
  "const fs = require('node:fs');",
  "const app = require('express')();",
  "app.get('/report', async (request, response) => {",
  "  response.send(fs.readFileSync('report.txt'));",
  '});',
  '',
].join('\n');
const slowRegex = 'exports.isName = (name) => /^(?:[a-z]+)+$/.test(name);\n';
const harmless = blocking.replace('fs.readFileSync(', 'await fs.promises.readFile(');

describe('the language server', () => {
  let server: ServerProcess;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'looplens-server-'));
    server = new ServerProcess();
  });
  afterEach(() => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  function write(name: string, text: string): string {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  it('finds what blocks in a file that is opened, with the way to it, and lets go of it once it is mended', async () => {
    await server.start([folder]);
    const file = write('app.js', blocking);
    const uri = await server.open(file, blocking);
    const [found] = await server.shows(file, ({ length }) => length === 1);
    assert.equal(found!.source, 'looplens');
    assert.equal(found!.code, 'blocking-call');
    assert.match(found!.codeDescription!.href, /^https:\/\/nodejs\.org\/api\/fs\.html/);
    assert.deepEqual(found!.range, {
      start: { line: 3, character: 16 },
      end: { line: 3, character: 31 },
    });
    assert.match(found!.message as string, /fs\.readFileSync.*GET \/report/);
    assert.equal(found!.relatedInformation![0]!.location.uri, uri);

    const range = { start: { line: 3, character: 16 }, end: { line: 3, character: 32 } };
    await server.change(uri, 2, [{ range, text: 'await fs.promises.readFile(' }]);
    await server.shows(file, ({ length }) => length === 0);
  });

  it('reads the folders of the workspace, also what is not open, and follows what changes on disk', async () => {
    const file = write('src/app.js', blocking);
    write('.gitignore', 'out/\n');
    const built = write('out/app.js', blocking);
    const installed = write('node_modules/pkg/index.js', blocking);
    await server.start([folder]);
    await server.shows(file, ({ length }) => length === 1);

    writeFileSync(file, harmless);
    const later = write('src/later.js', blocking);
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [file, later, built, installed].map((path) => ({ uri: uriOf(path), type: 2 })),
    });
    await server.shows(file, ({ length }) => length === 0);
    await server.shows(later, ({ length }) => length === 1);
    rmSync(later);
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(later), type: 3 }],
    });
    await server.shows(later, ({ length }) => length === 0);
    assert.equal(server.saidOf(built), undefined, 'git ignores it');
    assert.equal(server.saidOf(installed), undefined, 'a package of others');
  });

  it('lets go of what was in a folder that is gone, and of what git ignores from now on', async () => {
    const moved = write('old/deep/app.js', blocking);
    const built = write('out/app.js', blocking);
    const other = write('src/app.js', blocking);
    await server.start([folder]);
    const tell = (...changes: [string, number][]) =>
      server.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })),
      });
    for (const file of [moved, built, other]) await server.shows(file, ({ length }) => length === 1);

    // As VS Code tells of a folder that was renamed: the old one as a whole, what is in the new one.
    renameSync(join(folder, 'old'), join(folder, 'new'));
    const now = join(folder, 'new', 'deep', 'app.js');
    await tell([join(folder, 'old'), 3], [now, 1]);
    await server.shows(moved, ({ length }) => length === 0);
    await server.shows(now, ({ length }) => length === 1);

    const ignore = write('.gitignore', 'out/\n');
    await tell([ignore, 1]);
    await server.shows(built, ({ length }) => length === 0);
    writeFileSync(ignore, 'src/\n');
    await tell([ignore, 2]);
    await server.shows(built, ({ length }) => length === 1);
    await server.shows(other, ({ length }) => length === 0);
  });

  it('mends a call with the files that get to it, once all of the folder has been read', async () => {
    const helper = "const fs = require('fs');\nexports.load = (name) => fs.readFileSync(name, 'utf8');\n";
    const app = blocking.replace("fs.readFileSync('report.txt')", "require('./load').load('a')");
    const file = write('src/load.js', helper);
    const caller = write('src/app.js', app);
    await server.start([folder]);
    const diagnostics = await server.shows(file, ({ length }) => length === 1);
    const uri = await server.open(file, helper);
    const actions = await server.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostics[0]!.range,
      context: { diagnostics },
    });
    const mend = actions.find(({ edit }) => edit)!;
    const changes = mend.edit!.documentChanges as TextDocumentEdit[];
    const newTexts = (path: string) =>
      changes
        .find(({ textDocument }) => textDocument.uri === uriOf(path))
        ?.edits.map((edit) => ('newText' in edit ? edit.newText : ''));
    assert.deepEqual(newTexts(caller), ['await ']);
    assert.deepEqual(newTexts(file), ['async ', 'await fs.promises.readFile']);
    assert.equal(mend.edit!.changeAnnotations!['preview']!.needsConfirmation, true);
  });

  it('says beside a change what it brings with it', async () => {
    const text = [
      "const fs = require('fs');",
      'function save(id) { fs.writeFileSync(id, Date()); }',
      "require('express')().put('/x', (req, res) => { req.on('data', (chunk) => save(String(chunk))); res.end(); });",
    ].join('\n');
    const file = write('src/app.js', text);
    await server.start([folder]);
    const uri = await server.open(file, text);
    const diagnostics = await server.shows(file, ({ length }) => length === 1);
    const actions = await server.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostics[0]!.range,
      context: { diagnostics },
    });
    const { preview } = actions.find(({ edit }) => edit)!.edit!.changeAnnotations!;
    assert.match(preview!.description!, /may call it again before it is done/);
  });

  it('tells on a call which thread runs it', async () => {
    await server.start([folder]);
    const file = write('app.js', blocking);
    const uri = await server.open(file, blocking);
    const at = (line: number, character: number) =>
      server.connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument: { uri },
        position: { line, character },
      });
    const hover = await at(3, 25);
    assert.match((hover!.contents as { value: string }).value, /^\*\*fs\.readFileSync\*\* · .*blocks it\n/);
    assert.equal(await at(4, 0), null, 'nothing on ordinary code');
  });

  it('offers to mend it, and to ignore it with a reason', async () => {
    await server.start([folder]);
    const file = write('app.js', blocking);
    const uri = await server.open(file, blocking);
    const diagnostics = await server.shows(file, ({ length }) => length === 1);
    const ask = (only?: string[]) =>
      server.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: diagnostics[0]!.range,
        context: { diagnostics, ...(only ? { only } : {}) },
      });
    const actions = await ask();
    const mend = actions.find(({ isPreferred }) => isPreferred)!;
    assert.equal(mend.kind, 'quickfix');
    assert.deepEqual(mend.diagnostics, diagnostics);
    const [explain, ignore] = actions.filter(({ command }) => command) as [CodeAction, CodeAction];
    const [page, evidence] = explain.command!.arguments as [string, { call: string; site: { line: number } }];
    assert.deepEqual([page, evidence.call, evidence.site.line], ['io-and-thread-pool', 'fs.readFileSync', 4]);
    assert.deepEqual(ignore.command!.arguments, [uri, 3, 'blocking-call']);
    const [all] = await ask(['source.fixAll']);
    assert.equal(all!.kind, 'source.fixAll.looplens');
    assert.deepEqual(await ask(['source.organizeImports']), []);
  });

  it('leaves a finding alone that a comment with a reason ignores', async () => {
    await server.start([folder]);
    const file = write('app.js', blocking);
    const ignored = blocking.replace(
      '  response',
      '  // looplens-ignore-next-line blocking-call: tiny\n  response',
    );
    const uri = await server.open(file, blocking);
    await server.shows(file, ({ length }) => length === 1);
    await server.change(uri, 2, [{ text: ignored }]);
    await server.shows(file, ({ length }) => length === 0);
    await server.change(uri, 3, [{ text: ignored.replace(': tiny', '') }]);
    await server.shows(file, (found) => found.some(({ code }) => code === 'blocking-call'));
  });

  it('says what was measured on the line, and says to the host that it does', async () => {
    await server.start([folder]);
    const file = write('app.js', blocking);
    const fused = new Promise((resolve) => server.connection.onNotification('looplens/fused', resolve));
    await server.open(file, blocking);
    await server.shows(file, ([found]) => found?.severity === 2);
    const site = {
      ...{ file, line: 4, lineNow: 4, edited: false, call: 'fs.readFileSync', count: 14, totalMs: 900 },
      ...{ maxMs: 250, handlers: ['GET /report'], severity: 'error', hidden: false },
    };
    const measured = { thresholdMs: 20, observedMs: 60_000, sites: [site], handlers: [] };
    await server.connection.sendNotification('looplens/measured', measured);
    const [found] = await server.shows(file, ([one]) => one?.severity === 1);
    assert.match(found!.message as string, /Measured: 14 × up to 250 ms, GET \/report\.$/);
    assert.deepEqual(await fused, { lines: [{ file, line: 4 }] });
    await server.connection.sendNotification('looplens/measured', {
      ...measured,
      sites: [{ ...site, hidden: true }],
    });
    await server.shows(file, ({ length }) => length === 0);
  });

  it('takes folders in and lets them go', async () => {
    const other = mkdtempSync(join(tmpdir(), 'looplens-server-'));
    try {
      const file = join(other, 'app.js');
      writeFileSync(file, blocking);
      await server.start([folder]);
      const change = (added: string[], removed: string[]) => {
        const those = (paths: string[]) => paths.map((path) => ({ uri: uriOf(path), name: path }));
        return server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
          event: { added: those(added), removed: those(removed) },
        });
      };
      await change([other], []);
      await server.shows(file, ({ length }) => length === 1);
      await change([], [other]);
      await server.shows(file, ({ length }) => length === 0);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it('keeps quiet where it is turned off, until it is turned on', async () => {
    const file = write('app.js', blocking);
    const off = { lint: false, regex: true, hover: true };
    const on = { ...off, lint: true };
    const folders = (settings: object) => [{ uri: uriOf(folder), settings }];
    await server.start([folder], { initializationOptions: { settings: { all: on, folders: folders(off) } } });
    const tell = (settings: object) =>
      server.connection.sendNotification('looplens/settings', { all: on, folders: folders(settings) });
    await tell(on);
    await server.shows(file, ({ length }) => length === 1);
    await tell(off);
    await server.shows(file, ({ length }) => length === 0);
  });

  it('tries regular expressions out once that is turned on, those of files that were read before, too', async () => {
    const file = write('names.js', slowRegex);
    const other = write('app.js', blocking);
    const settings = (regex: boolean) => ({ all: { lint: true, regex, hover: true }, folders: [] });
    await server.start([folder], { initializationOptions: { settings: settings(false) } });
    await server.shows(other, ({ length }) => length === 1);
    assert.equal(server.saidOf(file), undefined, 'not wanted yet');
    await server.connection.sendNotification('looplens/settings', settings(true));
    const [found] = await server.shows(file, ({ length }) => length === 1);
    assert.equal(found!.code, 'slow-regex');
    await server.connection.sendNotification('looplens/settings', settings(false));
    await server.shows(file, ({ length }) => length === 0);
  });

  it('finds slow regular expressions of a file that is opened while folders are still read', async () => {
    for (let at = 0; at < 300; at++) write(`src/file${at}.js`, 'exports.a = 1;');
    const { connection } = server;
    let goOn!: () => void;
    // The server reads on once the editor has made room for its progress.
    const wait = new Promise<null>((resolve) => (goOn = () => resolve(null)));
    const asked = new Promise<void>((resolve) =>
      connection.onRequest('window/workDoneProgress/create', () => (resolve(), wait)),
    );
    await server.start([folder], { capabilities: { window: { workDoneProgress: true } } });
    await asked;
    const file = write('names.js', slowRegex);
    await server.open(file, slowRegex);
    const [found] = await server.shows(file, ({ length }) => length === 1);
    assert.equal(found!.code, 'slow-regex');
    assert.doesNotMatch(server.log.join('\n'), /read \d+ files/);
    goOn();
  });

  it('answers in the language of the editor', async () => {
    const l10n = { 'runs on the event loop’s thread and blocks it': 'blockiert die Event-Loop' };
    await server.start([folder], { initializationOptions: { l10n } });
    const uri = await server.open(write('app.js', blocking), blocking);
    const hover = await server.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 3, character: 25 },
    });
    const { value } = hover.contents as { value: string };
    assert.match(value, /^\*\*fs\.readFileSync\*\* · blockiert die Event-Loop\n/);
  });

  it('leaves installed packages and declarations alone when they are opened, but for hovers', async () => {
    await server.start([folder]);
    const installed = write('node_modules/pkg/index.js', blocking);
    const uri = await server.open(installed, blocking);
    const own = write('app.js', blocking);
    await server.open(own, blocking);
    await server.shows(own, ({ length }) => length === 1);
    assert.equal(server.saidOf(installed), undefined);
    const hover = await server.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 3, character: 25 },
    });
    assert.ok(hover);
  });

  it('stops reading a workspace when that is cancelled, and answers all the same', async () => {
    const count = 3000;
    for (let at = 0; at < count; at++) write(`src/${at % 50}/file${at}.js`, harmless);
    const { connection } = server;
    connection.onRequest('window/workDoneProgress/create', async ({ token }: { token: string }) => {
      setImmediate(() => void connection.sendNotification('window/workDoneProgress/cancel', { token }));
      return null;
    });
    const ended = new Promise((resolve) => {
      connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
        if (value.kind === 'end') resolve(value);
      });
    });
    await server.start([folder], { capabilities: { window: { workDoneProgress: true } } });
    await ended;
    const file = write('app.js', blocking);
    await server.open(file, blocking);
    await server.shows(file, ({ length }) => length === 1);
    const [, read] = /read (\d+) files/.exec(server.log.join('\n')) ?? [];
    assert.ok(Number(read) < count, `read ${read} of ${count}`);
  });

  it('answers requests that are cancelled as such, and the others', async () => {
    await server.start([folder]);
    const file = write('app.js', blocking);
    // To read this takes so long that requests queue up meanwhile.
    const uri = await server.open(file, blocking + harmless.repeat(2000));
    const hover = { textDocument: { uri }, position: { line: 3, character: 25 } };
    const ask = (...token: [CancellationToken] | []) =>
      server.connection.sendRequest<Hover>('textDocument/hover', hover, ...token);
    const cancel = new CancellationTokenSource();
    const cancelled = Array.from({ length: 200 }, () => ask(cancel.token).catch(({ code }: Error & { code: number }) => code)); // prettier-ignore
    const last = ask();
    cancel.cancel();
    assert.ok((await Promise.all(cancelled)).includes(LSPErrorCodes.RequestCancelled));
    assert.ok((await last).contents);
  });

  it('ends when it is told to', async () => {
    await server.start([folder]);
    assert.equal(await server.stop(), 0);
  });
});
