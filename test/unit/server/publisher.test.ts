import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import { join } from 'node:path';
import { parseForScopes } from '../../../src/analysis/syntax';
import { english } from '../../../src/model/message';
import { Analysis } from '../../../src/server/analysis';
import { Measurements } from '../../../src/server/measurements';
import { Publisher } from '../../../src/server/publisher';

const regexWorker = join(__dirname, '../../../src/server/regex/regexWorker.js');
const file = '/shop/app.js';
const text = `
const fs = require('node:fs');
const app = require('express')();
app.get('/', (request, response) => {
  if (/^(a+)+$/.test(request.query.name)) response.send(fs.readFileSync('page.html'));
});
`;

describe('findings that are shown', function () {
  this.timeout(60_000);

  /** What is shown of the file, in `seen`; folders are read until `read` is called. */
  function shower(isOpen: boolean) {
    const seen = new EventEmitter();
    let read!: () => void;
    const reading = new Promise<void>((resolve) => (read = resolve));
    const analysis = new Analysis({ fileExists: (path) => path === file, regexWorker });
    const publisher = new Publisher({
      analysis,
      measurements: new Measurements(false),
      wants: () => ({ lint: true, regex: true }),
      publish: (_, diagnostics) => seen.emit('shown', diagnostics.map(({ code }) => code).sort()),
      tellFused: () => {},
      warn: assert.fail,
      isOpen: () => isOpen,
      idle: () => {
        seen.emit('waits');
        return reading;
      },
      t: english,
    });
    analysis.set(file, parseForScopes(file, text));
    const dispose = (): void => {
      publisher.dispose();
      analysis.dispose();
    };
    return { seen, read, analysis, publisher, dispose };
  }

  it('are those of calls first; regular expressions are tried out once folders have been read', async () => {
    const { seen, read, analysis, publisher, dispose } = shower(false);
    const first = once(seen, 'shown');
    const waits = once(seen, 'waits');
    publisher.changed([file]);
    assert.deepEqual(await first, [['blocking-call']]);
    await waits;
    assert.ok(analysis.hasUntried(file));

    const second = once(seen, 'shown');
    read();
    assert.deepEqual(await second, [['blocking-call', 'slow-regex']]);
    dispose();
  });

  it('are those of regular expressions, too, while folders are read, where the file is open', async () => {
    const { seen, publisher, dispose } = shower(true);
    const first = once(seen, 'shown');
    publisher.changed([file]);
    assert.deepEqual(await first, [['blocking-call']]);
    assert.deepEqual(await once(seen, 'shown'), [['blocking-call', 'slow-regex']]);
    dispose();
  });
});
