import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/** What Express 4 does with handlers and their errors, and no more: it looks at no promise. */
export const express = `module.exports = () => {
  const routes = new Map();
  return {
    get: (path, handler) => routes.set(path, handler),
    ask([path, ...others]) {
      if (!path) return;
      const answer = (text) => {
        console.log(path, text);
        this.ask(others);
      };
      const res = { send: answer };
      const next = (error) => answer(error ? 'error ' + error.code : 'next');
      try {
        routes.get(path)({ res }, res, next);
      } catch (error) {
        next(error);
      }
    },
  };
};`;

/** Files that every program finds beside itself: `a.txt`, `b.txt`, `c.json`, `dir`, and those that are given. */
export async function makeTemplate(folder: string, more: Readonly<Record<string, string>>): Promise<void> {
  const files = {
    'a.txt': 'text\n',
    'b.txt': 'b',
    'c.json': '{"a":1}',
    'dir/x': 'x',
    'dir/inner/y': 'y',
    'dir/inner/deep/z': 'z',
    ...more,
  };
  await mkdir(join(folder, 'template', 'dir', 'last'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, 'template', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Standard output and how it ended. */
export async function run(
  folder: string,
  file: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
): Promise<string> {
  const own = await mkdtemp(join(folder, 'run-'));
  await cp(join(folder, 'template'), own, { recursive: true });
  for (const [name, content] of Object.entries({ ...others, [file]: text })) {
    const made = join(own, name.replace(/ts$/, 'js'));
    await mkdir(dirname(made), { recursive: true });
    await writeFile(made, /ts$/.test(name) ? compiled(name, content) : content);
  }
  const script = file.replace(/ts$/, 'js');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script], { cwd: own, timeout: 20_000 }, (_error, stdout) => {
      resolve(`${stdout}\nexit ${child.exitCode} ${child.signalCode}`);
    });
  });
}

function compiled(file: string, text: string): string {
  const module = file.endsWith('.mts') ? ts.ModuleKind.ES2022 : ts.ModuleKind.CommonJS;
  const compilerOptions = {
    module,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    experimentalDecorators: true,
  };
  return ts.transpileModule(text, { fileName: file, compilerOptions }).outputText;
}

export function typeErrors(texts: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, noUnusedLocals: true },
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    experimentalDecorators: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const text = texts.get(file);
    return text === undefined
      ? getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, text, languageVersion);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map(
    ({ file, start, messageText }) =>
      `${ts.flattenDiagnosticMessageText(messageText, '\n')}\n${file?.text.slice(Math.max(0, (start ?? 0) - 200), (start ?? 0) + 200)}`,
  );
}

/** Two at a time. */
export async function eachOf<T>(list: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await act(one);
  };
  await Promise.all([worker(), worker()]);
}
