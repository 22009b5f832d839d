import assert from 'node:assert/strict';
import { excerpt } from '../../../src/cli/excerpt';
import { frame } from '../../fakes/reports';

function lines(source: string, line: number, column: number, width = 60): string[] {
  return excerpt(source, frame({ line, column }), width);
}

describe('excerpt', () => {
  it('shows the line between its neighbours, less their common indent', () => {
    assert.deepEqual(lines('f(() => {\n    const a = 1;\n    read(a);\n  });', 3, 5), [
      '  2 |   const a = 1;',
      '> 3 |   read(a);',
      '    |   ^',
      '  4 | });',
    ]);
  });

  it('counts tabs and Windows line ends right', () => {
    assert.deepEqual(lines('a();\r\n\tb(c());\r\n', 2, 4), [
      '  1 | a();',
      '> 2 |   b(c());',
      '    |     ^',
      '  3 |',
    ]);
  });

  it('keeps the caret below its character in a line that is too long', () => {
    const source = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
    const [shown = '', caret = ''] = lines(source, 1, 501, 40);
    assert.equal(shown.length, 40);
    assert.equal(shown[caret.indexOf('^')], 'H');
    assert.ok(shown.endsWith('…'));
  });

  it('shows nothing of a line that the file does not have', () => {
    assert.deepEqual(lines('a();', 7, 1), []);
  });

  it('passes no control characters on to the terminal', () => {
    assert.deepEqual(lines('a("\u001b[2J\u0007");', 1, 1), ['> 1 | a("\ufffd[2J\ufffd");', '    | ^']);
  });
});
