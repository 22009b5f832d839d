import assert from 'node:assert/strict';
import { pageFor } from '../../../src/model/explainPage';
import { pageIds } from '../../../src/shared/panels';
import { categories } from '../../../src/shared/report';

describe('the page that explains a block', () => {
  it('is about what held the loop', () => {
    assert.equal(pageFor('sync-io', 'fs.readFileSync'), 'io-and-thread-pool');
    assert.equal(pageFor('crypto', 'crypto.pbkdf2Sync'), 'io-and-thread-pool');
    assert.equal(pageFor('gc', null), 'garbage-collection');
    assert.equal(pageFor('microtasks', null), 'asynchronous-code');
    assert.equal(pageFor('regex', null), 'v8');
    assert.equal(pageFor('child-process', 'child_process.execSync'), 'threads');
    assert.equal(pageFor('cpu', null), 'event-loop');
  });

  it('follows the call where the kind alone would mislead', () => {
    assert.equal(pageFor('native', null), 'io-and-thread-pool');
    assert.equal(pageFor('native', 'Array.sort'), 'event-loop');
    assert.equal(pageFor('native', 'Atomics.wait'), 'threads');
  });

  it('exists for every kind', () => {
    for (const category of categories) assert.ok(pageIds.includes(pageFor(category, null)), category);
  });
});
