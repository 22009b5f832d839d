import assert from 'node:assert/strict';
import { createLineReader } from '../../../src/shared/lines';

function read(...chunks: string[]): unknown[] {
  const values: unknown[] = [];
  const reader = createLineReader((value) => values.push(value));
  for (const chunk of chunks) reader(chunk);
  return values;
}

describe('createLineReader', () => {
  const text = '{"a":1}\n{"b":"ü\\n"}\n{"c":[]}\n';
  const values = [{ a: 1 }, { b: 'ü\n' }, { c: [] }];

  it('gives the same values, however the text is cut', () => {
    assert.deepEqual(read(text), values);
    assert.deepEqual(read(...text), values, 'one character at a time');
    for (let at = 0; at < text.length; at++)
      assert.deepEqual(read(text.slice(0, at), text.slice(at)), values, `cut at ${at}`);
  });

  it('waits for the end of a line', () => {
    assert.deepEqual(read('{"a":1}'), []);
    assert.deepEqual(read('{"a":1}', '\n'), [{ a: 1 }]);
  });

  it('leaves out what is no JSON, and empty lines', () => {
    assert.deepEqual(read('{"a":1}\n{"b":\n\n\u0000garbage\n{"c":2}\n'), [{ a: 1 }, { c: 2 }]);
  });

  it('leaves out what has no parts to read', () => {
    assert.deepEqual(read('null\n5\n"text"\ntrue\n{"a":1}\n'), [{ a: 1 }]);
  });
});
