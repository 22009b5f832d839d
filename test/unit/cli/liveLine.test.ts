import assert from 'node:assert/strict';
import { LiveLine } from '../../../src/cli/liveLine';

function terminal(rows: number | undefined, columns = 80) {
  const written: string[] = [];
  return {
    written,
    output: { isTTY: true, rows, columns, write: (text: string) => void written.push(text) },
  };
}

const drawn =
  '\u001b7\u001b[r\u001b8\u001bD\u001b[A' +
  '\u001b7\u001b[1;23r' +
  '\u001b[24;1H\u001b[0m\u001b[2K' +
  'text 79\u001b8';
const cleared = '\u001b7\u001b[r\u001b[24;1H\u001b[0m\u001b[2K\u001b8';

describe('LiveLine', () => {
  it('draws in the last row, in one write, and gives the row back', () => {
    const { written, output } = terminal(24);
    const line = new LiveLine(output, (columns) => ({ text: `text ${columns}`, more: false }));
    line.update();
    assert.deepEqual(written, [drawn]);
    line.update();
    assert.equal(written.length, 1, 'the next drawing has time');
    line.dispose();
    assert.deepEqual(written, [drawn, cleared]);
    line.update();
    line.dispose();
    assert.equal(written.length, 2, 'what is over stays over');
  });

  it('draws what was put off, and goes on while there is more to come', async () => {
    const { written, output } = terminal(24);
    await new Promise<void>((resolve) => {
      const line = new LiveLine(output, () => {
        const last = written.length === 2;
        if (last) queueMicrotask(() => (line.dispose(), resolve()));
        return { text: '', more: !last };
      });
      line.update();
      // The line's own timer keeps no process alive; this test has to.
      setTimeout(() => {}, 1000);
    });
    assert.equal(written.length, 4);
  });

  it('takes no row from a terminal that has none to spare', () => {
    for (const { written, output } of [terminal(5), terminal(undefined), terminal(24, 19)]) {
      const line = new LiveLine(output, () => ({ text: 'text', more: false }));
      line.update();
      line.dispose();
      assert.deepEqual(written, []);
    }
  });
});
