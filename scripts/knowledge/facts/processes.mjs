import { after, blocking, each, later, main, on, stages, when } from './build.mjs';

const starts = [
  ['main', 'starts the process'],
  ['process', 'runs the command'],
];
const inWorker = [
  ['main', 'starts the thread'],
  ['worker', 'runs the script'],
];

const sends = [
  ['main', 'serializes the message'],
  ['kernel', 'takes it, at once if it can'],
];

export const facts = {
  ...each('child_process.', 'exec execFile spawn', stages(starts, 'poll', 'time')),
  'child_process.fork': stages([starts[0], ['process', 'runs the script']], 'poll', 'time'),
  'child_process.execSync': blocking(
    'waits for the command',
    'time',
    'child_process.exec',
    'exec-to-promisify',
    {
      stages: [
        ['process', 'runs the command'],
        ['main', 'waits for it'],
      ],
    },
  ),
  'child_process.execFileSync': blocking('', 'time', 'child_process.execFile', 'exec-to-promisify', {
    stages: [
      ['process', 'runs the command'],
      ['main', 'waits for it'],
    ],
  }),
  'child_process.spawnSync': blocking('', 'time', 'child_process.spawn', undefined, {
    stages: [
      ['process', 'runs the command'],
      ['main', 'waits for it'],
    ],
  }),
  'child_process.ChildProcess#spawn': stages(starts, 'poll', 'time'),
  'child_process.ChildProcess#kill': main('sends the signal'),
  'child_process.ChildProcess#send': stages(sends, 'nextTick', 'bytes'),
  'process.send': stages(sends, 'nextTick', 'bytes'),
  'cluster.fork': stages([starts[0], ['process', 'runs the script']], 'poll', 'time'),
  'cluster.disconnect': after('process', 'ends its servers', 'time'),
  'cluster.Worker#send': stages(sends, 'nextTick', 'bytes'),

  'worker_threads.Worker': stages(inWorker, 'poll', 'time'),
  'worker_threads.Worker#terminate': after('worker', 'ends', 'time'),
  'worker_threads.Worker#postMessage': stages(
    [
      ['main', 'copies the message'],
      ['worker', 'handles it'],
    ],
    'poll',
    'bytes',
  ),
  'worker_threads.Worker#getHeapSnapshot': after('worker', 'writes its heap down', 'bytes'),
  ...each(
    'worker_threads.Worker#',
    'getHeapStatistics cpuUsage startCpuProfile startHeapProfile',
    after('worker', 'answers', 'constant'),
  ),
  'worker_threads.postMessageToThread': stages(
    [
      ['main', 'copies the message'],
      ['worker', 'handles it'],
    ],
    'poll',
    'bytes',
  ),
  'worker_threads.receiveMessageOnPort': main('takes the next message', 'bytes'),
  'MessagePort#postMessage': stages([['main', 'copies the message']], 'poll', 'bytes'),
  'BroadcastChannel#postMessage': stages([['main', 'copies the message']], 'poll', 'bytes'),
  'MessagePort#close': later('closes the port', 'close'),

  require: blocking('finds, reads, compiles and runs the module', 'bytes', undefined, undefined, {
    when: 'the first time',
  }),
  'require.resolve': blocking('looks for the file', 'constant'),
  'module.Module#require': blocking('finds, reads, compiles and runs the module', 'bytes'),
  'module.Module#load': blocking('reads, compiles and runs the module', 'bytes'),
  import: [
    on(
      [20],
      stages(
        [
          ['pool', 'reads the module'],
          ['main', 'compiles and runs it'],
        ],
        'poll',
        'bytes',
      ),
    ),
    on(
      [22, 24, 26],
      blocking('reads, compiles and runs the module', 'bytes', undefined, undefined, { phase: 'microtask' }),
    ),
  ],
  'import.meta.resolve': blocking('looks for the file', 'constant'),
  'module.findPackageJSON': blocking('looks for package.json', 'constant'),
  'module.stripTypeScriptTypes': blocking('parses the source', 'bytes'),
  'module.flushCompileCache': blocking('writes the cache', 'bytes'),
  'module.SourceMap': blocking('decodes the mappings', 'bytes'),
  'module.register': blocking('waits for the thread of the hooks', 'time', 'module.registerHooks'),

  'vm.Script': blocking('compiles the source', 'bytes'),
  'vm.createScript': blocking('compiles the source', 'bytes'),
  'vm.compileFunction': blocking('compiles the source', 'bytes'),
  'vm.createContext': blocking('makes a context with globals of its own', 'constant'),
  ...each(
    'vm.',
    'runInContext runInNewContext runInThisContext',
    blocking('compiles and runs the code', 'input'),
  ),
  ...each('vm.Script#', 'runInContext runInNewContext runInThisContext', blocking('runs the code', 'input')),
  'vm.Script#createCachedData': blocking('writes the compiled code', 'bytes'),
  'vm.measureMemory': after('v8', 'measures with the next garbage collection', 'time', 'poll'),

  'v8.serialize': blocking('copies the value', 'bytes'),
  'v8.deserialize': blocking('builds the value', 'bytes'),
  'v8.Serializer#writeValue': blocking('copies the value', 'bytes'),
  'v8.Deserializer#readValue': blocking('builds the value', 'bytes'),
  'v8.writeHeapSnapshot': blocking('collects garbage, writes the heap to a file', 'bytes'),
  'v8.getHeapSnapshot': blocking('collects garbage, writes the heap down', 'bytes'),
  'v8.queryObjects': blocking('collects garbage, walks the heap', 'entries'),
  'v8.takeCoverage': blocking('writes the coverage to a file', 'entries'),
  'v8.getHeapCodeStatistics': main('asks V8'),

  'process.nextTick': later('queues the callback', 'nextTick'),
  'process.dlopen': blocking('loads the library', 'bytes'),
  'process.exit': main('runs the exit listeners, ends the process'),
  'process.kill': main('sends the signal'),
  'process.execve': main('becomes another program'),
  'process.report.writeReport': blocking('writes a report to a file', 'entries'),
  'process.report.getReport': blocking('gathers a report', 'entries'),
  'process.memoryUsage': main('asks the system and V8'),
  ...each('process.', 'initgroups setgroups', main('asks the system')),
  ...each(
    'process.std',
    'out.write err.write',
    main('writes; waits for files, pipes and (but on Windows) terminals', 'bytes'),
  ),
  'inspector.waitForDebugger': blocking('waits for a debugger', 'time'),
  'inspector.open': [
    when('with wait', blocking('waits for a debugger', 'time')),
    when('without wait', main('opens the port')),
  ],
  'inspector.Session#post': main('sends the command', 'input'),
  'inspector/promises.Session#post': later('sends the command', 'microtask', 'input'),
  'wasi.WASI#start': blocking('runs the program', 'input'),
  'wasi.WASI#initialize': blocking('runs the program’s start', 'input'),
  'repl.start': after('kernel', 'waits for lines', 'time'),
  'ffi.dlopen': blocking('loads the library', 'bytes'),
  'ffi.DynamicLibrary': blocking('loads the library', 'bytes'),
};
