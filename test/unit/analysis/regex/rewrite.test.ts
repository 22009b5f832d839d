import assert from 'node:assert/strict';
import { linearRewrite } from '../../../../src/analysis/regex/rewrite';
import { suspect } from '../../../../src/analysis/regex/suspect';

/** Numbers from 0 to 1, the same at every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Short texts of letters that the patterns below know, and one that they don't. */
function texts(count: number): readonly string[] {
  const random = randomNumbers(7);
  const letters = [...'aabbc1 _-.@,x!\n'];
  return Array.from({ length: count }, () =>
    Array.from(
      { length: Math.floor(random() * 12) },
      () => letters[Math.floor(random() * letters.length)],
    ).join(''),
  );
}

const found = (source: string, flags: string, text: string) => {
  const match = new RegExp(source, flags).exec(text);
  return match && [match.index, ...match];
};

describe('a linear rewrite', () => {
  const known: readonly (readonly [string, string | null, string | null])[] = [
    // pattern, where the match must stay, where only its existence matters
    ['^(?:a+)+$', '^a+$', '^a+$'],
    ['^(a+)+$', '^(a+)$', '^(a+)$'],
    ['^(a+)*b', '^(a+)?b', '^(a+)?b'],
    ['^(?:\\w+\\s?)*$', '^(?:\\w\\s?)*$', '^(?:\\w\\s?)*$'],
    ['^(?:\\d+,?)+$', '^(?:\\d,?)+$', '^(?:\\d,?)+$'],
    ['^\\s*\\s*x', '^\\s*x', '^\\s*x'],
    ['^(?:[a-m]+|[h-z])*!', '^[a-mh-z]*!', '^[a-mh-z]*!'],
    ['^(\\w+\\s?)*$', null, '^(\\w\\s?)*$'],
    ['\\s+$', null, '\\s$'],
    ['.*foo', null, 'foo'],
    ['^(?:.*a){2}$', null, null],
    ['(a+)+\\1', null, null],
    ['^(?:a|a)*$', '^(?:a)*$', '^(?:a)*$'],
    ['^(?:[a-z]+){20}$', null, null],
  ];
  for (const [source, match, existence] of known)
    it(`of /${source}/`, () => {
      assert.equal(linearRewrite(source, ''), match);
      assert.equal(linearRewrite(source, '', 'existence'), existence);
    });

  it('finds the same in the same texts', () => {
    const subjects = texts(3000);
    const patterns = [
      ...known.map(([source]) => source),
      ...[
        '(?:a|b+)*c',
        '(?:a+b?)+c',
        'x(?:-?\\w+)*@',
        '^\\w+(?:[.-]?\\w+)*@\\w+',
        '^[ab]*a*b*[abc]*$',
        '^(?:a|a|b)*$',
      ],
      ...[
        '^(?:a{2,3})*b',
        '(?:a?b?)*$',
        '^(?:a*b)*a*$',
        '(?:\\w|\\d)+$',
        'a*a+b',
        'a+a*?b',
        '^(?:(?:a+)+b)+$',
        '^(a|a)*$',
      ],
      ...[
        '^(?:[ab]+c?)*(?=x)',
        '\\b(?:\\w+-?)+\\b',
        '(?:a+|b)+?c',
        '^(([a-c])+)+$',
        '(?:,\\s*)*,',
        '^(?:a+)+b|^(?:b+)+$',
      ],
    ];
    let rewritten = 0;
    for (const source of patterns)
      for (const flags of ['', 'i', 'u', 's', 'm']) {
        const match = linearRewrite(source, flags);
        const existence = linearRewrite(source, flags, 'existence');
        rewritten += Number(match !== null) + Number(existence !== null);
        for (const text of subjects) {
          if (match !== null)
            assert.deepEqual(
              found(match, flags, text),
              found(source, flags, text),
              `/${source}/${flags} → /${match}/ in ${JSON.stringify(text)}`,
            );
          if (existence !== null)
            assert.equal(
              new RegExp(existence, flags).test(text),
              new RegExp(source, flags).test(text),
              `/${source}/${flags} → /${existence}/ in ${JSON.stringify(text)}`,
            );
        }
        for (const result of [match, existence])
          if (result !== null) assert.equal(suspect(result, flags), null);
      }
    assert.ok(rewritten > 60, `${rewritten} were rewritten`);
  });

  it('is none of what is linear already', () => {
    for (const source of ['^a+$', '^[a-z]+(?:-[a-z]+)*$', 'abc', '(', '(?:(?:a*)*)*', '(?:\\w+\\s*){9}'])
      assert.equal(linearRewrite(source, ''), null);
  });
});
