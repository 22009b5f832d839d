import { isatty } from 'node:tty';
import { Engine } from '../engine/engine';
import { cli } from './cli';
import { say, type CliContext } from './context';
import { sentenceFor } from './errors';
import { exitStatus } from './exitStatus';
import { standardOutput } from './output';

const context: CliContext = {
  startEngine: (options) => Engine.start(options),
  dist: __dirname,
  cwd: process.cwd(),
  env: process.env,
  platform: process.platform,
  inTerminal: [0, 1, 2].some((fd) => isatty(fd)),
  stdout: standardOutput(1),
  stderr: standardOutput(2),
  signals: process,
};

let failed = false;
function fail(error: unknown): void {
  if (!failed) say(context, sentenceFor(error));
  failed = true;
}
// A defect of ours must not take the observed program along: it runs on, and we wait for it.
process.on('uncaughtException', fail);
// What counts if everything came to rest without an answer.
process.exitCode = exitStatus.notObserved;

void cli(process.argv.slice(2), context)
  .catch(fail)
  .then((status) => process.exit(failed || status === undefined ? exitStatus.notObserved : status));
