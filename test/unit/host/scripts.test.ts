import assert from 'node:assert/strict';
import {
  fileCommand,
  isProgram,
  packageManagerOfFiles,
  parseManifest,
  scriptCommand,
  startsNode,
  typed,
} from '../../../src/host/scripts';

describe('what can be run', () => {
  it('is the scripts of a package.json, in their order', () => {
    const text =
      '\ufeff{"packageManager": "pnpm@9.1.0+sha512.abc", "scripts": {"start": "node .", "build": "tsc", "odd": 1}}';
    assert.deepEqual(parseManifest(text), {
      scripts: [
        ['start', 'node .'],
        ['build', 'tsc'],
      ],
      packageManager: 'pnpm',
    });
    assert.deepEqual(parseManifest('{"packageManager": "bun@1"}'), { scripts: [], packageManager: null });
  });

  it('is nothing in a file that is no package.json', () => {
    for (const text of ['', '{"scripts": {', 'null']) assert.equal(parseManifest(text), null);
  });

  it('uses the package manager of the lock file', () => {
    assert.equal(packageManagerOfFiles(['a', 'pnpm-lock.yaml', 'package-lock.json']), 'pnpm');
    assert.equal(packageManagerOfFiles(['yarn.lock']), 'yarn');
    assert.equal(packageManagerOfFiles(['README.md']), null);
    assert.deepEqual(scriptCommand('yarn', 'test:unit'), ['yarn', 'run', 'test:unit']);
  });

  it('is JavaScript and TypeScript, but no declarations', () => {
    assert.deepEqual(['a.js', 'a.mjs', 'a.CTS', 'a.ts', 'a.d.ts', 'a.d.mts', 'a.json', 'js'].map(isProgram), [
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('runs TypeScript with tsx where that is installed', () => {
    assert.deepEqual(fileCommand('src\\app.ts', true), ['npx', 'tsx', 'src/app.ts']);
    assert.deepEqual(fileCommand('src/app.ts', false), ['node', 'src/app.ts']);
    assert.deepEqual(fileCommand('app.js', true), ['node', 'app.js']);
    assert.deepEqual(fileCommand('-x.js', false), ['node', './-x.js']);
  });

  it('is quoted for the shell it is typed into', () => {
    const command = ['node', "my dir/it's $x.js"];
    assert.equal(typed(command, '/bin/bash'), "node 'my dir/it'\\''s $x.js'");
    assert.equal(typed(command, '/usr/bin/fish'), "node 'my dir/it\\'s $x.js'");
    assert.equal(typed(command, 'C:\\Windows\\System32\\cmd.exe'), 'node "my dir/it\'s $x.js"');
    assert.equal(typed(command, 'C:\\Program Files\\PowerShell\\7\\pwsh.exe'), "node 'my dir/it''s $x.js'");
    assert.equal(typed(['npm', 'run', 'test:unit'], ''), 'npm run test:unit');
  });

  it('is told from other commands that are typed', () => {
    const starts = ['node x.js', 'A=1 npm start', 'cd a && /usr/bin/node x', 'npx.cmd tsx a.ts', 'npm'];
    const others = ['ls node_modules', 'git diff', 'cat node.txt', 'nodes'];
    assert.deepEqual(starts.filter(startsNode), starts);
    assert.deepEqual(others.filter(startsNode), []);
  });
});
