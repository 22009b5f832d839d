import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine, UsageError, type Invocation } from './args';
import { attach } from './attach';
import { say, type CliContext } from './context';
import { exitStatus } from './exitStatus';
import { run } from './run';
import { help } from './usage';

/** Does what the arguments after `looplens` ask for; resolves with the status to exit with. */
export async function cli(argv: readonly string[], context: CliContext): Promise<number> {
  let invocation: Invocation;
  try {
    invocation = parseCommandLine(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(context, `${error.message}\nusage: ${error.usage}\nlooplens --help tells more.`);
    return exitStatus.usage;
  }
  switch (invocation.kind) {
    case 'help':
      context.stdout.write(help);
      return exitStatus.ok;
    case 'version':
      context.stdout.write(`${version(context.dist)}\n`);
      return exitStatus.ok;
    case 'run':
      return run(invocation.command, invocation.options, context);
    case 'lint': {
      // A bundle of its own: the parser in it is larger than all the rest.
      const { lint } = await import('./lint.js');
      return lint(invocation.options, context, version(context.dist));
    }
    case 'attach':
      return attach(invocation.target, invocation.options, context);
  }
}

/** The package's version: package.json stands beside the folder of the bundles. */
function version(dist: string): string {
  const text = readFileSync(join(dist, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
