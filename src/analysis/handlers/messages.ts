import { globalModule } from '../bindings';
import {
  functionsFrom,
  handler,
  isMade,
  later,
  type CallView,
  type Recognizer,
  type Registration,
} from './recognizer';

const listening = new Set(['on', 'once', 'addListener', 'addEventListener', 'subscribe']);

/** Sockets of ws and of packages that are used in the same way. */
export const ws: Recognizer = {
  modules: ['ws', 'websocket', 'uws', 'isomorphic-ws', 'sockjs', 'faye-websocket'],
  recognize({ way }, call) {
    const name = way.at(-1) ?? '';
    if (!isMade(way.slice(0, -1))) return [];
    if (name === 'handleUpgrade')
      return [
        handler('ws', 'connection', functionsFrom(call, 3), [{ module: 'ws', way: ['WebSocket', 'new'] }]),
      ];
    const event = call.text(0);
    if (!listening.has(name) || event === null) return [];
    const functions = functionsFrom(call, 1);
    if (event === 'listening') return [later(functions)];
    const isConnection = event === 'connection' || event === 'request';
    return [
      handler('ws', event, functions, isConnection ? [{ module: 'ws', way: ['WebSocket', 'new'] }] : []),
    ];
  },
};

/** Messages of other processes and threads; the rest of what `process` emits comes at its end. */
export const processes: Recognizer = {
  modules: [globalModule, 'process', 'worker_threads', 'child_process', 'cluster'],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    const isProcess = module === 'process' || (module === globalModule && way[0] === 'process');
    if (module === globalModule && !isProcess) return [];
    const event = call.text(0);
    if (!listening.has(name) || event === null) return [];
    const functions = functionsFrom(call, 1);
    // What a worker is sent is handled in its own thread.
    const framework = isProcess ? 'process' : way.includes('parentPort') ? 'worker' : module;
    if (event === 'message') return [handler(framework, 'message', functions)];
    return isProcess ? [later(functions)] : [];
  },
};

/** What Babel puts in the place of `setInterval`. */
const compiledTimers = [
  '@babel/runtime-corejs3/core-js-stable/set-interval',
  '@babel/runtime-corejs3/core-js/set-interval',
  '@babel/runtime-corejs2/core-js/set-interval',
  'core-js-pure/stable/set-interval',
];

/** Functions that are called again and again. */
export const timers: Recognizer = {
  modules: [globalModule, 'timers', ...compiledTimers],
  recognize({ module, way }, call) {
    const isCompiled = compiledTimers.includes(module) && way.every((step) => step === 'default');
    return isCompiled || (way.length === 1 && way[0] === 'setInterval')
      ? [handler('timer', 'setInterval', call.functions(0))]
      : [];
  },
};

/** Workers of queues, consumers of brokers. */
export const queues: Recognizer = {
  modules: [
    'bullmq',
    'bull',
    'bee-queue',
    'kue',
    'amqplib',
    'amqplib/callback_api',
    'amqp-connection-manager',
    'kafkajs',
    'agenda',
    '@hokify/agenda',
    'pg-boss',
    'redis',
    'ioredis',
    'mqtt',
    'nats',
    'sqs-consumer',
    'rhea',
    'zeromq',
    'eventsource',
  ],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    const what = call.text(0);
    if (module === 'bullmq' && name === 'Worker' && call.isNew)
      return [handler(module, `job ${what ?? ''}`.trim(), functionsFrom(call, 1))];
    if (module === 'sqs-consumer' && name === 'create')
      return options(module, call, ['handleMessage', 'handleMessageBatch']);
    if (!isMade(way.slice(0, -1))) return [];
    switch (name) {
      case 'process':
      case 'define':
      case 'work':
        return [handler(module, `job ${what ?? ''}`.trim(), functionsFrom(call, 0))];
      case 'consume':
      case 'subscribe':
      case 'pSubscribe':
        return [handler(module, `message ${what ?? ''}`.trim(), functionsFrom(call, 1))];
      case 'run':
        return options(module, call, ['eachMessage', 'eachBatch']);
      case 'on':
        return what === 'message' || what === 'pmessage' || what === 'completed' || what === 'failed'
          ? [handler(module, what, functionsFrom(call, 1))]
          : [];
      default:
        return [];
    }
  },
};

/** Work that a clock starts. */
export const schedules: Recognizer = {
  modules: ['node-cron', 'cron', 'node-schedule', 'croner', 'toad-scheduler', 'later'],
  recognize({ way }, call) {
    const name = way.at(-1) ?? '';
    const when = call.text(0);
    const title = when === null ? 'schedule' : `schedule ${when}`;
    if (name === 'from') return options('schedule', call, ['onTick']);
    const starts =
      name === 'schedule' ||
      name === 'scheduleJob' ||
      name === 'createTask' ||
      (call.isNew && /^(?:CronJob|Cron|Job|Task|AsyncTask)$/.test(name));
    return starts ? [handler('schedule', title, functionsFrom(call, 0))] : [];
  },
};

function options(framework: string, call: CallView, names: readonly string[]): Registration[] {
  return call.objects(0).flatMap((one) => names.map((name) => handler(framework, name, one.functions(name))));
}
