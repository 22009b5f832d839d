import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { get, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compute, longMs } from '../compute';
import { nodeBinary } from '../nodes';
import { blockingKinds } from './blockingKinds';
import { Observatory, type ObservedProgram } from './observedProgram';

/** Runs `block` once the test says so, outside the callback that heard it. The program ends a few turns later. */
const begin = `const begin = (block) =>
  process.stdin.once('data', () => setTimeout(() => { block(); setTimeout(() => {}, 10); }, 1));\n`;
/** Computes for a while; the function `name` holds the line. */
const hold = (name: string) => `function ${name}() { ${compute(longMs)} } // HERE\n`;

for (const major of [20, 24] as const) {
  describe(`blocks of real programs, on Node ${major}`, () => {
    let observatory: Observatory;
    let bigFile: string;
    before(async () => {
      observatory = await Observatory.open(await nodeBinary(major));
      bigFile = join(observatory.folder, 'big.bin');
      writeFileSync(bigFile, Buffer.alloc(1_000_000));
    });
    after(() => observatory.close());

    /** Its blocks in short, once it has ended. */
    const seen = async (program: ObservedProgram) =>
      (await program.blocks()).map(({ site, category, call, evidence }) => [
        site?.line,
        category,
        call,
        evidence,
      ]);

    describe('have their line, category and evidence', () => {
      for (const { title, code, category, call, evidence, nodeArgs = [] } of blockingKinds) {
        it(title, async () => {
          const program = observatory.start('main.js', begin + code, { nodeArgs });
          await program.begin();
          assert.deepEqual(await seen(program), [[program.line(), category, call, evidence]]);
        });
      }

      it('readFileSync, from a destructured require', async () => {
        const program = observatory.start(
          'main.js',
          `${begin}const { readFileSync } = require('fs');
begin(() => {
  ${compute(longMs, 'readFileSync(process.argv[2]);')} // HERE
});`,
          { args: [bigFile] },
        );
        await program.begin();
        assert.deepEqual(await seen(program), [[program.line(), 'sync-io', 'fs.readFileSync', 'wrapper']]);
      });

      it('readFileSync, from an ES module', async () => {
        const program = observatory.start(
          'main.mjs',
          `import { readFileSync } from 'node:fs';
${begin}begin(() => {
  ${compute(longMs, 'readFileSync(process.argv[2]);')} // HERE
});`,
          { args: [bigFile] },
        );
        await program.begin();
        assert.deepEqual(await seen(program), [[program.line(), 'sync-io', 'fs.readFileSync', 'wrapper']]);
      });

      if (process.platform !== 'win32') {
        it('readFileSync of a pipe that nobody writes to, while it waits and after', async () => {
          const pipe = join(observatory.folder, 'pipe');
          execFileSync('mkfifo', [pipe]);
          const program = observatory.start(
            'main.js',
            `${begin}begin(() => {
  require('fs').readFileSync(process.argv[2]); // HERE
});`,
            { args: [pipe] },
          );
          await program.begin();
          const stall = await program.shows(({ stalls }) =>
            program.of(stalls).find(({ category }) => category === 'sync-io'),
          );
          assert.match(stall.call ?? '', /^fs\./, 'what readFileSync is waiting in');
          await writeFile(pipe, 'at last');
          assert.deepEqual(await seen(program), [[program.line(), 'sync-io', 'fs.readFileSync', 'wrapper']]);
        });
      }
    });

    it('in a worker thread are the worker’s', async () => {
      const program = observatory.start(
        'main.js',
        `const { Worker, isMainThread, parentPort } = require('node:worker_threads');
${hold('inWorker')}if (isMainThread) {
  const worker = new Worker(__filename);
  process.stdin.once('data', () => worker.postMessage('go'));
} else parentPort.once('message', inWorker);`,
      );
      await program.begin(2);
      const [block, ...more] = await program.blocks();
      assert.deepEqual([block?.site?.line, block?.category, more], [program.line(), 'cpu', []]);
      const { targets } = await program.ended();
      const [main, worker] = program.of(targets);
      assert.deepEqual([worker?.kind, worker?.parent, worker?.id], ['worker', main?.id, block?.target]);
    });

    it('in a cluster’s child are the child’s', async () => {
      const program = observatory.start(
        'main.js',
        `const cluster = require('node:cluster');
${hold('inChild')}if (cluster.isPrimary) {
  const child = cluster.fork();
  process.stdin.once('data', () => child.send('go'));
} else process.once('message', () => { inChild(); process.disconnect(); });`,
      );
      await program.begin(2);
      const [block, ...more] = await program.blocks();
      assert.deepEqual([block?.site?.line, block?.category, more], [program.line(), 'cpu', []]);
      const { targets } = await program.ended();
      const [primary, child] = program.of(targets);
      assert.deepEqual([child?.kind, child?.parent, child?.id], ['process', primary?.id, block?.target]);
    });

    it('in an HTTP handler name the request', async () => {
      const program = observatory.start(
        'main.js',
        `${hold('report')}const server = require('node:http').createServer((request, response) => {
  if (request.url.startsWith('/report')) report();
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => server.close());`,
      );
      const [port] = (await once(createInterface({ input: program.child.stdout! }), 'line')) as [string];
      await program.watched();
      for (const path of ['/quick', '/report/7?full=1']) {
        const [response] = await once(get({ port, path, agent: false }), 'response');
        await once(response.resume(), 'end');
      }
      program.child.stdin!.end();
      const [block, ...more] = await program.blocks();
      assert.deepEqual([block?.site?.line, more], [program.line(), []]);
      assert.deepEqual(block?.handler, { framework: 'http', name: 'GET /report/7' });
    });

    it('after an await name the request where Node keeps its context, and a job beside it none', async () => {
      const program = observatory.start(
        'main.js',
        `${hold('report')}const { setTimeout: wait } = require('node:timers/promises');
const server = require('node:http').createServer(async (request, response) => {
  for await (const chunk of request);
  await wait(1);
  report();
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.once('data', async () => { await wait(1); report(); server.close(); });`,
      );
      const [port] = (await once(createInterface({ input: program.child.stdout! }), 'line')) as [string];
      await program.watched();
      const sent = request({ port, path: '/report/7', method: 'POST', agent: false }).end('body');
      const [response] = await once(sent, 'response');
      await once(response.resume(), 'end');
      program.child.stdin!.end('job');
      const handlers = (await program.blocks()).map(({ site, handler }) => [site?.line, handler?.name]);
      const name = major >= 24 ? 'POST /report/7' : undefined;
      assert.deepEqual(handlers, [
        [program.line(), name],
        [program.line(), undefined],
      ]);
    });

    it('that never end are seen while they last, and kept when the program is killed', async () => {
      const program = observatory.start('main.js', `${begin}begin(() => { for (;;); }); // HERE`);
      await program.begin();
      const stall = await program.shows(({ stalls }) => program.of(stalls).find(({ site }) => site));
      assert.deepEqual([stall.site?.file, stall.site?.line], [program.file, program.line()]);
      assert.equal(program.child.exitCode, null, 'it still runs');
      program.child.kill('SIGKILL');
      const [block, ...more] = await program.blocks();
      assert.deepEqual([block?.ended, block?.site?.line, more], [false, program.line(), []]);
    });

    it('of a program whose figures were dropped before it was killed come in no more', async () => {
      const program = observatory.start('main.js', `${begin}begin(() => { for (;;); }); // HERE`);
      await program.begin();
      const stall = await program.shows(({ stalls }) => program.of(stalls).find(({ site }) => site));
      observatory.engine.clearLines([stall.target]);
      program.child.kill('SIGKILL');
      assert.deepEqual(await program.blocks(), []);
      assert.deepEqual(observatory.engine.snapshot().sites, []);
    });

    it('that process.exit cuts off are kept', async () => {
      const program = observatory.start(
        'main.js',
        `${begin}${hold('last')}begin(() => { last(); process.exit(3); });`,
      );
      await program.begin();
      const [block, ...more] = await program.blocks();
      assert.deepEqual([block?.ended, block?.site?.line, more], [true, program.line(), []]);
      assert.equal(program.child.exitCode, 3);
    });

    it('are none in a program that ends at once, and it is known all the same', async () => {
      const program = observatory.start('quick.js', 'process.exitCode = 5;');
      const { targets } = await program.ended();
      const [target, ...more] = program.of(targets);
      assert.deepEqual([target?.name, target?.node.split('.')[0], more], ['quick.js', `v${major}`, []]);
      assert.ok(target?.endedAt);
      assert.deepEqual(await program.blocks(), []);
    });
  });
}
