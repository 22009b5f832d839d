import assert from 'node:assert/strict';
import { english } from '../../../src/model/message';
import { frameOf } from '../../../src/model/profile/frames';
import { functionsCsv, functionsMarkdown } from '../../../src/webview/flame/exports';

const frames = [
  frameOf('quick', '/app/a.js', 1, 1),
  frameOf('a|b <T>', '/app/node_modules/x/b.js', 5, 2),
  frameOf('=SUM("x")', '/app/c, d.js', 7, 3),
  frameOf('never', '/app/a.js', 9, 1),
];
const functions = {
  frames,
  times: {
    selfUs: Float64Array.of(1000, 250_000, 3000, 0),
    totalUs: Float64Array.of(1000, 500_000, 3000, 0),
  },
  wholeUs: 1_000_000,
};

describe('functions as a table', () => {
  it('in Markdown: most self time first, names that can’t break the table, none without time', () => {
    const lines = functionsMarkdown(functions, english).split('\n');
    assert.equal(lines[0], '| Self, ms | Self, % | Total, ms | Total, % | Function | Place | Whose code |');
    assert.equal(lines[2], '| 250.000 | 25.0 | 500.000 | 50.0 | a\\|b \\<T\\> | b.js:5 | Dependencies |');
    assert.equal(lines.filter((line) => line.startsWith('|')).length, 5);
  });

  it('in Markdown: says what is left out of a long one', () => {
    const many = Array.from({ length: 60 }, (_, i) => frameOf(`f${i}`, '/app/a.js', i + 1, 1));
    const us = new Float64Array(60).fill(10);
    const text = functionsMarkdown(
      { frames: many, times: { selfUs: us, totalUs: us }, wholeUs: 600 },
      english,
    );
    assert.match(text, /\n\n10 more functions are not shown\.\n$/);
  });

  it('as CSV: all, with quotes doubled and nothing that a spreadsheet would run', () => {
    const lines = functionsCsv(functions).split('\r\n');
    assert.equal(lines[0], 'self_ms,total_ms,function,file,line,column,kind,package');
    assert.equal(lines[1], '250.000,500.000,a|b <T>,/app/node_modules/x/b.js,5,2,dependency,x');
    assert.equal(lines[2], '3.000,3.000,"\'=SUM(""x"")","/app/c, d.js",7,3,own,');
    assert.deepEqual(lines.slice(4), ['']);
  });
});
