import ts from 'typescript';
import type { Bindings } from '../bindings';
import { unwrapped } from '../unwrapped';
import type { Span } from '../finding';
import { constantText, regexParts, resolved } from './constants';
import type { RegexApplication, RegexMethod, RegexUse, SubjectSource } from './regexUse';
import { elementMethods, serverModules } from './requestNames';
import { compiling, isConstructor, regexMethods, routeMethods, stringMethods } from './sites';
import { SubjectFlow } from './subject';

/** Generated files have more than anybody would look at. */
const maxRegexes = 2000;
const maxApplications = 50;

const danger: readonly SubjectSource[] = ['request', 'parameter', 'unknown', 'constant'];

interface Found extends Omit<RegexUse, 'applications'> {
  readonly applications: RegexApplication[];
}

/**
 * Regular expressions that a file makes of constants, in the order of the text.
 * @param isWanted by its source and flags: the others are left out, which saves looking for what is done with them
 */
export function findRegexes(
  source: ts.SourceFile,
  bindings: Bindings,
  isWanted: (source: string, flags: string) => boolean = () => true,
): readonly RegexUse[] {
  const { scopes } = bindings;
  const { made: makers, calls } = scopes.regexSites;
  if (makers.length === 0 && !calls.some(({ callee }) => compiling.has(callee.name.text))) return [];
  const flow = new SubjectFlow(source, bindings);
  const found = new Map<ts.Node, Found>();

  const spanOf = (node: ts.Node): Span => ({ start: node.getStart(source), end: node.end });
  const add = (node: ts.Node, written: RegexUse['written'], text: string | null, flags: string) => {
    if (text !== null && found.size < maxRegexes && isWanted(text, flags))
      found.set(node, { source: text, flags, span: spanOf(node), written, applications: [] });
  };

  // 1. Where they are made.
  const make = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { source: text, flags } = regexParts(node);
      add(node, 'literal', text, flags);
    } else if (isConstructor(node)) {
      const [pattern, flags] = node.arguments ?? [];
      const flagsText = flags ? constantText(flags, scopes) : '';
      const made = pattern && resolved(pattern, scopes);
      if (made && ts.isRegularExpressionLiteral(made)) {
        const parts = regexParts(made);
        add(node, 'constructor', parts.source, flags ? (flagsText ?? '') : parts.flags);
      } else if (made) add(node, 'constructor', constantText(made, scopes), flagsText ?? '');
    }
  };
  for (const node of makers) make(node);

  // 2. What is done with them.
  const apply = (regex: ts.Expression, method: RegexMethod, call: ts.Node, subject: ts.Expression | null) => {
    if (found.size === 0) return;
    for (const node of regexesOf(regex, bindings)) {
      const use = found.get(node);
      if (!use || use.applications.length >= maxApplications) continue;
      const from = subject ? flow.of(subject) : { from: 'request' as const, maxLength: null };
      use.applications.push({
        method,
        span: spanOf(call),
        subject: { span: subject && spanOf(subject), ...from },
      });
    }
  };
  for (const { call, callee, first } of calls) {
    const { expression: owner, name } = callee;
    const method = name.text as RegexMethod;
    if (regexMethods.has(method)) apply(owner, method, call, first);
    else if (stringMethods.has(method)) {
      const text = compiling.has(method) && isText(owner, flow) ? constantText(first, scopes) : null;
      if (text !== null) add(first, 'string', text, method === 'matchAll' ? 'g' : '');
      apply(first, method, call, owner);
    }
    if (
      found.size > 0 &&
      routeMethods.test(method) &&
      serverModules.has(bindings.originOf(owner)?.module ?? '')
    )
      for (const path of pathsOf(first)) apply(path, 'route', call, null);
  }

  return [...found.values()]
    .sort((a, b) => a.span.start - b.span.start)
    .map((use) => ({ ...use, applications: use.applications.sort(byDanger) }));
}

/** Requests first, and of those the ones that nothing limits. */
function byDanger({ subject: a }: RegexApplication, { subject: b }: RegexApplication): number {
  const limit = (length: number | null) => -(length ?? Infinity);
  return danger.indexOf(a.from) - danger.indexOf(b.from) || compare(limit(a.maxLength), limit(b.maxLength));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The expressions that one may stand for: one, or the elements of an array that it runs through. */
function regexesOf(expression: ts.Expression, { scopes }: Bindings): readonly ts.Expression[] {
  const node = resolved(expression, scopes);
  if (!ts.isIdentifier(node)) return [node];
  const declared = scopes.find(node)?.node;
  if (!declared) return [node];
  let array: ts.Expression | null = null;
  if (ts.isParameter(declared)) {
    const call = declared.parent.parent;
    const first = declared.parent.parameters[0] === declared;
    if (
      first &&
      ts.isCallExpression(call) &&
      ts.isPropertyAccessExpression(call.expression) &&
      elementMethods.has(call.expression.name.text)
    )
      array = resolved(call.expression.expression, scopes);
  } else if (ts.isVariableDeclaration(declared) && ts.isForOfStatement(declared.parent.parent))
    array = resolved(declared.parent.parent.expression, scopes);
  return array && ts.isArrayLiteralExpression(array)
    ? array.elements.map((element) => resolved(element, scopes))
    : [node];
}

/** Whether the value is surely a string: other things have a `match` and a `search` too. */
function isText(expression: ts.Expression, flow: SubjectFlow): boolean {
  const node = unwrapped(expression);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || flow.of(node).from === 'request';
}

function pathsOf(expression: ts.Expression): readonly ts.Expression[] {
  const node = unwrapped(expression);
  return ts.isArrayLiteralExpression(node) ? node.elements : [node];
}
