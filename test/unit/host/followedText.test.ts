import assert from 'node:assert/strict';
import { FollowedText } from '../../../src/host/followedText';

describe('a followed text', () => {
  const source = 'zero\none\n  two\nthree\nfour';
  let text: FollowedText;

  beforeEach(() => (text = new FollowedText(source)));

  function edit(
    startLine: number,
    startCharacter: number,
    endLine: number,
    endCharacter: number,
    by: string,
  ) {
    text.apply({ startLine, startCharacter, endLine, endCharacter, text: by });
  }
  const at = (line: number) => {
    const place = text.place(line);
    return place && `${place.line}${place.edited ? ' edited' : ''}`;
  };

  it('has its lines where they were', () => {
    assert.deepEqual([at(0), at(4)], ['0', '4']);
    assert.ok(text.is(source));
  });

  it('moves lines with what is put in and taken out above', () => {
    edit(0, 0, 0, 0, 'new\nnewer\n');
    assert.deepEqual([at(0), at(2)], ['2', '4']);
    edit(0, 0, 2, 0, '');
    assert.deepEqual([at(0), at(2)], ['0', '2']);
    edit(0, 0, 1, 3, 'one');
    assert.deepEqual([at(2), at(4)], ['1', '3']);
    assert.ok(text.is('one\n  two\nthree\nfour'));
  });

  it('keeps a line that is only pushed, followed by a new one, or indented', () => {
    edit(2, 5, 2, 5, '\n');
    assert.equal(at(2), '2');
    edit(2, 0, 2, 0, '\n');
    assert.equal(at(2), '3');
    edit(3, 0, 3, 2, '\t');
    assert.equal(at(2), '3');
    assert.equal(at(3), '5');
  });

  it('tells a line that says something else, until it says the same again', () => {
    edit(2, 2, 2, 5, 'TWO');
    assert.deepEqual([at(1), at(2), at(3)], ['1', '2 edited', '3']);
    edit(2, 2, 2, 5, 'two');
    assert.equal(at(2), '2');
  });

  it('loses lines that are taken out', () => {
    edit(1, 0, 3, 0, '');
    assert.deepEqual([at(0), at(1), at(2), at(3)], ['0', null, null, '1']);
  });

  it('follows lines through a text that is replaced as a whole', () => {
    edit(0, 0, 4, 4, 'zero\none\nnew\n  two\nthree\nfour');
    assert.deepEqual([at(1), at(3), at(4)], ['1', '4', '5']);
  });

  it('does not mind how lines end', () => {
    text = new FollowedText('a\r\nb\r\nc');
    edit(0, 0, 0, 0, 'x\r\n');
    assert.deepEqual([at(0), at(2)], ['1', '3']);
    assert.ok(text.is('x\na\nb\nc'));
  });
});
