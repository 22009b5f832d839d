/** A program of several files, and what is to become of one of its calls. */
export interface FixProject {
  readonly title: string;
  /** By name; the first is the one that is run. */
  readonly files: Readonly<Record<string, string>>;
  /** File of the call that is mended, by its name. */
  readonly file: string;
  /** `sure`: mended without a word of warning. */
  readonly expected: 'sure' | 'with a note' | 'refused';
  /** Files that change. */
  readonly changed?: readonly string[];
}

const ask = "const http = require('http');\nconst ask = require('ask');\n";
const askModule = "import http from 'node:http';\nimport ask from 'ask';\n";
const read = (name: string): string => `fs.readFileSync(${name}, 'utf8').trim()`;

export const projects: readonly FixProject[] = [
  {
    title: 'a helper of a library',
    files: {
      'main.js': `${ask}const { load } = require('./lib/load');\nask(http.createServer((req, res) => {\n  const text = load('a.txt');\n  res.end(text + text.length);\n}), ['/a']);\n`,
      'lib/load.js': `const fs = require('fs');\nfunction load(name) {\n  return ${read('name')};\n}\nmodule.exports = { load };\n`,
    },
    file: 'lib/load.js',
    expected: 'sure',
    changed: ['lib/load.js', 'main.js'],
  },
  {
    title: 'a helper that two files call, one by another name',
    files: {
      'main.mjs': `${askModule}import { first } from './first.mjs';\nimport { load as read } from './load.mjs';\nask(http.createServer((req, res) => {\n  if (req.url === '/first') first(req, res);\n  else res.end('second ' + read('b.txt').length);\n}), ['/first', '/second']);\n`,
      'load.mjs': `import fs from 'fs';\nexport const load = (name) => ${read('name')};\n`,
      'first.mjs': `import { load } from './load.mjs';\nexport function first(req, res) {\n  res.end('first ' + load('a.txt').toUpperCase());\n}\n`,
    },
    file: 'load.mjs',
    expected: 'sure',
    changed: ['first.mjs', 'load.mjs', 'main.mjs'],
  },
  {
    title: 'a helper that another file calls while it is loaded',
    files: {
      'main.js': `${ask}const { load } = require('./load');\nconst title = load('b.txt');\nask(http.createServer((req, res) => {\n  res.end(title + load('a.txt'));\n}), ['/a']);\n`,
      'load.js': `const fs = require('fs');\nexports.load = (name) => ${read('name')};\n`,
    },
    file: 'load.js',
    expected: 'refused',
  },
  {
    title: 'a helper that another file gives to map',
    files: {
      'main.js': `${ask}const { load } = require('./load');\nask(http.createServer((req, res) => {\n  res.end(['a.txt', 'b.txt'].map(load).join());\n}), ['/a']);\n`,
      'load.js': `const fs = require('fs');\nexports.load = (name) => ${read('name')};\n`,
    },
    file: 'load.js',
    expected: 'refused',
  },
  {
    title: 'a helper that another file calls in a getter',
    files: {
      'main.js': `${ask}const { load } = require('./load');\nclass Page {\n  get text() {\n    return load('a.txt');\n  }\n}\nask(http.createServer((req, res) => {\n  res.end(new Page().text + load('b.txt'));\n}), ['/a']);\n`,
      'load.js': `const fs = require('fs');\nexports.load = (name) => ${read('name')};\n`,
    },
    file: 'load.js',
    expected: 'refused',
  },
  {
    title: 'a method of an object that is exported',
    files: {
      'main.js': `${ask}const store = require('./store');\nask(http.createServer((req, res) => {\n  res.end(store.load('a.txt') + '!');\n}), ['/a']);\n`,
      'store.js': `const fs = require('fs');\nmodule.exports = {\n  load(name) {\n    return ${read('name')};\n  },\n};\n`,
    },
    file: 'store.js',
    expected: 'sure',
    changed: ['main.js', 'store.js'],
  },
  {
    title: 'a handler that is the default export',
    files: {
      'main.mjs': `${askModule}import handler from './handler.mjs';\nask(http.createServer(handler), ['/']);\n`,
      'handler.mjs': `import * as fs from 'node:fs';\nexport default function (req, res) {\n  res.end(fs.readFileSync('a.txt'));\n}\n`,
    },
    file: 'handler.mjs',
    expected: 'sure',
    changed: ['handler.mjs'],
  },
  {
    title: 'a handler of Express in another file',
    files: {
      'main.js': `const app = require('express')();\nconst { report } = require('./handlers');\napp.get('/r', report);\nsetTimeout(() => app.ask(['/r']), 1);\n`,
      'handlers.js': `const fs = require('fs');\nexports.report = (req, res) => {\n  res.send(fs.readFileSync('missing', 'utf8'));\n};\n`,
    },
    file: 'handlers.js',
    expected: 'sure',
    changed: ['handlers.js'],
  },
  {
    title: 'a helper that an index hands on',
    files: {
      'main.mjs': `${askModule}import { load, other } from './lib/index.mjs';\nask(http.createServer((req, res) => {\n  res.end(load('a.txt') + other('b.txt'));\n}), ['/']);\n`,
      'lib/index.mjs': `export { load } from './load.mjs';\nexport * from './load.mjs';\n`,
      'lib/load.mjs': `import fs from 'node:fs';\nexport function load(name) {\n  return other(name) + '.';\n}\nexport function other(name) {\n  return ${read('name')};\n}\n`,
    },
    file: 'lib/load.mjs',
    expected: 'sure',
    changed: ['lib/load.mjs', 'main.mjs'],
  },
  {
    title: 'a helper with types',
    files: {
      'main.mts': `import { createServer } from 'node:http';\nimport { load, type Report } from './load.mjs';\nfunction render(report: Report): string {\n  return report.text + '.';\n}\nconst server = createServer((req, res) => {\n  const report = load('a.txt');\n  res.end(render(report) + req.url);\n});\nserver.listen(0, () => {\n  const { port } = server.address() as { port: number };\n  void fetch(\`http://127.0.0.1:\${port}/x\`, { headers: { connection: 'close' } })\n    .then((answer) => answer.text())\n    .then((text) => {\n      console.log(text);\n      server.close();\n    });\n});\n`,
      'load.mts': `import * as fs from 'node:fs';\nexport interface Report {\n  readonly text: string;\n}\nexport function load(name: string): Report {\n  return { text: ${read('name')} };\n}\n`,
    },
    file: 'load.mts',
    expected: 'sure',
    changed: ['load.mts', 'main.mts'],
  },
  {
    title: 'a static method of a class of another file',
    files: {
      'main.js': `${ask}const Store = require('./store');\nask(http.createServer((req, res) => {\n  res.end(Store.load('a.txt') + '!');\n}), ['/a']);\n`,
      'store.js': `const fs = require('fs');\nclass Store {\n  static load(name) {\n    return ${read('name')};\n  }\n}\nmodule.exports = Store;\n`,
    },
    file: 'store.js',
    expected: 'sure',
    changed: ['main.js', 'store.js'],
  },
  {
    title: 'a method of an instance of a class of another file',
    files: {
      'main.mjs': `${askModule}import { Store } from './store.mjs';\nconst store = new Store();\nask(http.createServer((req, res) => {\n  res.end(store.load('a.txt') + '!');\n}), ['/a']);\n`,
      'store.mjs': `import fs from 'fs';\nexport class Store {\n  load(name) {\n    return ${read('name')};\n  }\n}\n`,
    },
    file: 'store.mjs',
    expected: 'sure',
    changed: ['main.mjs', 'store.mjs'],
  },
  {
    title: 'a service that a class is given',
    files: {
      'main.mts': `import { createServer } from 'node:http';\nimport { ReportService } from './service.mjs';\nclass Reports {\n  constructor(private readonly reports: ReportService) {}\n  async show(): Promise<string> {\n    await null;\n    return this.reports.load() + '.';\n  }\n}\nconst reports = new Reports(new ReportService());\nconst server = createServer(() => void reports.show());\nvoid reports.show().then((text) => console.log(text, server.listening));\n`,
      'service.mts': `import * as fs from 'node:fs';\nexport class ReportService {\n  load(): string {\n    return ${read("'a.txt'")};\n  }\n}\n`,
    },
    file: 'service.mts',
    expected: 'with a note',
    changed: ['main.mts', 'service.mts'],
  },
  {
    title: 'a handler that is found by its name',
    files: {
      'main.js': `${ask}const { handle } = require('./handlers/' + 'report');\nask(http.createServer(handle), ['/a']);\n`,
      'handlers/report.js': `const fs = require('fs');\nexports.handle = (req, res) => {\n  res.end(${read("'a.txt'")});\n};\nrequire('http').createServer(exports.handle);\n`,
    },
    file: 'handlers/report.js',
    expected: 'with a note',
    changed: ['handlers/report.js'],
  },
];

/** Listens, asks for each path in turn, prints the answers and closes. */
export const askPackage = `module.exports = async (server, paths) => {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  for (const path of paths) {
    const url = 'http://127.0.0.1:' + server.address().port + path;
    const answer = await fetch(url, { headers: { connection: 'close' } });
    console.log(path, answer.status, await answer.text());
  }
  server.close();
};
`;
