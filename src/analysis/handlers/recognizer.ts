import type { FunctionEntity, OriginEntity } from '../entities';
import type { FunctionFacts } from '../fileSummary';

/** One call, as those who recognise handlers see it. */
export interface CallView {
  readonly file: string;
  /** What is called: `['()', 'get']` of `express` for `app.get(…)`. */
  readonly way: readonly string[];
  readonly isNew: boolean;
  readonly argumentCount: number;
  /** A text argument; null where it is none or not known. */
  text(at: number): string | null;
  /** Functions in an argument, also those in arrays and behind wrappers such as `asyncHandler(fn)`. */
  functions(at: number): readonly FunctionEntity[];
  /** Objects written out in an argument, also those in arrays. */
  objects(at: number): readonly ObjectView[];
  /** The text argument of the call that made what the method is called on: of `app.route('/users').get(…)`. */
  madeWith(): string | null;
  facts(fn: FunctionEntity): FunctionFacts | null;
}

/** An object that is written out. */
export interface ObjectView {
  /** Of the properties that are written in it. */
  readonly names: readonly string[];
  text(name: string): string | null;
  functions(name: string): readonly FunctionEntity[];
  objects(name: string): readonly ObjectView[];
}

/** What a call does with functions it is given. */
export interface Registration {
  readonly functions: readonly FunctionEntity[];
  /**
   * `handler`: runs for each request, message, tick …; `setup`: runs now, once, with these parameters (a plugin's body);
   * `later`: runs once at the start or the end of the program.
   */
  readonly role: 'handler' | 'setup' | 'later';
  readonly framework: string;
  /** Such as `GET /users`; '' where it is no handler. */
  readonly name: string;
  /** What the functions are given. */
  readonly parameters: readonly (Parameter | null)[];
}

export interface Parameter {
  readonly module: string;
  readonly way: readonly string[];
}

/** Says what calls of some packages do with functions. */
export interface Recognizer {
  /** Without `node:`. */
  readonly modules: readonly string[];
  /** `origin` is what is called; its module is one of `modules`. */
  recognize(origin: OriginEntity, call: CallView): readonly Registration[];
}

export const handler = (
  framework: string,
  name: string,
  functions: readonly FunctionEntity[],
  parameters: readonly (Parameter | null)[] = [],
): Registration => ({ role: 'handler', framework, name, functions, parameters });

export const setup = (
  functions: readonly FunctionEntity[],
  parameters: readonly (Parameter | null)[],
): Registration => ({ role: 'setup', framework: '', name: '', functions, parameters });

export const later = (functions: readonly FunctionEntity[]): Registration => ({
  role: 'later',
  framework: '',
  name: '',
  functions,
  parameters: [],
});

/** Functions in all arguments from one on. */
export function functionsFrom(call: CallView, first: number): FunctionEntity[] {
  const found: FunctionEntity[] = [];
  for (let at = first; at < call.argumentCount; at++) found.push(...call.functions(at));
  return found;
}

/** Whether something was made on the way there: `express().get`, not `express.get`. */
export function isMade(way: readonly string[]): boolean {
  return way.some((step) => step === '()' || step === 'new');
}

export const verbs: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'options',
  'all',
  'any',
  'trace',
  'search',
  'link',
  'purge',
  'propfind',
]);

/** `GET /users`, `ALL /users`. */
export function routeName(verb: string, path: string | null): string {
  const method = verb === 'del' ? 'DELETE' : verb.toUpperCase();
  return path === null ? method : `${method} ${path}`;
}

/** What a handler is called that only its function's name tells of. */
export function requestName(functionName: string): string {
  return functionName === '' || functionName === 'exports' ? 'request' : functionName;
}
