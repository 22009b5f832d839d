import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { namedPorts } from '../../../src/inspector/discovery';
import {
  listeningPorts,
  portsFromLsof,
  portsFromNetstat,
  portsFromProc,
} from '../../../src/inspector/listeningPorts';

describe('listening ports of a process', () => {
  it('are told by this system', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ports = await listeningPorts(process.pid);
    server.close();
    assert.ok(ports?.includes(port));
  });

  it('stand in /proc/net/tcp with their sockets', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:240D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 5555 1 0000000000000000 100 0 0 10 0
   2: 0100007F:240D 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 4243 1 0000000000000000 100 0 0 10 0
`;
    assert.deepEqual(portsFromProc(table, new Set(['4242', '4243'])), [9229]);
    assert.deepEqual(portsFromProc('', new Set(['4242'])), []);
  });

  it('stand in the output of lsof', () => {
    const text = 'p812\nf18\nn127.0.0.1:9229\nf21\nn*:3000\nf22\nn[::1]:3000\n';
    assert.deepEqual(portsFromLsof(text), [9229, 3000]);
    assert.deepEqual(portsFromLsof(''), []);
  });

  it('stand in the output of netstat, in whatever language', () => {
    const text = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:3000           0.0.0.0:0              ABHÖREN          812
  TCP    127.0.0.1:9229         0.0.0.0:0              ABHÖREN          812
  TCP    127.0.0.1:9229         127.0.0.1:50123        HERGESTELLT      812
  TCP    127.0.0.1:9230         0.0.0.0:0              ABHÖREN          81
  TCP    [::]:3000              [::]:0                 ABHÖREN          812
`;
    assert.deepEqual(portsFromNetstat(text.replaceAll('\n', '\r\n'), 812), [3000, 9229]);
  });
});

describe('namedPorts', () => {
  it('finds what inspector options name, the last of the command line first', () => {
    const line = [
      '--max-old-space-size=9',
      '',
      'node',
      '--inspect=0.0.0.0:9300',
      '--inspect-port',
      '9301',
      'a.js',
    ];
    assert.deepEqual(namedPorts(line.join('\0')), [9301, 9300]);
    assert.deepEqual(namedPorts('--inspect-port=7 --inspect-brk=[::1]:8\0node\0a.js\0'), [8, 7]);
    assert.deepEqual(namedPorts('node --inspect app.js 9229'), []);
  });
});
