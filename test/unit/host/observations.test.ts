import assert from 'node:assert/strict';
import { Observations, type Observation } from '../../../src/host/observations';
import { Runs } from '../../../src/host/runs';
import { Emitter } from '../../../src/shared/disposable';
import type { SiteView, Snapshot, TargetView } from '../../../src/shared/snapshot';
import { emptySnapshot } from '../../fakes/engine';
import { siteView } from '../../fakes/reports';

describe('observations', () => {
  let calls: string[];
  let warnings: string[];
  let observations: Observations;
  let restarts: Emitter<void>;
  let engine: { running: boolean };
  let edited: boolean;

  const say = (text: string) => void calls.push(text);
  const begin = (owner: string, kind: Observation['kind'], more: Partial<Observation> = {}) =>
    observations.begin({ owner, kind, name: owner, stop() {}, ended: () => say(`ended ${owner}`), ...more });
  const target = (owner: string, more: Partial<TargetView> = {}) =>
    ({ id: owner, owner, pid: 7, kind: 'process', parent: null, endedAtMs: null, ...more }) as TargetView;
  const update = (...targets: TargetView[]) => updateSites([], ...targets);
  const updateSites = (sites: SiteView[], ...targets: TargetView[]) =>
    observations.update({ ...emptySnapshot, targets, sites } satisfies Snapshot);
  const measuredBy = (...targets: string[]) =>
    siteView({
      uses: targets.map((id) => ({
        target: id,
        handler: null,
        frame: null,
        count: 1,
        totalMs: 100,
        maxMs: 100,
      })),
    });
  const taken = () => calls.splice(0);

  beforeEach(() => {
    calls = [];
    warnings = [];
    restarts = new Emitter();
    const fake = {
      running: true,
      onRestart: restarts.on,
      need: (needed: boolean) => say(`need ${needed}`),
      newRun: () => say('new run'),
      clearLines: () => say('clear lines'),
      forget: (gone: readonly string[]) => say(`forget ${gone.join()}`),
      tell: (method: string, params: unknown) => say(`${method} ${(params as { owner: string }).owner}`),
      request: async (method: string) => (say(`request ${method}`), null) as never,
    };
    engine = fake;
    edited = false;
    observations = new Observations({
      engine: fake,
      runs: new Runs(() => edited),
      onNewRun: () => say('code is new'),
      onRunAgain: () => say('code is new of some'),
      onDidChange() {},
      log: { info() {}, warn: (text) => void warnings.push(text), error() {} },
    });
  });

  it('keep the engine while there are any', () => {
    begin('a', 'debug');
    begin('b', 'attach');
    assert.deepEqual(taken(), ['code is new', 'new run', 'need true', 'need true']);
    observations.end('a');
    assert.deepEqual(taken(), ['detach a', 'need true', 'ended a']);
    observations.end('b');
    observations.end('b');
    assert.deepEqual(taken(), ['detach b', 'need false', 'ended b']);
  });

  it('begin a run when nothing else runs, though terminals are open', () => {
    begin('terminal', 'terminal');
    assert.deepEqual(taken(), ['need true'], 'an empty terminal is no run');
    begin('first', 'run');
    assert.deepEqual(
      taken(),
      ['code is new', 'clear lines', 'need true'],
      'the engine stays for the terminal',
    );
    update(target('first'));
    begin('second', 'attach');
    assert.deepEqual(taken(), ['need true'], 'it joins the first');
    observations.end('second');
    update(target('first', { endedAtMs: 1 }));
    taken();
    observations.programStarts('first');
    assert.deepEqual(taken(), [], 'its program has reported before its command was told');
    observations.programEnds('first');
    observations.programStarts('terminal');
    assert.deepEqual(taken(), ['code is new', 'clear lines']);
    observations.programStarts('first');
    assert.deepEqual(taken(), [], 'another program starts meanwhile');
  });

  it('forget only what no program has measured that goes on, when another starts again after an edit', () => {
    begin('server', 'debug');
    begin('child 1', 'debug', { name: 'child.js [1]' });
    updateSites([measuredBy('server'), measuredBy('child 1')], target('server'), target('child 1'));
    observations.end('child 1');
    taken();
    begin('child 2', 'debug', { name: 'child.js [2]' });
    assert.deepEqual(taken(), ['need true'], 'the code is the same');
    observations.end('child 2');
    edited = true;
    taken();
    begin('child 3', 'debug', { name: 'child.js [3]' });
    assert.deepEqual(taken(), ['forget child 1', 'code is new of some', 'need true']);
    observations.end('child 3');
    updateSites([measuredBy('child 1')], target('server'), target('child 1', { endedAtMs: 1 }));
    taken();
    begin('child 4', 'debug', { name: 'child.js [4]' });
    assert.deepEqual(taken(), ['code is new', 'clear lines', 'need true'], 'the server has measured nothing');
  });

  it('of attached processes end with them, but not with the engine', () => {
    begin('a', 'attach');
    taken();
    update();
    update(target('a'));
    engine.running = false;
    update(target('a', { endedAtMs: 1 }));
    assert.deepEqual(taken(), []);
    engine.running = true;
    update(target('a', { endedAtMs: 1 }));
    assert.deepEqual(taken(), ['detach a', 'need false', 'ended a']);
  });

  it('are taken up by a new engine where that can be done', () => {
    begin('a', 'attach', { attachAgain: () => say('again a') });
    begin('b', 'run');
    taken();
    restarts.fire();
    assert.deepEqual(taken(), ['again a', 'detach b', 'need true', 'ended b']);
    assert.match(warnings.join(), /What runs in 'b' is no longer observed/);
  });

  it('are detached from by request, and not taken up again', async () => {
    begin('a', 'debug', { attachAgain: () => say('again a') });
    taken();
    await observations.detach('a');
    assert.deepEqual(taken(), ['request detach', 'need false', 'ended a']);
    restarts.fire();
    assert.deepEqual(taken(), []);
  });

  it('are told with what they observe', () => {
    begin('parent', 'debug');
    begin('child', 'debug');
    begin('run', 'run');
    update(
      target('child'),
      target('run', { id: 't1', pid: 1 }),
      target('run', { id: 't2', pid: 2, parent: 't1' }),
      target('run', { id: 't3', pid: 3, endedAtMs: 1 }),
      target('run', { id: 't4', pid: 4, parent: 'of another' }),
    );
    assert.deepEqual(observations.list().map(({ owner }) => owner), ['child', 'run']); // prettier-ignore
    assert.deepEqual(observations.pids('run'), [1, 4]);
    assert.ok(observations.isObserved(2) && !observations.isObserved(3));
    assert.ok(observations.hasReported('run') && !observations.hasReported('parent'));
  });
});
