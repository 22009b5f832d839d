import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { listProcesses } from '../../../src/host/processList';
import {
  parseCim,
  parseCmdline,
  parseLsof,
  parseProcStat,
  parsePs,
  shortCommand,
  uptimeText,
  userNodeProcesses,
  type ProcessInfo,
} from '../../../src/host/processes';

const now = Date.parse('2026-03-01T12:00:00Z');

function info(pid: number, ppid: number, commandLine: string, more: Partial<ProcessInfo> = {}): ProcessInfo {
  const program = commandLine.split(' ')[0]!;
  return { pid, ppid, commandLine, program, folder: null, startedAtMs: pid, ...more };
}

describe('running processes', () => {
  it('are read from /proc on Linux', () => {
    const stat =
      '51 (node (a) b) S 23 51 23 34816 51 4194304 12019 0 0 0 57 11 0 0 20 0 11 0 1873045 1157406720 14213 18446744073709551615 1 1 0 0 0 0 0 16781312 134235650 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0';
    assert.deepEqual(parseProcStat(stat), { ppid: 23, startedSeconds: 18730.45 });
    assert.equal(parseProcStat(''), null);
    assert.equal(
      parseCmdline('node\0dist/server.js\0--port\0' + '3000\0'),
      'node dist/server.js --port 3000',
    );
  });

  it('are read from ps and lsof on macOS', () => {
    const ps = [
      '    1     0 12-03:04:05 /sbin/launchd',
      '  812     1    02:13:07 /Applications/Visual Studio Code.app/Contents/MacOS/Electron',
      ' 4711   812       01:05 /opt/homebrew/bin/node dist/server.js --port 3000',
      '',
    ].join('\n');
    const [launchd, electron, node] = parsePs(ps, now);
    assert.equal(launchd?.startedAtMs, now - ((12 * 24 + 3) * 3600 + 4 * 60 + 5) * 1000);
    assert.equal(electron?.commandLine, '/Applications/Visual Studio Code.app/Contents/MacOS/Electron');
    assert.deepEqual(node, {
      pid: 4711,
      ppid: 812,
      commandLine: '/opt/homebrew/bin/node dist/server.js --port 3000',
      program: null,
      folder: null,
      startedAtMs: now - 65_000,
    });
    const folders = parseLsof('p4711\nfcwd\nn/Users/ada/My Shop\np4712\nfcwd\nn/\n');
    assert.deepEqual([...folders], [[4711, '/Users/ada/My Shop'], [4712, '/']]); // prettier-ignore
  });

  it('are read from PowerShell on Windows', () => {
    const node = {
      ProcessId: 4711,
      ParentProcessId: 812,
      Name: 'node.exe',
      CommandLine: '"C:\\Program Files\\nodejs\\node.exe" dist\\server.js',
      Started: '2026-03-01T11:58:55.0000000Z',
    };
    const idle = { ProcessId: 0, ParentProcessId: 0, Name: 'Idle', CommandLine: null, Started: null };
    const [found] = parseCim(JSON.stringify(node));
    assert.equal(found?.startedAtMs, now - 65_000);
    assert.equal(shortCommand(found), 'node.exe dist\\server.js');
    assert.deepEqual(parseCim(JSON.stringify([idle, node])).map(({ pid }) => pid), [0, 4711]); // prettier-ignore
    assert.equal(parseCim(JSON.stringify([idle]))[0]?.startedAtMs, null);
  });

  it('are told as they are on this machine', async () => {
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)', 'shop-7']);
    try {
      await once(child.stdout, 'data');
      const found = (await listProcesses()).find(({ pid }) => pid === child.pid);
      assert.equal(found?.ppid, process.pid);
      assert.match(found.commandLine, /shop-7/);
      assert.ok(Math.abs(found.startedAtMs! - Date.now()) < 60_000);
      if (process.platform === 'linux') assert.equal(found.folder, process.cwd());
    } finally {
      child.kill();
    }
  });

  it('are offered when they run Node and are not VS Code or what its extensions started', () => {
    const appRoot = '/opt/vscode-server';
    const node = '/opt/vscode-server/node';
    const all = [
      info(10, 1, `${node} /opt/vscode-server/out/server-main.js`),
      info(11, 10, `${node} /opt/vscode-server/out/bootstrap-fork --type=extensionHost`),
      info(12, 11, '/usr/bin/node /home/ada/.vscode-server/extensions/eslint/server.js'),
      info(13, 12, '/usr/bin/node worker.js'),
      info(14, 10, `${node} /opt/vscode-server/out/bootstrap-fork --type=ptyHost`),
      info(15, 14, '/bin/bash'),
      info(16, 15, '/usr/bin/node dist/server.js'),
      info(17, 16, '/usr/bin/node child.js'),
      info(18, 10, `${node} /opt/vscode-server/out/bootstrap-fork --type=extensionHost`),
      info(19, 18, '/usr/bin/node another-window-language-server.js'),
      info(20, 1, '/usr/bin/python3 node'),
      info(21, 1, 'a title of its own', { program: '/usr/bin/node22' }),
      info(23, 1, '/opt/another/node /opt/another/out/server-main.js --port 0'),
      info(24, 15, 'npm run start', { program: '/usr/bin/node' }),
      info(25, 15, '/usr/bin/node /usr/lib/node_modules/npm/bin/npm-cli.js start'),
      info(26, 15, '/usr/bin/node /home/ada/npm/shop.js'),
      info(22, 22, '/usr/bin/nodejs circle.js'),
    ];
    const offered = userNodeProcesses(all, { pid: 11, appRoot });
    assert.deepEqual(offered.map(({ pid }) => pid), [26, 22, 21, 17, 16]); // prettier-ignore
  });

  it('are told apart on macOS, where paths may have blanks', () => {
    const all = [
      info(1, 0, '/Users/ada/My Tools/node server.js', { program: null }),
      info(2, 0, 'node server.js', { program: null }),
      info(3, 0, '/Applications/nodeclipse --run', { program: null }),
      info(4, 0, 'vim node.txt', { program: null }),
    ];
    const offered = userNodeProcesses(all, { pid: 99, appRoot: '/Applications/Code.app' });
    assert.deepEqual(offered.map(shortCommand), ['node server.js', 'node server.js']);
  });

  it('know Windows paths of VS Code in any case', () => {
    const own = info(5, 0, '"c:\\program files\\VS Code\\node.exe" x', { program: 'node.exe' });
    const found = userNodeProcesses([own], { pid: 99, appRoot: 'C:\\Program Files\\VS Code' });
    assert.deepEqual(found, []);
  });

  it('say for how long they run', () => {
    const second = 1000;
    const hour = 3600 * second;
    assert.deepEqual(
      [0, 59.9 * second, 61 * second, hour, 3 * hour + 301 * second, 52 * hour].map(uptimeText),
      ['0 s', '59 s', '1 min', '1 h', '3 h 5 min', '2 d 4 h'],
    );
  });
});
