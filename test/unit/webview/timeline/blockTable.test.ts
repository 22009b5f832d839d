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

describe('blocks for other programs', () => {
  it('are CSV that a spreadsheet reads and runs nothing of', () => {
    assert.equal(
      blocksAsText([block], 'csv', english),
      'startedAt,target,durationMs,category,functionName,file,line\r\n' +
        `2026-01-02T03:04:05.006Z,t1,81.3,cpu,'=cmd|x,"/srv/a,""b"".ts",10\r\n`,
    );
  });

  it('are a Markdown table', () => {
    const [, , row] = blocksAsText([{ ...block, site: null }], 'markdown', english).split('\n');
    assert.equal(row, '| 2026-01-02T03:04:05.006Z | t1 | 81.3 | computing in JavaScript |  |  |  |');
  });
});
