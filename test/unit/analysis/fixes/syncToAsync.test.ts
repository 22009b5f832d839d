import assert from 'node:assert/strict';
import { allMended, fixOf, lines, mended } from './mend';

describe('awaiting a call of Node', () => {
  it('uses fs.promises where the module has a name, and makes the callers asynchronous', () => {
    const text = lines(`
      const fs = require('fs');
      const read = (name) => fs.readFileSync(name, 'utf8');
      function title(name) {
        return read(name).split('\\n')[0];
      }
      setTimeout(() => {
        console.log(title('a'), !title('b'));
      }, 1);
    `);
    const fix = fixOf(text);
    assert.equal(fix.title, 'Await fs.promises.readFile in place of fs.readFileSync');
    assert.deepEqual([fix.kind, fix.preview, fix.note], ['quickfix', false, null]);
    assert.equal(
      mended(text),
      lines(`
        const fs = require('fs');
        const read = async (name) => await fs.promises.readFile(name, 'utf8');
        async function title(name) {
          return (await read(name)).split('\\n')[0];
        }
        setTimeout(async () => {
          console.log(await title('a'), !(await title('b')));
        }, 1);
      `),
    );
  });

  it('imports by name as the file does, and drops what nothing uses any more', () => {
    assert.equal(
      allMended(
        lines(`
          import { readFileSync, existsSync, createReadStream } from "node:fs"
          import { createServer } from "node:http"

          createServer((request, response) => {
            if (existsSync("a")) response.end(readFileSync("a"))
            else createReadStream("b").pipe(response)
          }).listen(1)
        `),
        'a.mjs',
      ),
      lines(`
        import { createReadStream } from "node:fs"
        import { access, readFile } from "node:fs/promises"
        import { createServer } from "node:http"

        createServer(async (request, response) => {
          if (await access("a").then(() => true, () => false)) response.end(await readFile("a"))
          else createReadStream("b").pipe(response)
        }).listen(1)
      `),
    );
  });

  it('takes the place of an import of which nothing is left', () => {
    assert.equal(
      mended(
        `const { statSync } = require("fs"); // sizes\nsetImmediate(() => console.log(statSync('a').size));\n`,
      ),
      `const { stat } = require("fs/promises"); // sizes\nsetImmediate(async () => console.log((await stat('a')).size));\n`,
    );
  });

  it('uses what is there of fs/promises, and adds to it', () => {
    const use = "setImmediate(() => console.log(readFileSync('a')));\n";
    const after = (call: string): string => `setImmediate(async () => console.log(await ${call}('a')));\n`;
    const existing: readonly (readonly [string, string, string])[] = [
      ["import { readFile } from 'fs/promises';\n", "import { readFile } from 'fs/promises';\n", 'readFile'],
      [
        "import * as files from 'fs/promises';\n",
        "import * as files from 'fs/promises';\n",
        'files.readFile',
      ],
      ["import { promises as fsp } from 'fs';\n", "import { promises as fsp } from 'fs';\n", 'fsp.readFile'],
      [
        "import { stat } from 'fs/promises';\n",
        "import { stat, readFile } from 'fs/promises';\n",
        'readFile',
      ],
      ["import { readFile } from 'fs';\n", "import { readFile } from 'fs';\n", 'readFileAsync'],
    ];
    for (const [before, expected, call] of existing) {
      const text = mended(`${before}import { readFileSync } from 'fs';\n${use}`, { file: 'a.mjs' });
      const added =
        call === 'readFileAsync' ? "import { readFile as readFileAsync } from 'fs/promises';\n" : '';
      assert.equal(text, expected + added + after(call));
    }
  });

  it('avoids names that are taken, in CommonJS too', () => {
    assert.equal(
      mended(
        "const { statSync } = require('fs');\nsetImmediate(() => {\n  const stat = statSync('a');\n  console.log(stat.size);\n});\n",
      ),
      "const { stat: statAsync } = require('fs/promises');\nsetImmediate(async () => {\n  const stat = await statAsync('a');\n  console.log(stat.size);\n});\n",
    );
  });

  it('follows other ways to have the function', () => {
    const forms: readonly (readonly [string, string])[] = [
      [
        "const read = require('fs').readFileSync;\nF(() => read('a'));",
        "const { readFile } = require('fs/promises');\nF(async () => await readFile('a'));",
      ],
      [
        "F(() => require('fs').readFileSync('a'));",
        "F(async () => await require('fs').promises.readFile('a'));",
      ],
      [
        "const fs = require('fs');\nconst { readFileSync } = fs;\nF(() => readFileSync('a'));",
        "const fs = require('fs');\nconst { readFile } = fs.promises;\nF(async () => await readFile('a'));",
      ],
      [
        "var fs = require('fs'), path = require('path');\nF(function () { fs['readFileSync']('a') });",
        "var fs = require('fs'), path = require('path');\nF(async function () { await fs.promises.readFile('a') });",
      ],
      [
        "F(() => {\n  const { readFileSync } = require('fs');\n  readFileSync('a');\n});",
        "F(async () => {\n  const { readFile } = require('fs/promises');\n  await readFile('a');\n});",
      ],
    ];
    for (const [before, after] of forms)
      assert.equal(
        mended(before.replace('F(', 'setImmediate('), {
          part: /\bread\('a'/.test(before) ? 'read(' : /\w+Sync'?\]?\('a'/.exec(before)![0],
        }),
        after.replace('F(', 'setImmediate('),
      );
  });

  it('makes functions with a callback give a promise', () => {
    assert.equal(
      allMended(
        lines(`
          'use strict';
          const zlib = require('node:zlib');
          const path = require('node:path');
          const { pbkdf2Sync } = require('node:crypto');

          process.nextTick(() => {
            console.log(zlib.gzipSync('a').length, zlib.gzipSync('b'), pbkdf2Sync('a', 'b', 1, 2, 'sha1'));
          });
        `),
      ),
      lines(`
        'use strict';
        const zlib = require('node:zlib');
        const path = require('node:path');
        const { pbkdf2 } = require('node:crypto');
        const { promisify } = require('node:util');
        const gzipAsync = promisify(zlib.gzip);
        const pbkdf2Async = promisify(pbkdf2);

        process.nextTick(async () => {
          console.log((await gzipAsync('a')).length, await gzipAsync('b'), await pbkdf2Async('a', 'b', 1, 2, 'sha1'));
        });
      `),
    );
    assert.equal(
      mended(
        "import util from 'util';\nimport { gzip, gzipSync } from 'zlib';\nconst pack = util.promisify(gzip);\nsetImmediate(() => gzipSync('a'));\nvoid pack;\n",
        { file: 'a.mjs' },
      ),
      "import util from 'util';\nimport { gzip } from 'zlib';\nconst pack = util.promisify(gzip);\nsetImmediate(async () => await pack('a'));\nvoid pack;\n",
    );
    assert.equal(
      mended("import { randomBytes } from 'crypto';\nsetImmediate(() => randomBytes(8));\n", {
        file: 'a.mjs',
        part: 'randomBytes(8)',
      }),
      "import { randomBytes } from 'crypto';\nimport { promisify } from 'util';\nconst randomBytesAsync = promisify(randomBytes);\nsetImmediate(async () => await randomBytesAsync(8));\n",
    );
  });

  it('keeps what differs between the forms', () => {
    const after = (call: string): string => {
      const text = mended(`const fs = require('fs');\nsetImmediate(() => {\n  console.log(${call});\n});\n`);
      return /console\.log\((.*)\);/.exec(text)![1]!;
    };
    assert.equal(after("fs.realpathSync('a')"), "await realpathAsync('a')");
    assert.equal(after("fs.realpathSync.native('a')"), "await fs.promises.realpath('a')");
    assert.equal(
      after("fs.readdirSync('a', { recursive: true })"),
      "await readdirAsync('a', { recursive: true })",
    );
    assert.equal(
      after("fs.readdirSync('a', { withFileTypes: true })"),
      "await fs.promises.readdir('a', { withFileTypes: true })",
    );
    assert.equal(
      after("fs.statSync('a', { bigint: true })"),
      "await fs.promises.stat('a', { bigint: true })",
    );
  });

  it('reads what a command printed, as a Buffer where it was one, and says what differs', () => {
    const text = (call: string): string =>
      `const cp = require("child_process");\nsetImmediate(() => use(${call}));\n`;
    const after = (call: string): string => /use\((.*)\)\);/.exec(mended(text(call)))![1]!;
    assert.equal(after('cp.execSync(c)'), '(await execAsync(c, { encoding: "buffer" })).stdout');
    assert.equal(
      after('cp.execSync(c, { cwd: "a" })'),
      '(await execAsync(c, { encoding: "buffer", cwd: "a" })).stdout',
    );
    assert.equal(after('cp.execSync(c, {})'), '(await execAsync(c, { encoding: "buffer" })).stdout');
    assert.equal(
      after('cp.execSync(c, { encoding: "utf8" }).trim()'),
      '(await execAsync(c, { encoding: "utf8" })).stdout.trim()',
    );
    assert.equal(
      after('cp.execFileSync("a", ["b"])'),
      '(await execFileAsync("a", ["b"], { encoding: "buffer" })).stdout',
    );
    const fix = fixOf(text('cp.execSync(c)'));
    assert.deepEqual([fix.kind, fix.preview], ['refactor', true]);
    assert.match(fix.note ?? '', /standard error .* code in place of status/);
  });

  it('changes types with it', () => {
    assert.equal(
      allMended(
        lines(`
          import { scryptSync, readFileSync } from 'crypto-or-fs';
          import * as fs from 'fs';
          import { scryptSync as derive } from 'crypto';
          function key(name: string): Buffer {
            return derive(load(name), 'salt', 8);
          }
          const load: (name: string) => string = (name) => fs.readFileSync(name, 'utf8');
          class Store {
            private count(): number { return fs.readdirSync('a')!.length; }
            async all(): Promise<number> { return this.count() + key('a').length; }
          }
          new Store().all().then(console.log);
        `),
        'a.ts',
      ),
      lines(`
        import { scryptSync, readFileSync } from 'crypto-or-fs';
        import * as fs from 'fs';
        import { scryptSync as derive, scrypt } from 'crypto';
        import { promisify } from 'util';
        const scryptAsync = promisify(scrypt) as (...args: Parameters<typeof derive>) => Promise<ReturnType<typeof derive>>;
        async function key(name: string): Promise<Buffer> {
          return await scryptAsync(await load(name), 'salt', 8);
        }
        const load: (name: string) => Promise<string> = async (name) => await fs.promises.readFile(name, 'utf8');
        class Store {
          private async count(): Promise<number> { return (await fs.promises.readdir('a'))!.length; }
          async all(): Promise<number> { return await this.count() + (await key('a')).length; }
        }
        new Store().all().then(console.log);
      `),
    );
  });

  it('begins no line with a parenthesis that the line before would call', () => {
    assert.equal(
      mended(
        "const fs = require('fs')\nasync function f() {\n  await null\n  const g = function () {}\n  fs.readFileSync('a').toString()\n  return g\n}\nf().then()\n",
      ),
      "const fs = require('fs')\nasync function f() {\n  await null\n  const g = function () {}\n  ;(await fs.promises.readFile('a')).toString()\n  return g\n}\nf().then()\n",
    );
  });

  it('hands errors of Express 4 handlers to next, and leaves those of Express 5 to it', () => {
    const text = lines(`
      const fs = require('fs');
      const app = require('express')();
      app.get('/', (req, res) => {
        res.send(\`
      \${fs.readFileSync('a')}\`);
      });
    `);
    const wrapped = lines(`
      const fs = require('fs');
      const app = require('express')();
      app.get('/', async (req, res, next) => {
        try {
          res.send(\`
      \${await fs.promises.readFile('a')}\`);
        } catch (error) {
          next(error);
        }
      });
    `);
    assert.equal(mended(text), wrapped);
    assert.equal(mended(text, { context: { majorOf: () => 4 } }), wrapped);
    assert.equal(
      mended(text, { context: { majorOf: () => 5 } }),
      text
        .replace('(req, res) =>', 'async (req, res) =>')
        .replace('fs.readFileSync', 'await fs.promises.readFile'),
    );
  });

  it('wraps handlers of every form', () => {
    const after = (handler: string): string =>
      mended(`const fs = require('fs');\nconst app = require('express')();\n${handler}\n`)
        .split('\n')
        .slice(2, -1)
        .join('\n');
    assert.equal(
      after("app.get('/', req => req.res.send(fs.readFileSync('a')));"),
      "app.get('/', async (req, res, next) => {\n  try {\n    req.res.send(await fs.promises.readFile('a'));\n  } catch (error) {\n    next(error);\n  }\n});",
    );
    assert.equal(
      after("app.use(function (error, req, res, done) { res.send(fs.readFileSync('a')); });"),
      "app.use(async function (error, req, res, done) {\n  try {\n    res.send(await fs.promises.readFile('a'));\n  } catch (error) {\n    done(error);\n  }\n});",
    );
    assert.equal(
      after("app.get('/', [list]);\nfunction list() {\n\tfs.accessSync('a');\n}"),
      "app.get('/', [list]);\nasync function list(req, res, next) {\n\ttry {\n\t\tawait fs.promises.access('a');\n\t} catch (error) {\n\t\tnext(error);\n\t}\n}",
    );
    assert.equal(
      after(
        "app.get('/', (req, res) => {\n  try {\n    res.send(fs.readFileSync('a'));\n  } catch (e) {\n    res.status(500).end();\n  }\n});",
      ),
      "app.get('/', async (req, res) => {\n  try {\n    res.send(await fs.promises.readFile('a'));\n  } catch (e) {\n    res.status(500).end();\n  }\n});",
    );
    assert.equal(
      after("app.get('/', async (req, res) => {\n  res.send(fs.readFileSync('a'));\n});"),
      "app.get('/', async (req, res) => {\n  res.send(await fs.promises.readFile('a'));\n});",
    );
  });

  it('wraps handlers whose catch awaits', () => {
    const text =
      "const fs = require('fs');\nrequire('express')().get('/', (req, res) => {\n  try {\n    res.send('a');\n  } catch {\n    res.send(fs.readFileSync('a'));\n  }\n});\n";
    assert.match(
      mended(text),
      /\n {4}\} catch \{\n {6}res\.send\(await .*\n {4}\}\n {2}\} catch \(error\) \{\n {4}next\(error\);/,
    );
  });

  it('types what handlers of Express are given, and returns on all ways where one does', () => {
    assert.equal(
      mended(
        "import fs from 'fs';\nimport express from 'express';\nexpress().delete('/', remove);\nfunction remove(req: express.Request, res: express.Response) {\n  if (req.ip) return res.end();\n  fs.rmSync('a');\n  return res.end();\n}\n",
        { file: 'a.ts' },
      ),
      "import fs from 'fs';\nimport express from 'express';\nexpress().delete('/', remove);\nasync function remove(req: express.Request, res: express.Response, next: (error?: unknown) => void) {\n  try {\n    if (req.ip) return res.end();\n    await fs.promises.rm('a');\n    return res.end();\n  } catch (error) {\n    return next(error);\n  }\n}\n",
    );
  });

  it('leaves calls alone for which it would need a preview when it mends all of a file', () => {
    const text =
      "const fs = require('fs');\nexport const a = () => fs.readFileSync('a');\nsetImmediate(() => fs.statSync('a'));\n";
    assert.equal(
      allMended(text),
      "const fs = require('fs');\nexport const a = () => fs.readFileSync('a');\nsetImmediate(async () => await fs.promises.stat('a'));\n",
    );
    assert.equal(allMended("require('fs').readFileSync('a');\n"), "require('fs').readFileSync('a');\n");
  });

  it('puts lines where what they use is there', () => {
    // 1. promisify is loaded later than the module.
    assert.equal(
      mended(
        "const zlib = require('zlib');\nstart();\nconst { promisify } = require('util');\nfunction start() {\n  setImmediate(() => zlib.gzipSync('a'));\n}\n",
      ),
      "const zlib = require('zlib');\nstart();\nconst { promisify } = require('util');\nconst gzipAsync = promisify(zlib.gzip);\nfunction start() {\n  setImmediate(async () => await gzipAsync('a'));\n}\n",
    );
    // 2. Modules are loaded in functions.
    assert.equal(
      allMended(
        "function a() {\n  const zlib = require('zlib');\n  zlib.gzipSync('a');\n}\nfunction b() {\n  const zlib = require('zlib');\n  zlib.gunzipSync('a');\n}\nsetImmediate(a);\nsetImmediate(b);\n",
      ),
      "const { promisify } = require('util');\nasync function a() {\n  const zlib = require('zlib');\n  const gzipAsync = promisify(zlib.gzip);\n  await gzipAsync('a');\n}\nasync function b() {\n  const zlib = require('zlib');\n  const gunzipAsync = promisify(zlib.gunzip);\n  await gunzipAsync('a');\n}\nsetImmediate(a);\nsetImmediate(b);\n",
    );
    // 3. Between the modules something runs.
    assert.equal(
      allMended(
        "const fs = require('fs');\nrun();\nconst zlib = require('zlib');\nfunction run() {\n  setImmediate(() => [zlib.gzipSync('a'), fs.realpathSync('a')]);\n}\n",
      ),
      "const fs = require('fs');\nconst { promisify } = require('util');\nconst realpathAsync = promisify(fs.realpath);\nrun();\nconst zlib = require('zlib');\nconst gzipAsync = promisify(zlib.gzip);\nfunction run() {\n  setImmediate(async () => [await gzipAsync('a'), await realpathAsync('a')]);\n}\n",
    );
  });

  it('leaves out of a fix for all what it cannot name', () => {
    const text =
      "const pack = require('zlib').gzipSync;\nconst fs = require('fs');\nsetImmediate(() => [pack('a'), fs.statSync('a')]);\n";
    assert.equal(
      allMended(text),
      text.replace('() => [', 'async () => [').replace('fs.statSync', 'await fs.promises.stat'),
    );
  });

  it('keeps line ends', () => {
    assert.equal(
      mended(
        "import { statSync, watch } from 'fs';\r\nsetImmediate(() => statSync('a'));\r\nwatch('a');\r\n",
        { file: 'a.mjs' },
      ),
      "import { watch } from 'fs';\r\nimport { stat } from 'fs/promises';\r\nsetImmediate(async () => await stat('a'));\r\nwatch('a');\r\n",
    );
  });
});
