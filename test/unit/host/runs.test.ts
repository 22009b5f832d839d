import assert from 'node:assert/strict';
import { Runs } from '../../../src/host/runs';

describe('a run', () => {
  let edited = false;
  let runs: Runs;

  beforeEach(() => {
    edited = false;
    runs = new Runs(() => edited);
  });

  it('begins with the first session, not with those that join it', () => {
    assert.equal(runs.started('a', 'Shop'), 'new');
    assert.equal(runs.started('b', 'server.js [11] « Shop'), null);
    runs.ended('b');
    runs.ended('a');
    assert.equal(runs.started('c', 'Shop'), 'new');
  });

  it('begins when a program starts again after an edit', () => {
    runs.started('a', 'watch');
    runs.started('b', 'server.js [11] « Shop');
    runs.ended('b');
    assert.equal(runs.started('c', 'server.js [12] « Shop'), null, 'the same code');
    runs.ended('c');
    edited = true;
    assert.equal(runs.started('d', 'server.js [13] « Shop'), 'again');
  });

  it('does not begin with another member of a cluster, nor with another program', () => {
    runs.started('a', 'watch');
    runs.started('b', 'server.js [11] « Shop');
    runs.started('c', 'server.js [12] « Shop');
    runs.ended('b');
    edited = true;
    assert.equal(runs.started('d', 'server.js [13] « Shop'), null);
    assert.equal(runs.started('e', 'job.js [14]'), null);
  });
});
