import assert from 'node:assert/strict';
import { stallVerdict } from '../../../src/model/stallVerdict';
import { looks, stack } from '../../fakes/evidence';

const timers = 'node node:internal/timers:9 listOnTimeout';
const handle = stack('own main.ts:4 handle', timers);
const later = stack('own main.ts:9 later', timers);

describe('stallVerdict', () => {
  it('is the call that the thread is in, with the stack taken as it was entered', () => {
    const call = { kind: 'child-process', call: 'child_process.execSync', stack: handle } as const;
    const { category, call: name, site } = stallVerdict(call, looks(10, later));
    assert.deepEqual([category, name, site?.line], ['child-process', 'child_process.execSync', 4]);
  });

  it('has the line of the looks where the call came without a stack', () => {
    const call = { kind: 'sync-io', call: 'fs.readFileSync', stack: null } as const;
    const { category, site, stack: frames } = stallVerdict(call, looks(10, handle));
    assert.deepEqual([category, site?.line, frames.length], ['sync-io', 4, 2]);
    assert.equal(stallVerdict(call, []).site, null);
  });

  it('is the line that the looks so far share', () => {
    const { category, site } = stallVerdict(null, looks(10, handle, later, later));
    assert.deepEqual([category, site?.line], ['cpu', 9]);
  });

  it('is unknown before the first look', () => {
    assert.deepEqual(stallVerdict(null, []), {
      category: 'unknown',
      call: null,
      site: null,
      culprit: null,
      stack: [],
    });
    assert.equal(stallVerdict(null, looks(10, [])).category, 'unknown');
  });
});
