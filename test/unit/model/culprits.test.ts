import assert from 'node:assert/strict';
import { CulpritTable } from '../../../src/model/culprits';
import { block, frame } from '../../fakes/reports';

const inLodash = frame({ file: '/app/node_modules/lodash/lodash.js', line: 7, module: 'lodash' });
const inJoi = frame({ file: '/app/node_modules/joi/lib/base.js', line: 9, module: 'joi' });

function tableOf(...blocks: ReturnType<typeof block>[]): CulpritTable {
  const table = new CulpritTable();
  for (const one of blocks) table.add(one);
  return table;
}

describe('the lines of dependencies', () => {
  it('have what all blocks spent there, and who called the longest; own code is none', () => {
    const caller = frame({ line: 5 });
    const table = tableOf(
      block({ culprit: inLodash, durationMs: 112 }),
      block({ culprit: inLodash, durationMs: 300, site: caller }),
      block({ culprit: inJoi, durationMs: 900 }),
      block(),
      block({ culprit: null }),
    );
    assert.deepEqual(table.views(), [
      { frame: inJoi, totalMs: 900, maxMs: 900, caller: frame() },
      { frame: inLodash, totalMs: 412, maxMs: 300, caller },
    ]);
  });

  it('are forgotten where only targets measured them whose code is gone', () => {
    const table = tableOf(
      ...['t1', 't2'].map((target) => block({ culprit: inLodash, target })),
      block({ culprit: inJoi, target: 't2' }),
    );
    table.forget(new Set(['t2']));
    assert.deepEqual(table.views().map(({ frame: { module }, totalMs }) => [module, totalMs]), [['lodash', 200]]); // prettier-ignore
  });
});
