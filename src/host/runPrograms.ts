import { basename, dirname, join, relative } from 'node:path';
import * as vscode from 'vscode';
import type { ObservedTerminals, Run } from './observedTerminals';
import {
  fileCommand,
  isProgram,
  packageManagerOfFiles,
  parseManifest,
  scriptCommand,
  type Manifest,
  type PackageManager,
} from './scripts';

interface RunItem extends vscode.QuickPickItem {
  readonly run?: () => Promise<Run>;
}

/** More package.json than that nobody chooses from. */
const maxManifests = 200;

/** Lets the user choose what to run under observation: a script of a package.json, or the file in the editor. */
export async function runWithLooplens(terminals: ObservedTerminals): Promise<void> {
  const item = await vscode.window.showQuickPick(runItems(), {
    title: vscode.l10n.t('Run with Looplens'),
    placeHolder: vscode.l10n.t('Choose what to run; it runs at full speed, without a debugger'),
    matchOnDescription: true,
  });
  if (item?.run) await terminals.run(await item.run());
}

/** Runs a file: the one of a menu, else that of the active editor. */
export async function runFile(terminals: ObservedTerminals, uri: unknown): Promise<void> {
  const file = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
  if (file?.scheme !== 'file' || !isProgram(file.path)) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Open a JavaScript or TypeScript file that is saved on disk to run it.'),
    );
    return;
  }
  await terminals.run(await fileRun(file));
}

async function runItems(): Promise<RunItem[]> {
  const file = vscode.window.activeTextEditor?.document.uri;
  const active: RunItem[] =
    file?.scheme === 'file' && isProgram(file.path)
      ? [
          heading(vscode.l10n.t('file in the editor')),
          {
            label: `$(file-code) ${basename(file.fsPath)}`,
            description: vscode.workspace.asRelativePath(file),
            run: () => fileRun(file),
          },
        ]
      : [];
  const items = [...active, ...(await scriptItems())];
  if (items.length > 0) return items;
  const label = vscode.l10n.t('No package.json with scripts here, and no JavaScript or TypeScript file open');
  return [{ label }];
}

async function scriptItems(): Promise<RunItem[]> {
  const files = await vscode.workspace.findFiles('**/package.json', '**/node_modules/**', maxManifests);
  const sorted = files.sort((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : 1));
  const lists = await Promise.all(
    sorted.map(async (uri): Promise<RunItem[]> => {
      const manifest = parseManifest(await read(uri));
      if (!manifest || manifest.scripts.length === 0) return [];
      const path = vscode.workspace.asRelativePath(uri);
      return [heading(path), ...itemsOf(uri, manifest, path.split('/').slice(0, -1).join('/'))];
    }),
  );
  return lists.flat();
}

/** `folder`: told with each, since headings are gone when the user types. */
function itemsOf(uri: vscode.Uri, manifest: Manifest, folder: string): RunItem[] {
  const cwd = vscode.Uri.joinPath(uri, '..');
  return manifest.scripts.map(([name, command]) => ({
    label: `$(play) ${name}`,
    description: folder === '' ? command : `${command} · ${folder}`,
    run: async () => {
      const manager = await packageManager(uri, manifest);
      return { name, cwd, command: scriptCommand(manager, name) };
    },
  }));
}

/** That of the package or of one it lies in; the nearest counts. */
async function packageManager(uri: vscode.Uri, own: Manifest): Promise<PackageManager> {
  if (own.packageManager) return own.packageManager;
  for (const folder of foldersAbove(uri)) {
    const manifest = parseManifest(await read(vscode.Uri.file(join(folder, 'package.json'))));
    const named = manifest?.packageManager ?? packageManagerOfFiles(await names(folder));
    if (named) return named;
  }
  return 'npm';
}

/** Runs in the folder of the package that the file belongs to. */
/** How a file is run in a terminal. */
export async function fileRun(uri: vscode.Uri): Promise<Run> {
  await vscode.workspace.textDocuments.find((document) => document.uri.fsPath === uri.fsPath)?.save();
  const folders = foldersAbove(uri);
  const owners = await Promise.all(folders.map((folder) => exists(join(folder, 'package.json'))));
  const cwd = folders[owners.indexOf(true)] ?? folders.at(-1)!;
  const tsx = await Promise.all(folders.map((folder) => exists(join(folder, 'node_modules', 'tsx'))));
  return {
    name: basename(uri.fsPath),
    cwd: vscode.Uri.file(cwd),
    command: fileCommand(relative(cwd, uri.fsPath), tsx.includes(true)),
  };
}

/** Folders from that of a file up to the workspace's; only its own where it is in none. */
function foldersAbove(uri: vscode.Uri): string[] {
  const top = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  const folders = [dirname(uri.fsPath)];
  while (top !== undefined && folders.at(-1) !== top && dirname(folders.at(-1)!) !== folders.at(-1))
    folders.push(dirname(folders.at(-1)!));
  return folders;
}

function heading(label: string): RunItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function depth({ path }: vscode.Uri): number {
  return path.split('/').length;
}

function read(uri: vscode.Uri): Thenable<string> {
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
}

function names(folder: string): Thenable<string[]> {
  return vscode.workspace.fs.readDirectory(vscode.Uri.file(folder)).then(
    (entries) => entries.map(([name]) => name),
    () => [],
  );
}

function exists(path: string): Thenable<boolean> {
  return vscode.workspace.fs.stat(vscode.Uri.file(path)).then(
    () => true,
    () => false,
  );
}
