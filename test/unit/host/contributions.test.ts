import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { colors, commands, settings, terminalProfile } from '../../../src/host/contributions';
import { repoRoot } from '../../nodes';

describe('contributions', () => {
  const manifest = readFileSync(join(repoRoot, 'package.json'), 'utf8');
  const { contributes } = JSON.parse(manifest) as {
    contributes: {
      commands: { command: string }[];
      colors: { id: string }[];
      configuration: { properties: Record<string, unknown> };
      terminal: { profiles: { id: string }[] };
    };
  };

  it('have their texts in package.nls.json, and no other is there', () => {
    const texts = readFileSync(join(repoRoot, 'package.nls.json'), 'utf8');
    const keys = [...manifest.matchAll(/"%(.*?)%"/g)].map(([, key]) => key!);
    assert.deepEqual(Object.keys(JSON.parse(texts) as object).sort(), keys.sort());
  });

  it('are those of package.json', () => {
    const ids = (items: Readonly<Record<string, string>>) => Object.values(items).sort();
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), ids(commands));
    assert.deepEqual(contributes.colors.map(({ id }) => id).sort(), ids(colors));
    assert.deepEqual(Object.keys(contributes.configuration.properties).sort(), ids(settings));
    assert.deepEqual(contributes.terminal.profiles.map(({ id }) => id), [terminalProfile]); // prettier-ignore
  });
});
