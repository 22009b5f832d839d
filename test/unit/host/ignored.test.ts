import assert from 'node:assert/strict';
import { budgetFrom, Ignored } from '../../../src/host/ignored';
import { frame } from '../../fakes/reports';

describe('what is ignored', () => {
  let stored: Map<string, unknown>;
  let ignored: Ignored;

  const make = (windows = false) =>
    new Ignored(
      {
        get: (key) => stored.get(key),
        update: async (key, value) => void stored.set(key, value),
      },
      windows,
    );

  beforeEach(() => {
    stored = new Map();
    ignored = make();
  });

  it('is a line, however long it blocks, and no other line of its function', () => {
    assert.equal(ignored.hides(frame(), 500), false);
    ignored.ignore({ file: '/app/src/report.js', line: 2 });
    assert.equal(ignored.hides(frame(), 500), true);
    assert.equal(ignored.hides(frame({ line: 3 }), 500), false);
    assert.equal(ignored.hides(frame({ file: '/app/src/other.js' }), 500), false);
  });

  it('follows a line to its number in the next run, and forgets one that says something else', () => {
    ignored.ignore(frame());
    ignored.ignore(frame({ line: 9 }));
    ignored.move(({ line }) => (line === 2 ? 4 : null));
    assert.deepEqual(
      [2, 4, 9].map((line) => ignored.hides(frame({ line }), 500)),
      [false, true, false],
    );
  });

  it('is a function up to its budget, also in the next window', async () => {
    await ignored.setBudget(frame(), 50);
    assert.deepEqual([ignored.hides(frame(), 50), ignored.hides(frame(), 51)], [true, false]);
    assert.equal(ignored.hides(frame({ functionName: 'other' }), 10), false);
    assert.equal(make().budgetOf(frame({ line: 7 })), 50);
    await ignored.setBudget(frame(), null);
    assert.equal(make().budgetOf(frame()), null);
  });

  it('is the same file however Windows writes its path', async () => {
    ignored = make(true);
    ignored.ignore({ file: 'C:\\App\\a.js', line: 2 });
    await ignored.setBudget({ file: 'C:\\App\\a.js', functionName: 'f' }, 30);
    const same = frame({ file: 'c:/app/a.js' });
    assert.ok(ignored.hides(same, 500));
    assert.equal(ignored.budgetOf({ ...same, functionName: 'f' }), 30);
  });

  it('can be forgotten, and says when it changes', async () => {
    let changes = 0;
    ignored.onDidChange(() => changes++);
    ignored.ignore(frame());
    await ignored.setBudget(frame(), 50);
    await ignored.forgetAll();
    assert.equal(changes, 3);
    assert.equal(ignored.hides(frame(), 10), false);
    assert.equal(make().budgetOf(frame()), null);
  });

  it('takes budgets as people type them', () => {
    assert.deepEqual(['50', ' 12.5 ms ', '', '0', '-3', '5 s', 'fast'].map(budgetFrom), [
      50,
      12.5,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
