export const runUsage = 'looplens run [options] -- <command> [args…]';
export const attachUsage = 'looplens attach <pid | host:port> [options]';
export const lintUsage = 'looplens lint [paths…] [options]';
export const usage = `${runUsage}\n       ${attachUsage}\n       ${lintUsage}`;

/** What `--help` prints. */
export const help = `Looplens names the line that holds the Node.js event loop, for how long and why.

Usage: ${usage}

  run       start a program under observation: any command that ends up running
            Node.js, its child processes and workers included
  attach    observe a program that is already running, by its process id or by
            the address of its inspector
  lint      find code that will block the event loop, without running it, in
            files and folders (default: this folder)

Options of run and attach:
  --report FILE      write the JSON report there when observation ends
  --format LIST      text, json or both, with a comma (default: text). text goes
                     to standard error; json to FILE, without --report to
                     standard output
  --duration 30s     stop observing after that long; the program goes on
  --threshold 20ms   shortest block to record
  --fail-on 100ms    exit status 3 if a block in your own code is longer
  --quiet            no live line
  --strict           don't run a program that can't be observed

Options of lint:
  --format NAME      text, json or sarif, to standard output (default: text)
  --fail-on NAME     exit status 1 if a finding is an error, a warning, an
                     information or a hint, or worse (default: warning)
  --quiet            show only findings that --fail-on is about

  --help, --version

Exit status: that of the command, 128 + n if signal n ended it; 1 lint found
something, 2 usage, 3 --fail-on, 4 not observed, 126 the command can't be
executed, 127 not found.

Examples:
  looplens run -- node server.js
  looplens run --report looplens-report.json --fail-on 100ms -- npm test
  looplens attach 4711 --duration 30s
  looplens lint src --format sarif > looplens.sarif
`;
