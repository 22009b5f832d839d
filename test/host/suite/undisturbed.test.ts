import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import * as painted from '../window';
import { AdapterMessages, type Stopped } from './adapterMessages';
import { debug, delay, endAll, lines, next, show, workspace, write } from './editorPrograms';

const rounds = 100;
const alive = 'still told';
/**
 * Its lines 3 and 4, 7 and 8, 11 and 12 are pairs to stop at and to step to. The first runs once: js-debug sets a breakpoint
 * of its own at the first place of a file together with the first of the user's, and where both are one place and its own is
 * hit before the other is set, it says 'pause' (seen in its trace, without us too).
 */
const code = [
  'let n = 0;',
  'function first(n) {',
  '  const a = n + 1;',
  '  return a * 2;',
  '}',
  'function second(n) {',
  '  const b = n + 2;',
  '  return b * 2;',
  '}',
  'function third(n) {',
  '  const c = n + 3;',
  '  return c * 2;',
  '}',
  'function held(ms) {',
  '  const end = Date.now() + ms;',
  '  while (Date.now() < end);',
  '}',
  'setInterval(() => { first(n); second(n); third(n); if (++n % 10 === 0) held(40); }, 15);',
  `setInterval(() => console.log(${JSON.stringify(alive)}), 200);`,
];

describe('The debugger of a program that is observed', () => {
  let messages: AdapterMessages;
  let session: vscode.DebugSession;

  before(() => (messages = new AdapterMessages()));
  after(() => messages.dispose());
  afterEach(endAll);

  async function lineOf({ session: of, threadId }: Stopped): Promise<number> {
    const answer = (await of.customRequest('stackTrace', { threadId, startFrame: 0, levels: 1 })) as {
      stackFrames: { line: number }[];
    };
    return answer.stackFrames[0]!.line;
  }

  it(`stops, steps, profiles and restarts as ever, ${rounds} times in random order`, async function () {
    this.timeout(240_000);
    const program = await write('undisturbed.js', code);
    await show(program);
    const begun = vscode.debug.onDidStartDebugSession((started) => {
      if (started.parentSession) session = started;
    });
    await debug({ program });
    await painted.waitForText(delay, /\d m?s/);
    const random = randomNumbers(7);
    const done = { stop: 0, step: 0, profile: 0, restart: 0 };
    for (let round = 0; round < rounds; round++) {
      const what = random();
      if (what < 0.03) {
        const again = next(vscode.debug.onDidStartDebugSession, ({ parentSession }) => parentSession);
        await vscode.commands.executeCommand('workbench.action.debug.restart');
        const started = await again;
        await messages.printed(alive, started);
        done.restart++;
      } else if (what < 0.1) {
        await profile();
        done.profile++;
      } else {
        const at = [3, 7, 11][Math.floor(random() * 3)]!;
        const breakpoint = breakpointAt(program, at);
        const stopped = messages.stopped();
        vscode.debug.addBreakpoints([breakpoint]);
        const where = await stopped;
        assert.equal(where.reason, 'breakpoint', `round ${round}`);
        assert.equal(await lineOf(where), at, `round ${round}`);
        const gone = messages.cleared(where.session);
        vscode.debug.removeBreakpoints([breakpoint]);
        await gone;
        if (random() < 0.5) {
          const stepped = messages.stopped();
          await where.session.customRequest('next', { threadId: where.threadId });
          const there = await stepped;
          assert.equal(await lineOf(there), at + 1, `round ${round}`);
          done.step++;
        }
        await where.session.customRequest('continue', { threadId: where.threadId });
        done.stop++;
      }
    }
    begun.dispose();
    assert.ok(
      Object.values(done).every((times) => times > 0),
      JSON.stringify(done),
    );
    // What the program prints still comes through the debugger, and all the while it was observed.
    await messages.printed(alive);
    await painted.waitForText(lines, /^while .*● blocked/);
  });

  /** A profile of the user's own, taken by js-debug while we watch; it lands in the workspace. */
  async function profile(): Promise<void> {
    await session.customRequest('startProfile', { type: 'cpu' });
    await session.customRequest('stopProfile', {});
    const file = await profileFile();
    const { nodes } = JSON.parse(await readFile(file, 'utf8')) as { nodes: object[] };
    assert.ok(nodes.length > 1);
    await rm(file);
  }
});

/** Resolves when js-debug has put one there. */
async function profileFile(): Promise<string> {
  const folder = workspace().uri.fsPath;
  for (;;) {
    const name = (await readdir(folder)).find((entry) => entry.endsWith('.cpuprofile'));
    const file = join(folder, name ?? '');
    if (name && (await readFile(file, 'utf8')).endsWith('}')) return file;
    await wait(20);
  }
}

function breakpointAt(file: string, line: number): vscode.SourceBreakpoint {
  const at = new vscode.Position(line - 1, 2);
  return new vscode.SourceBreakpoint(new vscode.Location(vscode.Uri.file(file), at));
}

/** The same numbers from 0 to 1 for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
