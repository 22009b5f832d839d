// Reads what @types/node says of each callable: since which version of Node there is one, and what its parameters are called.
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { npmInstall, provisionOnce, root } from '../lib/provision.mjs';

const versions = { 22: '22.20.5', 24: '24.19.2', 26: '26.6.6' };
/** Interfaces of objects that programs call by another name. */
const objects = {
  'NodeJS.Process': 'process.',
  Console: 'console.',
  BufferConstructor: 'Buffer.',
  SubtleCrypto: 'crypto.subtle.',
};

/** @returns {Promise<Map<string, { since: string | null, params: string[][] }>>} by id, an entry of `params` per overload */
export async function typesOf(major) {
  const folder = join(await packageFolder(major), 'node_modules', '@types', 'node');
  const found = new Map();
  for (const file of await declarations(folder)) {
    const text = await readFile(file, 'utf8');
    for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements)
      visit(statement, '', found);
  }
  return found;
}

async function packageFolder(major) {
  if (!versions[major]) return root; // a devDependency
  const target = join(root, '.cache', 'types', versions[major]);
  await provisionOnce(target, `@types/node ${versions[major]}`, (staging) =>
    npmInstall(staging, [`@types/node@${versions[major]}`]),
  );
  return target;
}

async function declarations(folder) {
  if (!existsSync(folder)) throw new Error(`${folder} is missing: run npm ci.`);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !/ts\d\.\d/.test(file));
}

/** `prefix` is what ids of what is declared there begin with. */
function visit(node, prefix, found) {
  if (ts.isModuleDeclaration(node)) {
    const inside = ts.isStringLiteral(node.name)
      ? `${node.name.text.replace(/^node:/, '')}.`
      : node.name.text === 'global' || prefix === ''
        ? ''
        : `${prefix}${node.name.text}.`;
    const own = node.name.text === 'NodeJS' ? 'NodeJS.' : inside;
    if (node.body && ts.isModuleBlock(node.body))
      for (const statement of node.body.statements) visit(statement, own, found);
  } else if (ts.isFunctionDeclaration(node) && node.name) add(found, prefix + node.name.text, node);
  else if (ts.isClassDeclaration(node) && node.name) {
    add(found, prefix + node.name.text, node.members.find(ts.isConstructorDeclaration) ?? node, node);
    membersOf(node, prefix + node.name.text, found);
  } else if (ts.isInterfaceDeclaration(node)) membersOf(node, prefix + node.name.text, found);
}

function membersOf({ members }, owner, found) {
  const object = objects[owner] ?? objects[owner.replace(/^.*\./, '')];
  for (const member of members) {
    if (!member.name || !ts.isIdentifier(member.name)) continue;
    const isStatic = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    add(found, `${object ?? (isStatic ? `${owner}.` : `${owner}#`)}${member.name.text}`, member);
  }
}

function add(found, id, node, documented = node) {
  if (!found.has(id)) found.set(id, { since: null, params: [] });
  const known = found.get(id);
  const tag = ts.getJSDocTags(documented).find(({ tagName }) => tagName.text === 'since');
  known.since ??= tag ? lowest(ts.getTextOfJSDocComment(tag.comment) ?? '') : null;
  if (node.parameters)
    known.params.push(node.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : '?')));
}

/** The first release with it: `v16.7.0, v14.18.0` came with 14.18.0. */
function lowest(text) {
  const all = [...text.matchAll(/v?(\d+)\.(\d+)\.(\d+)/g)].map((match) => match.slice(1).map(Number));
  all.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return all[0]?.join('.') ?? null;
}
