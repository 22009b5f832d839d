import type { Translate } from '../../model/message';
import type { ApiEntry, ApiStage, ApiVariant, CallbackPhase, CostDriver, Where } from '../../knowledge/entry';
import type { MeasuredSite } from '../../shared/serverApi';
import { figures } from '../fusion';

/**
 * What is said of one of Node's callables, in Markdown: a short first line, a diagram, then what one may want to know.
 *
 * @param id the entry's, or the alias of it that the user wrote
 */
export function apiText(entry: ApiEntry, id: string, site: MeasuredSite | null, t: Translate): string {
  const { variants, since, removed } = entry;
  const name = `**${id.replace('#', '.')}**`;
  const [first] = variants;
  if (!first) return '';
  const several = variants.length > 1;
  return [
    `${name} · ${several && variants.some((one) => one.blocksMain !== first.blocksMain) ? t('depends on how it is called') : headline(first, t)}`,
    ...(site ? [figures(site, t)] : []),
    ...variants.map((variant) =>
      [
        ...(several ? [variantTitle(variant, variants, t)] : []),
        diagram(id, variant, t),
        ...costLine(variant, t),
      ].join('\n\n'),
    ),
    ...insteadLine(variants, t),
    ...(removed === null ? [] : [t('Node {0} no longer has it.', removed)]),
    sourceLine(entry, since, t),
  ].join('\n\n');
}

/** What matters most, in a few words. */
function headline({ stages, blocksMain, callbackPhase, cost }: ApiVariant, t: Translate): string {
  if (blocksMain) {
    return stages.some(({ where }) => where === 'process')
      ? t('stops the event loop until another process has ended')
      : t('runs on the event loop’s thread and blocks it');
  }
  const places = new Set(stages.map(({ where }) => where));
  const where = places.has('pool')
    ? places.has('kernel')
      ? t('works in the thread pool, then waits in the kernel')
      : t('works in the thread pool')
    : places.has('worker')
      ? t('works in another thread')
      : places.has('process')
        ? t('works in another process')
        : places.has('kernel')
          ? t('waits in the kernel, on no thread')
          : cost === 'input'
            ? t('runs on the event loop’s thread, for as long as its input makes it')
            : t('costs the event loop next to nothing');
  const phase = callbackPhase === null || callbackPhase === 'sync' ? null : phaseWords(callbackPhase, t);
  return phase === null ? where : t('{0}; continues in {1}', where, phase);
}

function variantTitle(variant: ApiVariant, all: readonly ApiVariant[], t: Translate): string {
  const versions = new Set(all.flatMap((one) => one.versions));
  const some = variant.versions.length < versions.size ? t('Node {0}', variant.versions.join(', ')) : null;
  return `_${[variant.when, some].filter((part) => part).join(' · ')}_`;
}

/** One row per stage, each further right than the one before: who does what, in which order. */
function diagram(id: string, { stages, callbackPhase, blocksMain }: ApiVariant, t: Translate): string {
  const rows: { readonly where: string; readonly what: string }[] = [];
  const call = `${id.split(/[.#]/).at(-1)}()`;
  if (!blocksMain && stages[0]?.where !== 'main')
    rows.push({ where: whereWords('main', t), what: t('{0} returns at once', call) });
  for (const stage of stages)
    rows.push({ where: whereWords(stage.where, t), what: stageText(stage, blocksMain, t) });
  if (callbackPhase === 'sync') rows.push({ where: whereWords('main', t), what: t('{0} returns', call) });
  else if (callbackPhase !== null)
    rows.push({
      where: whereWords('main', t),
      what: t('your code goes on: {0}', phaseWords(callbackPhase, t)),
    });
  const width = Math.max(...rows.map(({ where }) => where.length));
  const lines = rows.map(({ where, what }, at) => {
    const step = at === 0 ? '' : `${'   '.repeat(at - 1)}└▸ `;
    return `${where.padEnd(width)} │ ${step}${what}`;
  });
  return ['```text', ...lines, '```'].join('\n');
}

function stageText({ where, what }: ApiStage, blocksMain: boolean, t: Translate): string {
  const waits = blocksMain && (where === 'main' || where === 'v8' || where === 'process');
  return waits ? t('■ {0}; nothing else runs meanwhile', what) : what;
}

function costLine({ cost }: ApiVariant, t: Translate): string[] {
  if (cost === null || cost === 'constant') return [];
  return [
    cost === 'time'
      ? t('Takes as long as what it waits for.')
      : t('Takes longer with {0}.', costWords(cost, t)),
  ];
}

function insteadLine(variants: readonly ApiVariant[], t: Translate): string[] {
  const apis = [...new Set(variants.flatMap(({ replacement }) => replacement?.api ?? []))];
  return apis.length > 0 ? [t('Instead: {0}', apis.map((api) => `\`${api}\``).join(', '))] : [];
}

function sourceLine({ id, provenance, docUrl }: ApiEntry, since: string | null, t: Translate): string {
  const known: Readonly<Record<ApiEntry['provenance'], string>> = {
    probed: t('seen by running it'),
    derived: t('read off Node’s own source'),
    doc: t('from Node’s documentation'),
    default: t('guessed from its name'),
  };
  const language = docUrl === null ? languageUrl(id) : null;
  return [
    ...(docUrl === null ? [] : [`[${t('Node’s documentation')}](${docUrl})`]),
    ...(language === null ? [] : [`[${t('Documentation of the language')}](${language})`]),
    ...(since === null ? [] : [t('since Node {0}', since)]),
    known[provenance],
  ].join(' · ');
}

/** Address in MDN's reference of JavaScript, which Node's documentation does not repeat. */
function languageUrl(id: string): string | null {
  const [owner, member] = id.split(/[.#]/) as [string, string | undefined];
  if (owner === 'WebAssembly')
    return 'https://developer.mozilla.org/docs/WebAssembly/Reference/JavaScript_interface';
  if (!/^(?:JSON|RegExp|String|Atomics|Promise)$/.test(owner)) return null;
  const page = `https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/${owner}`;
  return member ? `${page}/${member}` : page;
}

function whereWords(where: Where, t: Translate): string {
  const words: Readonly<Record<Where, string>> = {
    main: t('event loop'),
    pool: t('thread pool'),
    kernel: t('kernel'),
    worker: t('worker'),
    v8: 'V8',
    process: t('process'),
  };
  return words[where];
}

function phaseWords(phase: Exclude<CallbackPhase, 'sync'>, t: Translate): string {
  const words: Readonly<Record<typeof phase, string>> = {
    timers: t('the timers phase'),
    poll: t('the poll phase'),
    check: t('the check phase'),
    close: t('the phase of close events'),
    nextTick: t('the queue of process.nextTick'),
    microtask: t('a microtask'),
  };
  return words[phase];
}

function costWords(cost: Exclude<CostDriver, 'constant' | 'time'>, t: Translate): string {
  const words: Readonly<Record<typeof cost, string>> = {
    bytes: t('the bytes that it handles'),
    iterations: t('the iterations asked for'),
    entries: t('the number of entries'),
    input: t('its input'),
  };
  return words[cost];
}
