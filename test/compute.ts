/**
 * A statement of JavaScript that repeats `statement` until the program that runs it has had a processor for `ms`. Measured by the
 * clock instead, a machine with no processor to spare leaves a loop next to none of its time, and the block is truthfully told as
 * starved. Other threads of the program, such as those that compile, count too.
 */
export function compute(ms: number, statement = 'for (let n = 0; n < 1e4; n++);'): string {
  const spent = 'now.user + now.system - since.user - since.system';
  return `for (let since = process.cpuUsage(), now = since; ${spent} < ${ms * 1000}; now = process.cpuUsage()) ${statement}`;
}

/** So long that its line is named however many others want the processor: over ten thresholds of 20 ms. */
export const longMs = 300;
