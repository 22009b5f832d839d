// What the language server is to read in its bench: real packages, and one file of 6,000 lines.
import { join } from 'node:path';
import { npmInstall, provisionOnce, root } from '../../scripts/lib/provision.mjs';

/** Servers and what they are made of, with what they need. Their versions are fixed, so that figures can be compared. */
const packages = [
  ...['express@5.2.1', 'fastify@5.12.8', 'koa@3.3.0', 'socket.io@4.8.4', 'graphql@16.15.0', 'bullmq@6.7.0'],
  ...['@nestjs/core@12.5.1', '@nestjs/common@12.5.1', '@nestjs/platform-express@12.5.1', 'ioredis@5.11.1'],
  ...[
    'sequelize@6.37.8',
    'mongoose@9.12.1',
    'knex@3.3.0',
    'mysql2@3.24.6',
    'webpack@5.112.2',
    'mocha@12.0.3',
  ],
];

/** Folder with the sources of many packages; installed once. */
export async function packageSources() {
  const folder = join(root, '.cache', 'bench-sources', '1');
  await provisionOnce(folder, 'packages whose sources are read', (staging) =>
    npmInstall(staging, ['--omit=optional', '--legacy-peer-deps', ...packages]),
  );
  return join(folder, 'node_modules');
}

/** A server of `lines` lines: every route calls helpers, and every third blocks somewhere. */
export function largeServer(lines) {
  const text = [
    "const fs = require('node:fs');",
    "const { execSync, spawn } = require('node:child_process');",
    "const { pbkdf2Sync, randomBytes } = require('node:crypto');",
    "const express = require('express');",
    'const app = express();',
    '',
  ];
  const blocking = [
    'const page = fs.readFileSync(`pages/${request.params.id}.html`);',
    "const key = pbkdf2Sync(request.body.password, 'salt', 100_000, 64, 'sha512');",
    "const revision = execSync('git rev-parse HEAD').toString();",
  ];
  for (let route = 0; text.length < lines; route++) {
    const call = route % 3 === 0 ? blocking[(route / 3) % 3] : 'const page = await load(request.params.id);';
    text.push(
      `/** Answers with what was asked for as number ${route}. */`,
      `app.get('/items${route}/:id', async (request, response, next) => {`,
      '  const started = process.hrtime.bigint();',
      `  const { limit = 20, offset = ${route}, ...rest } = request.query;`,
      '  if (!/^\\d+$/.test(request.params.id)) {',
      '    response.status(400).json({ error: `no item ${request.params.id}`, rest });',
      '    return;',
      '  }',
      '  try {',
      `    ${call}`,
      '    const rows = (await list(limit, offset)).map((row) => ({ ...row, id: Number(row.id) }));',
      '    response.json({ rows, took: Number(process.hrtime.bigint() - started) / 1e6 });',
      '  } catch (error) {',
      '    next(error);',
      '  }',
      '});',
      '',
    );
  }
  return `${text.slice(0, lines).join('\n')}\n`;
}
