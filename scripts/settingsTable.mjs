// Writes the settings table of README.md from package.json; with --check, says whether it is as it would be written.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/provision.mjs';

const readme = join(root, 'README.md');
const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const texts = read('package.nls.json');
const { properties } = read('package.json').contributes.configuration;
const rows = Object.entries(properties).map(
  ([name, { description, default: value }]) =>
    `| \`${name}\` | \`${JSON.stringify(value)}\` | ${texts[description.slice(1, -1)]} |`,
);
const table = ['| setting | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
const [start, end] = ['<!-- settings -->', '<!-- /settings -->'];
const text = readFileSync(readme, 'utf8');
const before = text.slice(0, text.indexOf(start) + start.length);
const after = text.slice(text.indexOf(end));
const written = `${before}\n\n${table}\n\n${after}`;
/** The formatter pads the cells. */
const bare = (markdown) => markdown.replace(/ +/g, ' ').replace(/-+/g, '-');
if (!process.argv.includes('--check')) writeFileSync(readme, written);
else if (bare(written) !== bare(text)) {
  console.error(
    'README.md: the settings table is not that of package.json. Run: node scripts/settingsTable.mjs',
  );
  process.exitCode = 1;
}
