import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Endpoint, type Connection } from '../../../src/engine/endpoint';
import type { Fact } from '../../../src/shared/facts';
import { hello, sampleFact, stackAt } from '../../fakes/facts';

const sample = sampleFact(1010, stackAt(4));

describe('Endpoint', () => {
  let endpoint: Endpoint;
  let clients: Socket[];
  /** What was heard, as it came. */
  let facts: Fact[];
  let closed: Connection[];
  let connections: Set<Connection>;
  const events = new EventEmitter();

  beforeEach(async () => {
    [clients, facts, closed, connections] = [[], [], [], new Set()];
    endpoint = await Endpoint.open({
      onFact: (connection, fact) => {
        facts.push(fact);
        connections.add(connection);
        events.emit('fact');
      },
      onClose: (connection) => {
        closed.push(connection);
        events.emit('close');
      },
    });
  });
  afterEach(async () => {
    for (const client of clients) client.destroy();
    await endpoint.close();
  });

  function client(): Socket {
    const socket = connect(endpoint.path).setEncoding('utf8');
    clients.push(socket);
    return socket;
  }
  /** Resolves when that many facts were heard. */
  async function heard(count: number): Promise<void> {
    while (facts.length < count) await once(events, 'fact');
  }
  const lines = (...values: unknown[]) =>
    values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)) + '\n').join('');

  it('hears who shows its token, and knows whose it is', async () => {
    const greeting = hello({ token: endpoint.token('session-7') });
    client().write(lines(greeting, sample));
    await heard(2);
    assert.deepEqual(facts, [greeting, sample]);
    assert.deepEqual(
      [...connections].map(({ owner }) => owner),
      ['session-7'],
    );
  });

  it('turns away who shows a wrong token, or none, and hears nothing of it', async () => {
    endpoint.token(null);
    for (const first of [hello({ token: '0'.repeat(32) }), hello(), sample, { t: 'hello' }, {}, []]) {
      const refused = client();
      refused.resume().write(lines(first, sample, hello({ token: endpoint.token(null) })));
      await once(refused, 'close');
    }
    assert.deepEqual([facts, closed], [[], []]);
  });

  it('takes a token for several processes, and keeps those apart', async () => {
    const token = endpoint.token(null);
    client().write(lines(hello({ token, pid: 1 })));
    client().write(lines(hello({ token, pid: 2 })));
    await heard(2);
    assert.equal(connections.size, 2);
  });

  it('skips a garbled line, also before the hello', async () => {
    const greeting = hello({ token: endpoint.token(null) });
    client().write(lines('garbled', 'null', greeting, '{"t":"sample","th"', '7', sample));
    await heard(2);
    assert.deepEqual(facts, [greeting, sample]);
  });

  it('reads lines however they arrive', async () => {
    const greeting = hello({ token: endpoint.token(null), name: '/srv/äpp/𝒳.js' });
    const bytes = Buffer.from(lines(greeting, sample));
    const socket = client().setNoDelay();
    const middle = bytes.indexOf('ä') + 1;
    socket.write(bytes.subarray(0, middle), () => socket.write(bytes.subarray(middle)));
    await heard(2);
    assert.deepEqual(facts[0], greeting);
  });

  it('catches up with processes that have said much, and ended, while it could not listen', async () => {
    const greeting = hello({ token: endpoint.token(null) });
    const program = `const { connect } = require('node:net');
let left = 10;
const sent = () => --left === 0 && process.exit();
for (let n = 0; n < 10; n++) connect(process.argv[1]).end(process.argv[2].repeat(60), sent);`;
    const text = lines(greeting, sample);
    execFileSync(process.execPath, ['-e', program, endpoint.path, text], { timeout: 8000 });
    await endpoint.caughtUp();
    assert.equal(facts.length, 10 * 60 * 2);
    assert.equal(closed.length, 10);
  });

  it('does not wait for a process that always has something to say', async () => {
    const greeting = hello({ token: endpoint.token(null) });
    const socket = client();
    const talk = (error?: Error | null) => void (error ?? socket.write(lines(greeting), talk));
    talk();
    await heard(2);
    await endpoint.caughtUp();
  });

  it('asks a process, and says when it is gone', async () => {
    const socket = client();
    const answers = createInterface({ input: socket });
    socket.write(lines(hello({ token: endpoint.token(null) })));
    await heard(1);
    const [connection] = connections as unknown as [Connection];
    const asked = once(answers, 'line');
    connection.ask({ t: 'detach' });
    assert.deepEqual(await asked, ['{"t":"detach"}']);
    socket.end();
    await connection.closed;
    assert.deepEqual(closed, [connection]);
  });

  it('reads what a process that ended early has left, once', async () => {
    const greeting = hello({ token: endpoint.token(null) });
    const file = join(endpoint.folder, '4711-1.jsonl');
    writeFileSync(file, lines(greeting, '{garbled', sample) + '{"t":"turn","th":0,"cut of');
    await endpoint.readSpool();
    assert.deepEqual(facts, [greeting, sample]);
    assert.equal(closed.length, 1, 'it is gone');
    await endpoint.readSpool();
    assert.equal(facts.length, 2);
    assert.ok(!existsSync(file));
  });

  it('notices what a process leaves, without being asked', async () => {
    const greeting = hello({ token: endpoint.token(null) });
    const file = join(endpoint.folder, '4711-1.jsonl');
    writeFileSync(`${file}.part`, lines(greeting, sample));
    renameSync(`${file}.part`, file);
    await heard(2);
    assert.deepEqual(facts, [greeting, sample]);
  });

  it('does not believe what somebody else has left', async () => {
    writeFileSync(join(endpoint.folder, '1-1.jsonl'), lines(hello({ token: 'stolen' }), sample));
    writeFileSync(join(endpoint.folder, '2-1.jsonl'), '');
    await endpoint.readSpool();
    assert.deepEqual([facts, closed], [[], []]);
  });

  it('lets no other user in, and leaves nothing behind', async () => {
    if (process.platform !== 'win32') assert.equal(statSync(endpoint.folder).mode & 0o077, 0);
    const socket = client();
    socket.resume().write(lines(hello({ token: endpoint.token(null) })));
    await heard(1);
    const gone = once(socket, 'close');
    await endpoint.close();
    await gone;
    assert.ok(!existsSync(endpoint.folder));
    assert.throws(() => readdirSync(endpoint.folder));
  });
});
