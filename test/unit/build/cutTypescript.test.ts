import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { repoRoot } from '../../nodes';

const rooms = ['src/analysis', 'src/knowledge', 'src/server', 'src/cli'];

/** Syntax that sources of this repository are unlikely to have. */
const rich: Readonly<Record<string, string>> = {
  'jsx.tsx':
    'const a = <A b={1} {...c} d="e">{f} text &amp; <></> <g.h:i /></A>;\nconst j = <T,>(x: T) => x;',
  'types.ts':
    'abstract class A<in out T extends B[] = []> implements C { declare x?: unique symbol; static #p = 1; accessor y!: `a${T}`; @d() m(this: A<T>): asserts this is B {} }\nenum E { a = 1 << 2, b }\nnamespace N.M { export import q = X.Y; }\ntype F<T> = T extends (infer U extends string)[] ? { readonly [K in keyof U as `_${K & string}`]-?: U[K] } : never;\nimport type { Z } from "z" with { type: "json" };\nexport = A;\nfunction over(a: string): void; function over(a: any) {}\nlet v = <any>w satisfies unknown as const;',
  'odd.cjs':
    '#!/usr/bin/env node\n"use strict"; with (a) { b: for (;;) continue b }\nvar { x = 1, ...rest } = y, [, z] = await_, t = tag`a${1}b`, big = 10n ** 2n, re = /[/]\\/(?<n>a)/dgimsuy;\nasync function* g() { for await (const a of b) yield* a?.[c]?.(d) ?? (e ||= f) }\nnew.target; import.meta; label: switch (a) { case 1: default: } try { } catch { } finally { }\nclass Q { static { this.a = super.b } get [k]() {} set "s"(v) {} async *#m() {} }\n<!-- html comment\ndo ; while (0) debugger',
  'doc.js':
    '/** @param {string} a @returns {Promise<void>} */\nfunction f(a) {} // looplens\n/** @type {import("x").Y} */ let z;',
  'half.ts':
    "const app = express();\napp.get('/a', (req, res) => { res.send(fs.readFileSync('a').\nfunction b( { if (\nclass C { x = ; y() { ",
  'empty.js': '',
};

describe("the part of TypeScript in the server's bundle", () => {
  let folder: string;
  let part: typeof ts;
  let bound: (text: string) => string;

  before(async function () {
    this.timeout(60_000);
    const url = pathToFileURL(join(repoRoot, 'scripts', 'lib', 'cutTypescript.mjs')).href;
    const cutter = (await import(url)) as {
      cut: (text: string, wanted: ReadonlySet<string>) => string;
      bound: (text: string) => string;
      namesUsedIn: (folders: readonly string[]) => ReadonlySet<string>;
    };
    const { cut, namesUsedIn } = cutter;
    ({ bound } = cutter);
    const library = readFileSync(require.resolve('typescript'), 'utf8');
    const wanted = namesUsedIn(rooms.map((room) => join(repoRoot, room)));
    folder = mkdtempSync(join(tmpdir(), 'looplens-cut-'));
    const file = join(folder, 'typescript.mjs');
    writeFileSync(file, cut(library, wanted));
    part = (await import(pathToFileURL(file).href)) as typeof ts;
    assert.ok(wanted.has('createSourceFile'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has its numbers written into the sources that ask for them', () => {
    const source =
      "import ts from 'typescript';\nconst { SyntaxKind } = ts;\nts.isBlock(a) && a.kind === SyntaxKind.Block;\n" +
      'ts.NodeFlags.Const; ts.SyntaxKind.NoSuch; ts.ScriptKind.TSX;';
    assert.equal(
      bound(source),
      `import * as ts from 'typescript';\nconst { SyntaxKind } = ts;\nts.isBlock(a) && a.kind === ${ts.SyntaxKind.Block};\n` +
        `${ts.NodeFlags.Const}; ts.SyntaxKind.NoSuch; ${ts.ScriptKind.TSX};`,
    );
  });

  it('reads every source of this repository as the whole does', function () {
    this.timeout(60_000);
    const files = ['src', 'test', 'scripts', 'bench', 'samples']
      .flatMap((room) =>
        readdirSync(join(repoRoot, room), { recursive: true, encoding: 'utf8' }).map((name) =>
          join(room, name),
        ),
      )
      .filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.includes('node_modules'));
    assert.ok(files.length > 200, `only ${files.length} files`);
    for (const file of files) assertSame(file, readFileSync(join(repoRoot, file), 'utf8'));
  });

  for (const [file, text] of Object.entries(rich))
    it(`reads ${file} as the whole does`, () => assertSame(file, text));

  it('reads a text after an edit as the whole does', () => {
    const text = readFileSync(join(repoRoot, 'src', 'host', 'problems.ts'), 'utf8');
    const start = text.indexOf('update({ sites }');
    const after = `${text.slice(0, start)}half( { ${text.slice(start)}`;
    const edited = (lib: typeof ts) =>
      parsed(lib, 'a.ts', text).update(after, { span: { start, length: 0 }, newLength: 8 });
    assert.ok(treeOf(part, edited(part)) === treeOf(ts, edited(ts)));
  });

  function assertSame(file: string, text: string): void {
    const [cut, whole] = [part, ts].map((lib) => treeOf(lib, parsed(lib, file, text)).split('\n'));
    const at = whole!.findIndex((line, index) => line !== cut![index]);
    assert.deepEqual([cut![at], cut!.length], [whole![at], whole!.length], file);
  }
});

function parsed(lib: typeof ts, file: string, text: string): ts.SourceFile {
  const kind = /sx$/.test(file) ? ts.ScriptKind.TSX : /ts$/.test(file) ? ts.ScriptKind.TS : ts.ScriptKind.JSX;
  return lib.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
}

/** Every node with its place, its first token's and what its parent is, and what the parser complains of. */
function treeOf(lib: typeof ts, source: ts.SourceFile): string {
  const lines: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isIdentifier(node) || ts.isStringLiteral(node) ? node.text : '';
    lines.push(
      `${node.kind} ${node.pos} ${node.getStart(source)} ${node.end} ${node.flags} ${node.parent?.kind} ${text}`,
    );
    lib.forEachChild(node, visit);
  };
  visit(source);
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  lines.push(...parseDiagnostics.map(({ code, start }) => `${code} ${start}`));
  return lines.join('\n');
}
