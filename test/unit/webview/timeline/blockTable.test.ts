import assert from 'node:assert/strict';
import { english } from '../../../../src/model/message';
import { blocksAsText } from '../../../../src/webview/timeline/blockTable';
import { sites } from '../../../webview/fakeTimeline';

const block = {
  thread: 't1',
  startMs: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  durationMs: 81.25,
  category: 'cpu',
  site: { ...sites[0]!, file: '/srv/a,"b".ts', functionName: '=cmd|x' },
} as const;

const names = new Map([['t1', 'server.js']]);
const one = { blocks: [block], count: 1, totalMs: block.durationMs };

describe('blocks for other programs', () => {
  it('are CSV that a spreadsheet reads and runs nothing of', () => {
    assert.equal(
      blocksAsText(one, names, 'csv', english),
      'startedAt,target,name,durationMs,category,functionName,file,line\r\n' +
        `2026-01-02T03:04:05.006Z,t1,server.js,81.3,cpu,'=cmd|x,"/srv/a,""b"".ts",10\r\n`,
    );
  });

  it('are in order of time', () => {
    const blocks = [block, { ...block, startMs: block.startMs - 1000 }];
    const rows = blocksAsText({ blocks, count: 2, totalMs: 0 }, names, 'csv', english).split('\r\n');
    assert.deepEqual(
      rows.slice(1, 3).map((row) => row.slice(17, 19)),
      ['04', '05'],
    );
  });

  it('are a Markdown table, which says what is left out', () => {
    const blocks = [{ ...block, site: null }];
    const text = blocksAsText({ blocks, count: 3, totalMs: 0 }, names, 'markdown', english);
    const [, , row, , left] = text.split('\n');
    assert.equal(
      row,
      '| 2026-01-02T03:04:05.006Z | t1 | server.js | 81.3 | computing in JavaScript |  |  |  |',
    );
    assert.equal(left, '2 shorter blocks are not shown.');
    assert.doesNotMatch(blocksAsText(one, names, 'markdown', english), /not shown/);
  });
});
