import type MochaModule from 'mocha';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format, inspect } from 'node:util';
import CountingReporter from '../countingReporter';
import { print, resize, screenshot } from './window';

/** Called by VS Code in its extension host: runs every suite; rejects when a test failed or a suite did not load. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true); // stacks name the .ts files
  let failures: number;
  try {
    failures = await runSuites();
  } catch (error) {
    await print(inspect(error)); // what a rejection says is only in VS Code's own log
    throw error;
  }
  if (failures > 0) throw new Error(`${failures} host tests failed`);
}

async function runSuites(): Promise<number> {
  const { default: Mocha } = await import('mocha');
  let printed = Promise.resolve();
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    printed = printed.then(() => print(format(...args)));
  };
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: process.env.LOOPLENS_SCREENSHOTS === 'all' ? 180_000 : 60_000,
    color: false,
    forbidOnly: process.env.CI !== undefined,
    forbidPending: process.env.CI !== undefined,
    reporter: CountingReporter,
    fgrep: process.env.LOOPLENS_TEST_GREP ?? '',
    rootHooks: { afterEach: pictureOfFailure },
  });
  const suites = join(__dirname, 'suite');
  for (const name of readdirSync(suites, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(suites, name));
  }
  await mocha.loadFilesAsync();
  await resize(1280, 800);
  const failures = await new Promise<number>((done) => mocha.run(done));
  await printed;
  return failures;
}

async function pictureOfFailure(this: MochaModule.Context): Promise<void> {
  const test = this.currentTest;
  if (test?.state === 'failed') await screenshot(`failed-${test.fullTitle().replace(/\W+/g, '-')}`);
}
