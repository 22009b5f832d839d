import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { attackText, subjectOf } from '../../../../src/analysis/regex/verdict';

describe('the text of an attack', () => {
  it('is JavaScript that gives the subject', () => {
    for (const shape of [
      { prefix: '', pump: 'a', suffix: '!' },
      { prefix: "it's\n", pump: '\\', suffix: '\u0000' },
      { prefix: '\u001b[', pump: '<é', suffix: '\ud83d\ude00' },
    ]) {
      const attack = {
        ...shape,
        length: shape.prefix.length + 30 * shape.pump.length + shape.suffix.length,
        ms: 1,
      };
      const text = attackText(attack);
      assert.equal(runInNewContext(text), subjectOf(attack));
      assert.equal(subjectOf(attack).length, attack.length);
      assert.match(text, /^[\x20-\x7e]+$/);
    }
  });

  it('leaves out what is empty', () => {
    assert.equal(attackText({ prefix: '', pump: 'ab', suffix: '', length: 60, ms: 1 }), "'ab'.repeat(30)");
  });
});
