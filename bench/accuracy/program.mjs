// Writes the programs that are observed: one source file of block functions in a module style, built where the style says so.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { markedLine } from '../lib/marks.mjs';

/** Options that the programs need of Node; a pattern that is interpreted now and compiled then cannot be planned. */
export const nodeOptions = ['--expose-gc', '--no-regexp-tier-up'];

const modules = { fs: 'fs', childProcess: 'child_process', crypto: 'crypto', zlib: 'zlib' };
const always = ['os', 'path'];

/** Styles of source: how it imports, whether it is built, and what starts. `named` takes functions out of modules at load. */
export const styles = {
  cjs: { file: 'src/program.cjs' },
  cjsNamed: { file: 'src/program.cjs', named: true },
  esm: { file: 'src/program.mjs', esm: true },
  esmNamed: { file: 'src/program.mjs', esm: true, named: true },
  ts: { file: 'src/program.ts', esm: true, built: { bundle: false, sourcemap: 'inline' } },
  minified: { file: 'src/program.ts', esm: true, built: { bundle: true, minify: true, sourcemap: 'linked' } },
};

/** How a program runs: itself, or in a thread or process that a small host starts. */
const hosts = {
  worker: (entry) => `const { Worker } = require('node:worker_threads');\nnew Worker(${entry});\n`,
  fork: (entry) => `require('node:child_process').fork(${entry});\n`,
  cluster: (entry) => `const cluster = require('node:cluster');
cluster.setupPrimary({ exec: ${entry} });
cluster.fork();\n`,
};

/**
 * Writes a program into `folder`.
 *
 * @param {object} wanted
 * @param {string} wanted.style key of `styles`
 * @param {string} wanted.host 'direct' or key of `hosts`
 * @param {object[]} wanted.kinds each once
 * @param {object} wanted.plan what truth.cjs reads
 * @returns {Promise<{ entry: string, expected: Map<string, object> }>} the script to start, and by kind what a report
 *   should name: { site: { file, line } | null, functionName, culprit: { file, line } | null }; null for a functionName
 *   or culprit that nobody can say
 */
export async function writeProgram(folder, { style, host, kinds, plan }) {
  const { file, built } = styles[style];
  const library = join(folder, 'node_modules', 'slow-lib');
  for (const path of [join(folder, 'src'), library]) mkdirSync(path, { recursive: true });
  copyFileSync(join(import.meta.dirname, 'truth.cjs'), join(folder, 'truth.cjs'));
  copyFileSync(join(import.meta.dirname, 'slowLib.cjs'), join(library, 'index.js'));
  writeFileSync(join(library, 'package.json'), '{ "name": "slow-lib", "version": "1.0.0" }\n');
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));

  const source = join(folder, file);
  writeFileSync(source, sourceText(styles[style], kinds, folder));
  let script = source;
  if (built) {
    script = join(folder, 'dist', 'program.js');
    const common = { format: 'cjs', platform: 'node', target: 'node20', logLevel: 'error' };
    const external = built.bundle ? { external: ['../truth.cjs'] } : {};
    await build({ entryPoints: [source], outfile: script, ...common, ...built, ...external });
  }
  const entry = host === 'direct' ? script : join(folder, 'host.cjs');
  if (host !== 'direct') writeFileSync(entry, hosts[host](JSON.stringify(script)));
  return { entry, expected: expectations(kinds, source, join(library, 'index.js')) };
}

function sourceText({ esm, named, file }, kinds, folder) {
  const tops = [...new Set(kinds.flatMap(({ top }) => (top ? [top] : [])))];
  const code = kinds.map(({ id, code }) => code.replace('// @site', `// @site ${id}`));
  const prepare = kinds.flatMap((kind) => (kind.prepare ? [`  ${kind.id}: ${kind.prepare},`] : []));
  let body = [...tops, ...code, `const prepare = {\n${prepare.join('\n')}\n};`].join('\n\n');
  const typescript = file.endsWith('.ts');
  if (typescript) body = body.replace(/^((?:async )?function \w+)\((\w+)\)/gm, '$1($2: any)');
  const { text, header } = imports(body, { esm, named, typescript });
  return `${esm ? '' : "'use strict';\n"}${header}
${typescript ? 'interface Sink {\n  /** Keeps the loops alive. */\n  value: number;\n}\n' : ''}
const truthModule = ${JSON.stringify(join(folder, 'truth.cjs'))};
let sink = 1;

${text}

runTurns({
  planFile: ${JSON.stringify(join(folder, 'plan.json'))},
  prepare,
  blocks: { ${kinds.map(({ id }) => id).join(', ')} },
});
`;
}

/** The import lines, and the body with `fs.readFileSync` as plain `readFileSync` where the style takes names. */
function imports(body, { esm, named, typescript }) {
  const lines = [];
  let text = body;
  for (const [name, module] of Object.entries(modules)) {
    if (named) {
      const names = new Set();
      text = text.replace(new RegExp(`\\b${name}\\.(\\w+)`, 'g'), (_, member) => {
        names.add(member);
        return member;
      });
      const list = [...names].join(', ');
      if (list)
        lines.push(
          esm ? `import { ${list} } from 'node:${module}';` : `const { ${list} } = require('${module}');`,
        );
    } else if (typescript) lines.push(`import * as ${name} from '${module}';`);
    else
      lines.push(
        esm ? `import ${name} from 'node:${module}';` : `const ${name} = require('node:${module}');`,
      );
  }
  for (const name of always)
    lines.push(esm ? `import ${name} from 'node:${name}';` : `const ${name} = require('node:${name}');`);
  if (esm && !typescript) lines.push("import { createRequire } from 'node:module';");
  lines.push(esm ? "import slowLib from 'slow-lib';" : "const slowLib = require('slow-lib');");
  lines.push(
    esm ? "import { runTurns } from '../truth.cjs';" : "const { runTurns } = require('../truth.cjs');",
  );
  if (esm && !typescript) lines.push('const require = createRequire(import.meta.url);');
  return { text, header: lines.join('\n') };
}

function expectations(kinds, source, library) {
  const of = (kind) => {
    const site = kind.code.includes('// @site') ? markedLine(source, `site ${kind.id}`) : null;
    const own = kind.culprit === undefined ? site : null;
    const culprit = kind.culprit ? markedLine(library, `culprit ${kind.culprit}`) : own;
    const functionName = kind.functionName === undefined ? kind.id : kind.functionName;
    return { site, functionName, culprit };
  };
  return new Map(kinds.map((kind) => [kind.id, of(kind)]));
}
