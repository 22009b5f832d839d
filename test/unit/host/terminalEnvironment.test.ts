import assert from 'node:assert/strict';
import { inheritedNodeOptions } from '../../../src/host/terminalEnvironment';

describe("a terminal's own NODE_OPTIONS", () => {
  const options = '--require "/my tools/it\'s.js" --max-old-space-size=4096';

  it("are those of the user's setting, as they stand there", () => {
    assert.deepEqual(inheritedNodeOptions({ NODE_OPTIONS: options }, { NODE_OPTIONS: '--inherited' }), {
      NODE_OPTIONS: options,
    });
    const unresolved = '${env:NODE_OPTIONS} --no-warnings';
    assert.deepEqual(inheritedNodeOptions({ Node_Options: unresolved }, {}), { NODE_OPTIONS: unresolved });
  });

  it('are those that VS Code was started with', () => {
    assert.deepEqual(inheritedNodeOptions({}, { NODE_OPTIONS: options }), { NODE_OPTIONS: options });
    assert.deepEqual(
      inheritedNodeOptions({}, { VSCODE_NODE_OPTIONS: options, NODE_OPTIONS: '--of-vscode' }),
      { NODE_OPTIONS: options },
    );
  });

  it('are none where the setting takes them away, or a debugger of the extension host brought them', () => {
    assert.deepEqual(inheritedNodeOptions({ NODE_OPTIONS: null }, { NODE_OPTIONS: options }), {});
    const debugged = { NODE_OPTIONS: '--require bootloader.js', VSCODE_INSPECTOR_OPTIONS: '{}' };
    assert.deepEqual(inheritedNodeOptions({}, debugged), {});
    assert.deepEqual(inheritedNodeOptions({}, {}), {});
  });
});
