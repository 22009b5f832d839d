import assert from 'node:assert/strict';
import ts from 'typescript';
import { parse } from '../../../src/analysis/syntax';
import { changeBetween, OpenFile } from '../../../src/server/openFile';

describe('an open file', () => {
  it('has the tree of its text after every edit', () => {
    let file = OpenFile.create('file:///a.js', 'javascript', 1, 'const a = 1;\nf(a, b);\n');
    const edits = [
      { range: range(1, 2, 1, 3), text: 'x.y(' },
      { range: range(0, 0, 1, 0), text: '' },
      { text: 'if (a) {\n  b();\n}' },
      { range: range(1, 2, 1, 6), text: '' },
    ];
    for (const [at, change] of edits.entries()) {
      file.source();
      file = OpenFile.update(file, [change], at + 2);
      assert.deepEqual(kindsOf(file.source()), kindsOf(parse('/a.js', file.text)), file.text);
      assert.equal(file.bindings(), file.bindings());
    }
  });

  it('has it whatever is typed, and where', () => {
    const text = Array.from({ length: 8 }, (_, at) => piece(at)).join('');
    const next = seeded(5);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
    const typed = [
      ...['x', '\n', '}', '{', '(', ')', "'", '`', '/', '// ', '/*', '*/', ';', '.', '=>', '<', '\n\n'],
      ...['else ', 'await ', 'async ', 'export ', 'import x from "y";\n', '@', '#', ':', '?.', 'return ', ''],
    ];
    for (const name of ['a.js', 'a.ts', 'a.tsx']) {
      let file = OpenFile.create(`file:///${name}`, 'javascript', 1, text);
      file.source();
      for (let edit = 0; edit < 120; edit++) {
        const start = Math.floor(next() * (file.text.length + 1));
        const range = { start: file.positionAt(start), end: file.positionAt(start + Math.floor(next() * 4)) };
        const broken = edit % 3 === 2;
        file = OpenFile.update(file, [broken ? { text } : { range, text: pick(typed) }], edit + 2);
        const [now, whole] = [file.source(), parse(`/${name}`, file.text)].map((one) =>
          kindsOf(one).join('\n'),
        );
        assert.equal(now, whole, file.text);
      }
    }
  });

  it('finds the one stretch in which two texts differ', () => {
    assert.deepEqual(changeBetween('abc', 'abXc'), { start: 2, length: 0, newLength: 1 });
    assert.deepEqual(changeBetween('aaa', 'aa'), { start: 2, length: 1, newLength: 0 });
    assert.deepEqual(changeBetween('aa', 'aaa'), { start: 2, length: 0, newLength: 1 });
    assert.deepEqual(changeBetween('', 'a'), { start: 0, length: 0, newLength: 1 });
    assert.deepEqual(changeBetween('abcd', 'xbcy'), { start: 0, length: 4, newLength: 4 });
    const long = 'ab'.repeat(5000);
    assert.deepEqual(changeBetween(long, long), { start: 10_000, length: 0, newLength: 0 });
    assert.deepEqual(changeBetween(`${long}c${long}`, `${long}${long}`), {
      ...{ start: 10_000, length: 1, newLength: 0 },
    });
    assert.deepEqual(changeBetween(long, `a${long}`), { start: 1, length: 0, newLength: 1 });
  });
});

/** Statements of every kind that ends in its own way. */
function piece(at: number): string {
  return `const a${at} = () => ${at}
let b${at} = (c) => { d(c) }
if (a${at}) b${at}()
else { e${at}\`x \${f + "y"} z\` }

/** What it does. */
async function g${at}(h) { for await (const i of h) await j(i); }
class K${at} { l = 1; async m() { return this.l / 2 / 3; } }
label: while (b) { break label }
;(function () { return /x{2,}/.test('y') })()
app.get('/n', async (o, p) => { p.send(o.q) });
switch (r) { case 1: s(); default: }
`;
}

/** The same numbers between 0 and 1 in every run (Lehmer's generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

function range(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

function kindsOf(source: ts.SourceFile): string[] {
  const kinds: string[] = [];
  const visit = (node: ts.Node): void => {
    kinds.push(`${ts.SyntaxKind[node.kind]} ${node.pos}-${node.end}`);
    ts.forEachChild(node, (child) => {
      if (child.parent !== node) kinds.push('is not the child of its parent');
      visit(child);
    });
  };
  visit(source);
  return kinds;
}
