// What a callable does in general, by its name: for those whose way to run was read off Node's source and that have no fact of
// their own, and as the last resort (`default`). The first rule that fits counts.
/** @type {[RegExp, string, string][]} expression over the id, words, cost */
export const families = [
  [/^path\b/, 'works on the path as text', 'constant'],
  [/^(util\.types|util)\.is[A-Z]/, 'looks at the value', 'constant'],
  [/^(URL|URLSearchParams|URLPattern|url)\b/, 'works on the URL as text', 'constant'],
  [/^punycode\b/, 'converts the text', 'bytes'],
  [
    /^(os|process)\.(?:[gs]et|cpus|free|total|network|user|host|load|up|arch|version|machine|platform)/,
    'asks the system',
    'constant',
  ],
  [/^os\./, 'asks the system', 'constant'],
  [/^Buffer#(read|write)/, 'converts a number', 'constant'],
  [/^ffi\.[gs]et/, 'reads or writes memory', 'constant'],
  [/^ffi\./, 'calls native code', 'input'],
  [/^crypto\.X509Certificate/, 'reads the certificate', 'constant'],
  [/^crypto\.create\w*Key|^crypto\.KeyObject/, 'reads the key', 'constant'],
  [/^crypto\./, 'asks or sets up OpenSSL', 'constant'],
  [/^zlib\.Zip|^zlib\.create?Zip|^zlib\.zipFiles/, 'works on the archive', 'bytes'],
  [/^v8\.(De)?[sS]erializer?/, 'reads or writes a part of the value', 'constant'],
  [/^v8\./, 'asks V8', 'constant'],
  [/^(async_hooks|domain|diagnostics_channel)\b/, 'keeps the context, calls the function', 'constant'],
  [/^(perf_hooks|performance|Performance\w*)\b/, 'measures', 'constant'],
  [
    /^(events|EventTarget|Event|CustomEvent|MessageEvent|CloseEvent|ErrorEvent|Abort\w*)\b/,
    'keeps listeners, calls them',
    'constant',
  ],
  [/^(Headers|FormData|Request|Response)\b/, 'works on the parts of a message', 'constant'],
  [
    /^(http|https|http2)\b.*([hH]eader|Trailer|writeHead|writeEarly|writeContinue|writeProcessing)/,
    'works on the headers',
    'constant',
  ],
  [/^(http|https|http2|net|tls|dgram)\b/, 'asks or sets up the connection', 'constant'],
  [/^dns\b/, 'sets up the look-ups', 'constant'],
  [
    /^(stream|stream\/\w+|\w*Stream\w*|string_decoder|ByteLength\w*|CountQueuing\w*)\b/,
    'asks or sets up the stream',
    'constant',
  ],
  [/^assert\b/, 'compares, throws when it does not hold', 'constant'],
  [/^(test|test\/reporters)\b/, 'sets up the tests', 'constant'],
  [/^(inspector|trace_events)\b/, 'for debuggers and traces', 'constant'],
  [/^(readline|repl|tty)\b/, 'works with the terminal', 'constant'],
  [/^(child_process|cluster|worker_threads)\b/, 'asks or sets up', 'constant'],
  [/^(module|vm|wasi|sea)\b/, 'asks or sets up', 'constant'],
  [/^(fs)\b/, 'asks or sets up, without the file', 'constant'],
  [/^(sqlite)\b/, 'asks or sets up the database', 'constant'],
  [/^(WebAssembly)\b/, 'works on the WebAssembly object', 'constant'],
  [/^(util)\b/, 'works on the value', 'constant'],
  [/^(timers)\b/, 'asks or changes the timer', 'constant'],
  [/^(process)\b/, 'asks or changes the process', 'constant'],
  [/./, 'works in memory', 'constant'],
];

/** Words for callables that leave the thread, or call back later, and have no fact of their own; by the way they do. */
export const ways = [
  ['process', 'process', 'starts a process', 'poll'],
  ['worker', 'worker', 'starts a thread', 'poll'],
  ['pool', 'pool', 'works in the thread pool', 'poll'],
  ['kernel', 'kernel', 'waits for the system', 'poll'],
];
