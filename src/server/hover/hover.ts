import ts from 'typescript';
import type { Bindings } from '../../analysis/bindings';
import type { Translate } from '../../model/message';
import type { ApiEntry } from '../../knowledge/entry';
import { lookupApi } from '../../knowledge/lookup';
import type { PageId } from '../../shared/panels';
import type { MeasuredSite } from '../../shared/serverApi';
import { explainLink, pageOfApi } from '../explain';
import { speaksOf, type MeasuredFile } from '../fusion';
import { apiIdOf } from './apiIds';
import { apiText } from './apiText';
import { instanceMethodId } from './instances';
import { expressionOf, tokenAt } from './nodeAt';
import { orderText, type OrderTopic } from './orderText';

export interface HoverText {
  readonly markdown: string;
  /** In the text, UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const topics: Readonly<Record<string, OrderTopic>> = {
  setTimeout: 'setTimeout',
  setInterval: 'setInterval',
  setImmediate: 'setImmediate',
  'process.nextTick': 'nextTick',
  queueMicrotask: 'queueMicrotask',
  'timers.setTimeout': 'setTimeout',
  'timers.setInterval': 'setInterval',
  'timers.setImmediate': 'setImmediate',
};
const chain = new Set(['then', 'catch', 'finally']);

/** What is to be said at an offset of a file; null for ordinary code. */
export function hoverAt(
  source: ts.SourceFile,
  bindings: Bindings,
  offset: number,
  measured: MeasuredFile,
  t: Translate,
): HoverText | null {
  const token = tokenAt(source, offset);
  if (!token) return null;
  if (token.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(token.parent)) {
    const entry = lookupApi('import');
    const markdown =
      entry && apiHover(entry, 'import', siteOf(token as ts.Expression, source, 'import', measured), t);
    return markdown === null ? null : { markdown, start: token.getStart(source), end: token.end };
  }
  const keyword = keywordOf(token, source, offset);
  if (keyword) {
    const { topic, start, end } = keyword;
    return { markdown: explained(orderText(topic, t), 'asynchronous-code', t), start, end };
  }
  if (!ts.isIdentifier(token)) return null;
  const markdown = textOf(token, source, bindings, measured, t);
  return markdown === null ? null : { markdown, start: token.getStart(source), end: token.end };
}

function textOf(
  name: ts.Identifier,
  source: ts.SourceFile,
  bindings: Bindings,
  measured: MeasuredFile,
  t: Translate,
): string | null {
  const expression = expressionOf(name);
  if (!expression) return null;
  const origin = bindings.originOf(expression);
  const made = origin && apiIdOf(origin);
  const id = made !== null && lookupApi(made) ? made : instanceMethodId(expression, bindings);
  const topic = id !== null && Object.hasOwn(topics, id) ? topics[id] : undefined;
  if (topic) return explained(orderText(topic, t), 'asynchronous-code', t);
  const entry = id === null ? null : lookupApi(id);
  if (entry) {
    return apiHover(entry, nameOf(id!, entry), siteOf(expression, source, entry.id, measured), t);
  }
  const isChain = ts.isPropertyAccessExpression(expression) && chain.has(name.text);
  return isChain && ts.isCallExpression(expression.parent) && expression.parent.expression === expression
    ? explained(orderText('then', t, name.text), 'asynchronous-code', t)
    : null;
}

function apiHover(entry: ApiEntry, name: string, site: MeasuredSite | null, t: Translate): string | null {
  const text = apiText(entry, name, site, t);
  return text === '' ? null : explained(text, pageOfApi(entry), t);
}

/** What the user knows a callable by: its own name, or the alias that was written, where that has another end. */
function nameOf(id: string, entry: ApiEntry): string {
  const end = (name: string): string | undefined => name.split(/[.#]/).at(-1);
  return entry.aliases.includes(id) && end(id) !== end(entry.id) ? id : entry.id;
}

/** With a link to the page that explains it, behind the last line's other links. */
function explained(text: string, page: PageId, t: Translate): string {
  return `${text} · ${explainLink(page, t)}`;
}

/** What was measured of the call that an expression is the callee of. */
function siteOf(expression: ts.Expression, source: ts.SourceFile, id: string, { sites }: MeasuredFile) {
  const { parent } = expression;
  if (!ts.isCallExpression(parent) || parent.expression !== expression) return null;
  const line = (offset: number): number => source.getLineAndCharacterOfPosition(offset).line + 1;
  const [start, end] = [line(parent.getStart(source)), line(parent.end)];
  return sites.find((site) => site.call !== null && speaksOf(site, { start, end, call: id })) ?? null;
}

/** `async`, and the `await` that an expression or a loop begins with. */
function keywordOf(token: ts.Node, source: ts.SourceFile, offset: number) {
  const start = token.getStart(source);
  const { AsyncKeyword, AwaitKeyword } = ts.SyntaxKind;
  if (token.kind === AsyncKeyword) return { topic: 'async', start, end: token.end } as const;
  if (token.kind === AwaitKeyword) return { topic: 'await', start, end: token.end } as const;
  const end = start + 'await'.length;
  return ts.isAwaitExpression(token) && offset < end ? ({ topic: 'await', start, end } as const) : null;
}
