import assert from 'node:assert/strict';
import { parseCommandLine, UsageError, type ObserveOptions } from '../../../src/cli/args';

function options(...argv: string[]): ObserveOptions {
  const invocation = parseCommandLine(['run', ...argv, '--', 'node', 'x.js']);
  assert.equal(invocation.kind, 'run');
  return (invocation as { options: ObserveOptions }).options;
}

describe('parseCommandLine', () => {
  it('leaves all after -- to the command', () => {
    const invocation = parseCommandLine(['run', '--quiet', '--', 'node', '--report', 'x.js', '--', '--help']);
    assert.deepEqual(invocation.kind === 'run' && invocation.command, [
      'node',
      '--report',
      'x.js',
      '--',
      '--help',
    ]);
  });

  it('has defaults', () => {
    assert.deepEqual(options(), {
      report: null,
      formats: new Set(['text']),
      durationMs: null,
      thresholdMs: 20,
      failOnMs: null,
      quiet: false,
      strict: false,
    });
  });

  it('reads all options', () => {
    const given =
      '--report r.json --format text,json --duration 2m --threshold 5.5ms --fail-on 1s --quiet --strict';
    assert.deepEqual(options(...given.split(' ')), {
      report: 'r.json',
      formats: new Set(['text', 'json']),
      durationMs: 120_000,
      thresholdMs: 5.5,
      failOnMs: 1000,
      quiet: true,
      strict: true,
    });
  });

  it('lints this folder, or what it is told, and fails for warnings', () => {
    assert.deepEqual(parseCommandLine(['lint']), {
      kind: 'lint',
      options: { paths: ['.'], format: 'text', failOn: 'warning', quiet: false },
    });
    const given = 'lint src --format sarif --fail-on hint --quiet -- -odd.js';
    assert.deepEqual(parseCommandLine(given.split(' ')), {
      kind: 'lint',
      options: { paths: ['src', '-odd.js'], format: 'sarif', failOn: 'hint', quiet: true },
    });
  });

  it('records what --fail-on asks about, without being told twice', () => {
    assert.equal(options('--fail-on', '10ms').thresholdMs, 10);
  });

  for (const target of ['4711', 'localhost:9229', '127.0.0.1:1', '[::1]:9229'])
    it(`attaches to ${target}`, () => {
      const invocation = parseCommandLine(['attach', target, '--duration', '500ms']);
      assert.equal(invocation.kind === 'attach' && invocation.target, target);
      assert.equal(invocation.kind === 'attach' && invocation.options.durationMs, 500);
    });

  it('helps wherever it is asked', () => {
    for (const argv of [['--help'], ['-h'], ['run', '--help'], ['attach', '--help', '1', '2']])
      assert.equal(parseCommandLine(argv).kind, 'help');
    assert.equal(parseCommandLine(['--version']).kind, 'version');
  });

  const wrong: readonly [string, RegExp][] = [
    ['', /^Say what to do: run, attach or lint\.$/],
    ['record', /^"record" is no command of looplens\.$/],
    ['run', /^There is no command to run after "--"\.$/],
    ['run --', /^There is no command/],
    ['run node x.js', /^Put "--" before the command that is to be run: -- node x\.js$/],
    ['run --fast -- node', /^Unknown option '--fast'\.$/],
    ['run --report', /^Option '--report <value>' argument missing\.$/],
    ['run --report= -- node', /^--report needs the name of a file\.$/],
    ['run --quiet=yes -- node', /^Option '--quiet' does not take an argument\.$/],
    ['run --format yaml -- node', /^"yaml" is no format; there are text and json\.$/],
    ['run --format json,sarif -- node', /^The format sarif is not available yet; there are text and json\.$/],
    ['run --threshold 20 -- node', /^--threshold needs a time above zero with its unit, .* not "20"\.$/],
    ['run --threshold 0ms -- node', /above zero/],
    ['run --duration -- node', /argument missing\.$/],
    ['run --duration 9999h -- node', /^--duration 9999h is too long; the most is 596h\.$/],
    ['run --fail-on 10ms --threshold 20ms -- node', /^--fail-on 10ms would never be seen/],
    ['attach', /^Name one process to attach to\.$/],
    ['attach 1 2', /^Name one process/],
    ['attach 1 -- node', /^Name one process/],
    ['attach 0', /^"0" is neither a process id nor host:port\.$/],
    ['attach localhost', /neither/],
    ['attach localhost:0', /neither/],
    ['attach localhost:70000', /neither/],
    ['attach http://localhost:9229', /neither/],
    ['lint --format html', /^--format needs one of text, json, sarif, not "html"\.$/],
    ['lint --format text --format json', /^--format needs one of/],
    ['lint --fail-on 20ms', /^--fail-on needs one of error, warning, information, hint, not "20ms"\.$/],
    ['lint --threshold 20ms', /^--threshold is no option of lint\.$/],
  ];
  for (const [line, message] of wrong)
    it(`refuses "looplens ${line}"`, () => {
      assert.throws(
        () => parseCommandLine(line.split(' ').filter(Boolean)),
        (error) =>
          error instanceof UsageError && message.test(error.message) && error.usage.startsWith('looplens'),
      );
    });
});
