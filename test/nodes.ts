import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Absolute path of the repository, seen from the compiled tests in out/test. */
export const repoRoot = join(__dirname, '..', '..');

/** Majors of Node.js that Looplens supports. */
export type NodeMajor = 20 | 22 | 24 | 26;

/** Path of a Node binary of that major; installed once where the running Node is another. Rejects when it cannot be. */
export async function nodeBinary(major: NodeMajor): Promise<string> {
  const url = pathToFileURL(join(repoRoot, 'scripts', 'lib', 'nodes.mjs')).href;
  const { node } = (await import(url)) as { node: (major: NodeMajor) => Promise<string> };
  return node(major);
}
