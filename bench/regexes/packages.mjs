// Regular expressions out of popular packages, at fixed versions; nothing of them is kept but the expressions, in memory.
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { npmInstall, provisionOnce, root } from '../../scripts/lib/provision.mjs';

const packages = [
  ...['express@4.21.2', 'koa@2.15.3', 'fastify@4.29.0', 'axios@1.7.9', 'commander@12.1.0', 'yargs@17.7.2'],
  ...['lodash@4.17.21', 'moment@2.30.1', 'dayjs@1.11.13', 'luxon@3.5.0', 'joi@17.13.3', 'zod@3.24.1'],
  ...[
    'validator@13.12.0',
    'marked@15.0.4',
    'handlebars@4.7.8',
    'ejs@3.1.10',
    'mustache@4.2.0',
    'dotenv@16.4.7',
  ],
  ...['js-yaml@4.1.0', 'semver@7.6.3', 'glob@11.0.0', 'ws@8.18.0', 'nodemailer@6.9.16', 'cheerio@1.0.0'],
  ...['winston@3.17.0', 'jsonwebtoken@9.0.2', 'mongoose@8.9.2', 'pg@8.13.1', 'sanitize-html@2.14.0'],
];
/** Of each, so that none outweighs the others. */
const perPackage = 12;
const largestFile = 400_000;

/** @returns {Promise<{ name: string, regex: RegExp }[]>} the same at every run */
export async function ofPackages() {
  const which = createHash('sha256').update(packages.join()).digest('hex').slice(0, 12);
  const folder = join(root, '.cache', 'regexes', which);
  await provisionOnce(folder, 'packages to take regular expressions from', (staging) =>
    npmInstall(staging, packages),
  );
  const found = new Map();
  for (const spec of packages) {
    const name = spec.slice(0, spec.lastIndexOf('@'));
    const regexes = await regexesIn(join(folder, 'node_modules', name));
    // Spread over the package rather than its first files.
    const step = Math.max(1, Math.floor(regexes.length / perPackage));
    for (const regex of regexes.filter((_, at) => at % step === 0).slice(0, perPackage))
      if (!found.has(String(regex))) found.set(String(regex), { name, regex });
  }
  return [...found.values()];
}

async function regexesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.[cm]?js$/.test(entry.name) && !/\.min\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) => !/[\\/](?:node_modules|test|tests|locale|locales|docs)[\\/]/.test(file.slice(folder.length)),
    )
    .sort();
  const found = new Map();
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    if (text.length > largestFile) continue;
    const visit = (node) => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        try {
          const regex = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
          found.set(String(regex), regex);
        } catch {
          // newer syntax than this Node has
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS));
  }
  return [...found.values()];
}
