import { lookupApi } from '../knowledge/lookup';
import { formatMs } from '../model/formatMs';
import type { Translate } from '../model/message';
import { asynchronousCall } from '../model/rules/builtinCalls';
import type { Handler, Place, StaticFinding } from './finding';

/** What is said of a finding; `related` are the places on the way from the handler. */
export interface FindingMessage {
  readonly message: string;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

/** First what happens and to whom, then what to do instead. */
export function messageOf(finding: StaticFinding, t: Translate): FindingMessage {
  return {
    message: sentences(finding, t)
      .filter((one) => one !== '')
      .join(' '),
    related: relatedOf(finding, t),
  };
}

function sentences({ rule, call, handler, detail }: StaticFinding, t: Translate): readonly string[] {
  const name = call ?? '';
  switch (rule) {
    case 'blocking-call':
      return [
        blocks(name, handler, String(detail['keptIn'] ?? ''), t),
        handler?.framework === 'worker' ? '' : instead(name, t),
      ];
    case 'unbounded-parse':
      return [
        t(
          'The whole body is kept and parsed at once, however large a client makes it{0}.',
          whose(handler, t),
        ),
        t('Count its bytes while they come, and answer 413 when there are too many.'),
      ];
    case 'endless-microtasks':
      return [
        t('{0} queues itself again before the event loop can turn: nothing else runs any more.', name),
        t('Use setImmediate, which lets other work in between.'),
      ];
    case 'unbounded-all':
      return [
        t('As many operations start at once as the client asks for{0}.', whose(handler, t)),
        t('Limit how many entries are taken, and how many run at a time.'),
      ];
    case 'floating-promise':
      return [
        t('Nobody waits for the promise of {0}: when it is rejected, the process may end.', name),
        t('Await it, or add a catch.'),
      ];
    case 'unexplained-ignore':
      return [t('This comment gives no reason, so it has no effect. Add one after a colon.')];
    case 'slow-regex':
      return slow(detail, t);
  }
}

function blocks(name: string, handler: Handler | null, keptIn: string, t: Translate): string {
  if (!handler) return t('{0} blocks the event loop whenever this async function runs.', name);
  if (keptIn !== '')
    return t(
      '{0} blocks the event loop once, for the first that needs it ({1}): {2} keeps the result.',
      name,
      handler.name,
      keptIn,
    );
  switch (kindOf(handler)) {
    case 'request':
      return handler.name.includes('/')
        ? t('{0} blocks the event loop for every request to {1}.', name, handler.name)
        : t('{0} blocks the event loop for every request{1}.', name, named(handler, 'request', t));
    case 'timer':
      return t('{0} blocks the event loop each time {1} fires.', name, handler.name);
    default:
      if (handler.framework === 'worker')
        return t('{0} blocks this worker’s thread for every message, not that of the program.', name);
      return t('{0} blocks the event loop for every message{1}.', name, named(handler, 'message', t));
  }
}

/** What a handler is called, where that says more than its kind. */
function named(handler: Handler, kind: string, t: Translate): string {
  return handler.name === kind ? '' : whose(handler, t);
}

/** What was measured, what it means for longer texts, and a text to see it with. */
function slow(
  { ms, length, degree, from, attack }: StaticFinding['detail'],
  t: Translate,
): readonly string[] {
  const took = formatMs(Number(ms), t);
  return [
    degree === 'exponential'
      ? t(
          'This regular expression took {0} for a text of {1} characters, and its time doubles with each few more.',
          took,
          Number(length),
        )
      : t(
          'This regular expression took {0} for a text of {1} characters; twice the text takes {2} times as long.',
          took,
          Number(length),
          Math.round(2 ** Number(degree)),
        ),
    from === 'request' ? t('Whoever sends a request decides the text.') : '',
    t('Try it with {0}.', String(attack)),
  ];
}

function whose(handler: Handler | null, t: Translate): string {
  return handler ? t(' ({0})', handler.name) : '';
}

function instead(call: string, t: Translate): string {
  const known = lookupApi(call)?.variants.find(({ replacement }) => replacement)?.replacement?.api;
  const other = known ?? asynchronousCall(call);
  return other === null ? '' : t('Use {0} instead.', other);
}

const ofMessages = new Set(
  'socket.io ws net tls dgram process worker worker_threads child_process cluster bullmq bull bee-queue kue amqplib kafkajs agenda pg-boss redis ioredis mqtt nats sqs-consumer electron moleculer message discord.js node-telegram-bot-api telegraf grammy @slack/bolt whatsapp-web.js irc irc-framework tmi.js eris'.split(
    ' ',
  ),
);

function kindOf({ framework, name }: Handler): 'request' | 'message' | 'timer' {
  if (framework === 'timer' || framework === 'schedule') return 'timer';
  if (framework === 'nest')
    return /\/|\.(?:canActivate|intercept|transform|catch|use)$/.test(name) ? 'request' : 'message';
  return ofMessages.has(framework) ? 'message' : 'request';
}

function relatedOf({ handler, path }: StaticFinding, t: Translate): FindingMessage['related'] {
  if (!handler) return [];
  const nameOf = (name: string | undefined): string => name || t('a function without a name');
  const steps = path.slice(0, -1).map(({ functionName, place }, at) => ({
    place,
    message: t('{0} calls {1}', nameOf(functionName), nameOf(path[at + 1]?.functionName)),
  }));
  return [
    { place: handler.place, message: t('{0} is handled here ({1})', handler.name, handler.framework) },
    ...steps,
  ];
}
