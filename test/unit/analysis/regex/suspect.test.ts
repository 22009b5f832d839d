import assert from 'node:assert/strict';
import { attacksOf } from '../../../../src/analysis/regex/attacks';
import { suspect } from '../../../../src/analysis/regex/suspect';

describe('a suspicion by form', () => {
  it('tells exponential from polynomial, and where', () => {
    assert.deepEqual(suspect('^(a+)+$', ''), { degree: 'exponential', quantifiers: [{ start: 2, end: 4 }] });
    assert.equal(suspect('^a*[ab]*$', '')?.degree, 'polynomial');
    assert.deepEqual(suspect('^a*[ab]*$', '')?.quantifiers, [
      { start: 1, end: 3 },
      { start: 3, end: 8 },
    ]);
    assert.equal(suspect('\\s+$', '')?.degree, 'polynomial');
  });

  it('has none of what is linear, or is no expression, or is too long to be looked at', () => {
    for (const source of ['^\\d+$', '^[\\w-]+@[\\w]+$', 'a|b|c', '(', 'x'.repeat(9000) + '(a+)+$'])
      assert.equal(suspect(source, ''), null, source.slice(0, 40));
    assert.equal(suspect('(a+)+$', 'invalid'), null);
  });

  it('is left to others where the pattern is too large to be looked at while typing', () => {
    assert.deepEqual(suspect('(a*b*c*)*'.repeat(100), ''), { degree: 'polynomial', quantifiers: [] });
  });
});

describe('subjects of an attack', () => {
  it('lead to the quantifier, repeat what it repeats, and fail', () => {
    const [first] = attacksOf('^id=(?:[^;]+)+$', '');
    assert.equal(first?.prefix, 'id=');
    assert.match(first?.pump ?? '', /^[^;]$/);
    assert.ok(attacksOf('^id=(?:[^;]+)+$', '').some(({ suffix }) => suffix === ';'));
  });

  it('end with what none of the quantifiers goes on with, where each takes what ends another', () => {
    const regex = /^([^-]+)-([^?]+)([?\S*]*)$/;
    const one = attacksOf(regex.source, '').find(({ suffix }) => suffix.length > 1);
    assert.ok(one);
    assert.doesNotMatch(`${one.prefix}${one.pump.repeat(3)}${one.suffix}`, regex);
  });

  it('come of every quantifier where that is asked for', () => {
    assert.deepEqual(attacksOf('^(?:(a|a)*)\\1x$', ''), []);
    assert.ok(attacksOf('^(?:(a|a)*)\\1x$', '', true).some(({ pump }) => pump === 'a'));
  });
});
