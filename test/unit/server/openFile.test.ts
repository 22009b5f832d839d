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

  it('finds the one stretch in which two texts differ', () => {
    assert.deepEqual(changeBetween('abc', 'abXc'), { start: 2, length: 0, newLength: 1 });
    assert.deepEqual(changeBetween('aaa', 'aa'), { start: 2, length: 1, newLength: 0 });
    assert.deepEqual(changeBetween('aa', 'aaa'), { start: 2, length: 0, newLength: 1 });
    assert.deepEqual(changeBetween('', 'a'), { start: 0, length: 0, newLength: 1 });
    assert.deepEqual(changeBetween('abcd', 'xbcy'), { start: 0, length: 4, newLength: 4 });
  });
});

function range(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

function kindsOf(source: ts.SourceFile): string[] {
  const kinds: string[] = [];
  const visit = (node: ts.Node): void => {
    kinds.push(`${ts.SyntaxKind[node.kind]} ${node.pos}-${node.end}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return kinds;
}
