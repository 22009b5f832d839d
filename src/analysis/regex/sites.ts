import ts from 'typescript';
import { unwrapped } from '../unwrapped';
import type { RegexMethod } from './regexUse';

export const regexMethods: ReadonlySet<string> = new Set<RegexMethod>(['test', 'exec']);
export const stringMethods: ReadonlySet<string> = new Set<RegexMethod>([
  ...(['match', 'matchAll', 'replace', 'replaceAll', 'search', 'split'] as const),
]);
/** Those that make an expression of a string. */
export const compiling: ReadonlySet<string> = new Set<RegexMethod>(['match', 'matchAll', 'search']);
export const routeMethods = /^(?:get|post|put|patch|delete|head|options|all|use|route)$/;

/** Where a piece of a file may make a regular expression, and where it may use one. */
export interface RegexSites {
  /** Literals and `RegExp(…)`. */
  readonly made: ts.Node[];
  readonly calls: SiteCall[];
}

interface SiteCall {
  readonly call: ts.CallExpression;
  readonly callee: ts.PropertyAccessExpression;
  readonly first: ts.Expression;
}

/** Notes a literal, `new …(…)` or call; for who walks through the tree anyhow. */
export function noteSite(node: ts.Node, parent: ts.Node, sites: RegexSites): void {
  if (ts.isRegularExpressionLiteral(node)) {
    // The one in `new RegExp(/…/)` is found with it.
    if (!isConstructor(parent)) sites.made.push(node);
    return;
  }
  if (isConstructor(node)) sites.made.push(node);
  if (!ts.isCallExpression(node)) return;
  const callee = unwrapped(node.expression);
  const [first] = node.arguments;
  if (first && ts.isPropertyAccessExpression(callee) && isAsked(callee.name.text))
    sites.calls.push({ call: node, callee, first });
}

function isAsked(method: string): boolean {
  return regexMethods.has(method) || stringMethods.has(method) || routeMethods.test(method);
}

export function isConstructor(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  return (
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'RegExp'
  );
}
