import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/analysis/fixes/edits';
import { isRefusal } from '../../../../src/analysis/fixes/fix';
import { ignoreFix } from '../../../../src/analysis/fixes/ignoreFix';
import { english } from '../../../../src/model/message';
import { spanOfPart, unitOf } from './mend';

function ignored(text: string, part = 'call()'): string {
  const result = ignoreFix(unitOf('a.jsx', text).source, spanOfPart(text, part), 'blocking-call', english);
  return isRefusal(result) ? `refused: ${result.refused}` : applyEdits('a.jsx', text, result.edits);
}

describe('ignoring a finding', () => {
  it('puts a comment above its line, indented like it, that ends where the reason goes', () => {
    assert.equal(ignored('call();\n'), '// looplens-ignore-next-line blocking-call: \ncall();\n');
    assert.equal(
      ignored('f(() => {\r\n\t  if (a) call();\r\n});\r\n'),
      'f(() => {\r\n\t  // looplens-ignore-next-line blocking-call: \r\n\t  if (a) call();\r\n});\r\n',
    );
    assert.equal(
      ignored('f(\n  a,\n  call(),\n);\n'),
      'f(\n  a,\n  // looplens-ignore-next-line blocking-call: \n  call(),\n);\n',
    );
  });

  it('puts it into an expression within JSX or a template', () => {
    for (const text of ['a = <b>{\n  call()\n}</b>;\n', 'a = `x ${\n  call()\n}`;\n'])
      assert.equal(
        ignored(text),
        text.replace('  call', '  // looplens-ignore-next-line blocking-call: \n  call'),
      );
  });

  it('is refused where the comment would be text', () => {
    for (const text of [
      'a = `x\n  ${call()}`;\n',
      'a = `x ${b}\n  ${call()} y`;\n',
      'a = <b>\n  {call()}\n</b>;\n',
      'a = <b>\n  c {call()}\n</b>;\n',
      'a = <b\n  c={call()}\n/>;\n',
    ])
      assert.match(ignored(text), /^refused: The line begins inside a text/, text);
  });
});
