import ts from 'typescript';
import { assertMarked } from './programs';

const service = `
  import fs from 'fs';
  export class Service {
    cache: string | null = null;
    async load(name: string) {
      const text = await this.read(name);
      return text;
    }
    async read(name: string) {
      await Promise.resolve();
      return fs.readFileSync(name, 'utf8'); //! GET /x
    }
    async refresh() {
      fs.writeFileSync('cache', ''); //! -
      this.cache = await this.read('cache');
    }
  }`;
const app = `
  import express from 'express';
  import { Service } from './service';
  async function made() {
    await Promise.resolve();
    return new Service();
  }
  const server = express();
  server.get('/x', async (request, response) => {
    const one = await made();
    response.send(await one.load('x'));
  });`;

/** As TypeScript writes it for what has no async functions. */
const compiled = (text: string, target: ts.ScriptTarget, importHelpers: boolean): string =>
  ts.transpileModule(text, {
    compilerOptions: { target, module: ts.ModuleKind.CommonJS, importHelpers, esModuleInterop: true },
  }).outputText;

describe('analysis: async functions that were compiled', () => {
  for (const [name, target] of [
    ['generators', ts.ScriptTarget.ES2015],
    ['state machines', ts.ScriptTarget.ES5],
  ] as const)
    for (const helpers of [false, true])
      it(`to ${name}, with helpers ${helpers ? 'of tslib' : 'in the file'}`, () => {
        assertMarked({
          'service.js': compiled(service, target, helpers),
          'app.js': compiled(app, target, helpers),
        });
      });
});
