import assert from 'node:assert/strict';
import { eventAt, socketListener } from '../../../src/model/socketEvent';
import type { Frame } from '../../../src/shared/report';

const frame = (functionName: string, file: string, module: string | null = null): Frame => ({
  ...{ functionName, file, module, line: 1, column: 1, source: 'original', generated: null },
});
const emit = frame('emit', 'node:events');
const untyped = frame('emitUntyped', '/app/node_modules/socket.io/dist/typed-events.js', 'socket.io');
const ticks = frame('processTicksAndRejections', 'node:internal/process/task_queues');

describe('socketListener', () => {
  it('is the user’s function that Socket.IO called, not one that called it', () => {
    const [check, listener] = [frame('check', '/app/auth.js'), frame('', '/app/main.js')];
    assert.equal(socketListener([check, listener, emit, untyped, ticks]), listener);
    assert.equal(socketListener([untyped, listener, emit, untyped, ticks]), listener);
    assert.equal(socketListener([untyped, check, ticks]), null);
    assert.equal(socketListener([untyped, check, frame('emit', '/app/x.js', 'other'), untyped]), null);
    assert.equal(socketListener([emit, untyped, ticks]), null);
    assert.equal(socketListener([]), null);
  });
});

describe('eventAt', () => {
  const text = [
    "io.on('connection', (socket) => {",
    "  socket.on('move', (piece) => { board.move(piece, ')'); });",
    '  socket.once("leave", function () { /* here */ });',
    "  socket.on('join', onJoin);",
    "  socket.on('draw', this.both); socket.on('erase', both);",
    '  greet(socket);',
    '});',
    'function onJoin(room) { enter(room); }',
    'function both() { paint(); }',
  ].join('\n');
  const at = (code: string, name = '') => eventAt(text, text.indexOf(code), name);

  it('is that of the innermost registration around it', () => {
    assert.deepEqual([at('board.move'), at('here'), at('greet')], ['move', 'leave', 'connection']);
  });

  it('is that of the only registration that names it', () => {
    assert.equal(at('enter(room)', 'onJoin'), 'join');
    assert.equal(at('paint()', 'both'), null, 'two events');
    assert.equal(at('paint()', 'other'), null);
    assert.equal(at('paint()'), null);
  });
});
