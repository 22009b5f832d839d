import assert from 'node:assert/strict';
import { isLinear } from '../../../../src/analysis/regex/linear';

describe('an expression that surely takes linear time', () => {
  for (const [source, flags] of [
    ['^\\d+$', ''],
    ['^ *bytes=', ''],
    ['^[a-z0-9-]{1,20}$', 'i'],
    ['^[^@\\s]+@[^@]+$', ''],
    ['^(@[^/]+\\/)?[^/]+', ''],
    ['^/users/(\\d+)(?:/posts)?$', ''],
    ['^\\s+', ''],
    ['[^a-z]+', 'g'],
    ['^A*b\\d*$', 'i'],
    ['\\d+', 'y'],
    ['a|b|cd?', ''],
  ] as const)
    it(`is /${source}/${flags}`, () => assert.equal(isLinear(source, flags), true));

  for (const [source, flags] of [
    ['\\s+$', ''],
    ['^\\s+|\\s+$', ''],
    ['^\\s+x', 'm'],
    ['^a*a*$', ''],
    ['^\\w*a[^b]*b', ''],
    ['a[^b]*b', ''],
    ['^(?:a|a)*$', ''],
    ['^(?:a*)?(?:a*)$', ''],
    ['^(?:a?){30}$', ''],
    ['^A*a\\d*$', 'i'],
    ['^(a+)\\1$', ''],
    ['^(?=a*b)a', ''],
    ['(', ''],
  ] as const)
    it(`is not said to be /${source}/${flags}`, () => assert.equal(isLinear(source, flags), false));
});
