const builtins = new Set(
  (
    'assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns ' +
    'dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix ' +
    'path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers ' +
    'stream/promises stream/web string_decoder sqlite sys test test/reporters timers timers/promises tls trace_events tty ' +
    'url util util/types v8 vm wasi worker_threads zlib globalThis'
  ).split(' '),
);

/** Whether a module, without `node:`, comes with Node; the globals count. */
export function isBuiltin(module: string): boolean {
  return builtins.has(module);
}
