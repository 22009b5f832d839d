// `npm run package`: builds and packs the extension as looplens-VERSION.vsix. vsce wants Node 22 or newer: it and a Node
// for it are installed once into .cache.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { node } from './lib/nodes.mjs';
import { npmInstall, provisionOnce, root, run } from './lib/provision.mjs';

const version = '4.1.0';
const largestKb = 3000;
const folder = join(root, '.cache', 'vsce', version);
await provisionOnce(folder, `@vscode/vsce ${version}`, (staging) =>
  npmInstall(staging, [`@vscode/vsce@${version}`]),
);
await run(process.execPath, [join(root, 'esbuild.config.mjs')]);
const { name, version: own } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const out = `${name}-${own}.vsix`;
await run(await node(24), [
  join(folder, 'node_modules', '@vscode', 'vsce', 'vsce'),
  ...['package', '--no-dependencies', '--allow-missing-repository', '--out', out],
]);
const kb = Math.ceil((await stat(join(root, out))).size / 1000);
if (kb > largestKb) throw new Error(`${out} has ${kb} kB; it may have ${largestKb}.`);
console.log(`packed ${out}, ${kb} kB`);
