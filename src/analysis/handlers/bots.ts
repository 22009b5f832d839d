import { functionsFrom, handler, isMade, later, type Recognizer } from './recognizer';

const perMessage =
  /^(?:on|onText|command|hears|use|action|event|message|shortcut|view|options|start|help|onMessage)$/;
const once = /^(?:ready|clientReady|disconnect|shardReady|error|polling_error|webhook_error)$/;

/** Programs that people write messages to. */
export const bots: Recognizer = {
  modules: [
    'discord.js',
    'node-telegram-bot-api',
    'telegraf',
    'grammy',
    '@slack/bolt',
    'whatsapp-web.js',
    'irc',
    'irc-framework',
    'tmi.js',
    'eris',
  ],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    if (!perMessage.test(name) || !isMade(way.slice(0, -1))) return [];
    const what = call.text(0);
    if (what !== null && once.test(what)) return [later(functionsFrom(call, 1))];
    return [handler(module, what ?? 'message', functionsFrom(call, 0))];
  },
};
