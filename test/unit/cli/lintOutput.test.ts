import assert from 'node:assert/strict';
import picocolors from 'picocolors';
import { lintText } from '../../../src/cli/lintText';
import { sarifOf } from '../../../src/cli/sarif';
import { lintFinding } from '../../fakes/lint';

const plain = { cwd: '/app', files: 14, colors: picocolors.createColors(false) };

describe('lintText', () => {
  it('groups by file, shows the way from the handler, and counts', () => {
    const findings = [
      lintFinding(),
      lintFinding({ line: 40, severity: 'error' }),
      lintFinding({ file: '/elsewhere/a.js', severity: 'information', path: [], handler: null }),
    ];
    assert.equal(
      lintText(findings, plain),
      [
        'src/render.js',
        '  12:5  warning  fs.readFileSync blocks the event loop in GET /report.  blocking-call',
        '      GET /report (src/app.js:4) → render (src/render.js:12)',
        '  40:5  error  fs.readFileSync blocks the event loop in GET /report.  blocking-call',
        '      GET /report (src/app.js:4) → render (src/render.js:12)',
        '',
        '/elsewhere/a.js',
        '  12:5  information  fs.readFileSync blocks the event loop in GET /report.  blocking-call',
        '',
        '1 error, 1 warning, 1 information in 14 files.',
        '',
      ].join('\n'),
    );
  });

  it('names functions without a name by their handler, or says that they have none', () => {
    const path = [4, 8].map((line) => ({ file: '/app/src/app.js', line, functionName: '' }));
    const text = lintText([lintFinding({ path })], plain);
    assert.match(text, /\n {6}GET \/report \(src\/app\.js:4\) → \(anonymous\) \(src\/app\.js:8\)\n/);
  });

  it('says that nothing was found', () => {
    assert.equal(lintText([], { ...plain, files: 1 }), 'Nothing found in 1 file.\n');
  });
});

describe('sarifOf', () => {
  interface Log {
    readonly version: string;
    readonly runs: readonly {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly id: string; help: object }[] };
      };
      readonly originalUriBaseIds: object;
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly locations: readonly { readonly physicalLocation: object }[];
        readonly codeFlows?: readonly {
          readonly threadFlows: readonly { readonly locations: readonly unknown[] }[];
        }[];
      }[];
    }[];
  }
  const findings = [
    lintFinding({ file: '/app/src/a b.js' }),
    lintFinding({ file: '/other/b.js', severity: 'hint', path: [], rule: 'slow-regex' }),
  ];
  const { version, runs } = sarifOf(findings, { version: '1.2.3', base: '/app' }) as Log;
  const [first, second] = runs[0]!.results;

  it('places results below a base, what is elsewhere by its whole address', () => {
    assert.equal(version, '2.1.0');
    assert.deepEqual(runs[0]!.originalUriBaseIds, { SRCROOT: { uri: 'file:///app/' } });
    assert.deepEqual(first!.locations[0]!.physicalLocation, {
      artifactLocation: { uri: 'src/a%20b.js', uriBaseId: 'SRCROOT' },
      region: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 35 },
    });
    assert.deepEqual(
      (second!.locations[0]!.physicalLocation as { artifactLocation: object }).artifactLocation,
      { uri: 'file:///other/b.js' },
    );
  });

  it('has rules with help, levels, and the way as a flow', () => {
    const { rules } = runs[0]!.tool.driver;
    assert.equal(rules[first!.ruleIndex]!.id, first!.ruleId);
    assert.equal(rules[second!.ruleIndex]!.id, 'slow-regex');
    assert.ok(rules.every(({ help }) => 'text' in help && 'markdown' in help));
    assert.deepEqual([first!.level, second!.level], ['warning', 'note']);
    assert.equal(first!.codeFlows![0]!.threadFlows[0]!.locations.length, 2);
    assert.equal(second!.codeFlows, undefined);
  });
});
