import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { colors, commands, settings } from '../../../src/host/contributions';
import { repoRoot } from '../../nodes';

describe('contributions', () => {
  const { contributes } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as {
    contributes: {
      commands: { command: string }[];
      colors: { id: string }[];
      configuration: { properties: Record<string, unknown> };
    };
  };

  it('are those of package.json', () => {
    const ids = (items: Readonly<Record<string, string>>) => Object.values(items).sort();
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), ids(commands));
    assert.deepEqual(contributes.colors.map(({ id }) => id).sort(), ids(colors));
    assert.deepEqual(Object.keys(contributes.configuration.properties).sort(), ids(settings));
  });
});
