import ts from 'typescript';
import type { Translate } from '../../model/message';
import { globalModule, type Bindings } from '../bindings';
import type { Span } from '../finding';
import { AsyncPlan } from './asyncPlan';
import { isRefusal, type FixContext, type FixResult, type Refusal, type TextEdit } from './fix';
import { loadingLine, loadingStyle, quoteOf } from './loading';
import {
  hasModifier,
  hasModuleSyntax,
  isAsync,
  isTypeScript,
  newLineOf,
  nodeAround,
  visitAll,
} from './nodes';
import { isName, References } from './references';
import { render } from './syncToAsync';

type WorkerFunction = ts.FunctionDeclaration & { readonly name: ts.Identifier; readonly body: ts.Block };

/**
 * Moves the function that is declared or called at a span into a worker: a new file with it, and in its place a function of
 * the same name that starts the worker and gives a promise. null where there is no such function.
 */
export function moveToWorkerFix(
  source: ts.SourceFile,
  bindings: Bindings,
  span: Span,
  context: FixContext,
  t: Translate,
): FixResult | null {
  const fn = functionAt(source, bindings, span);
  if (!fn) return null;
  const kind = moduleKind(source, context);
  if (kind === null)
    return { refused: t('Whether this file is compiled to an ES module or to CommonJS is not known.') };
  const references = new References(source, bindings);
  const needed = neededImports(fn, source, bindings, t);
  if (isRefusal(needed)) return needed;
  const refusal = unfit(fn, source, t) ?? unfitCalls(fn, bindings, references, t);
  if (refusal !== null) return { refused: refusal };

  // 1. A function in its place that starts the worker; callers await what was given at once.
  const name = fn.name.text;
  const extension = /\.[cm]?[jt]sx?$/i.exec(source.fileName)?.[0] ?? '.js';
  const file = source.fileName.replace(/[^/\\]*$/, '') + `${name}.worker${extension}`;
  const compiled = `./${name}.worker${extension.replace('ts', 'js').replace('x', '')}`;
  const plan = new AsyncPlan(context, t);
  const text = (worker: string): string => starter(fn, source, kind, compiled, worker);
  const refused = plan.move({ fn, module: 'worker_threads', name: 'Worker', text }, { source, bindings });
  if (refused !== null) return { refused };
  const edits = render(plan, t);
  if (isRefusal(edits)) return edits;

  // 2. The file of the worker.
  const workerFile: TextEdit = { file, span: { start: 0, end: 0 }, newText: workerText(fn, source, needed) };
  return {
    id: 'move-to-worker',
    title: t('Move {0} to a worker thread', name),
    kind: 'refactor',
    preview: true,
    note: [
      t('Each call starts a worker, which takes some milliseconds: for frequent calls keep a pool of them.'),
      t(
        'What goes in and out is copied: a Buffer becomes a Uint8Array, an instance of a class a plain object.',
      ),
      ...plan.notes,
    ].join(' '),
    edits: [...edits, workerFile],
  };
}

function functionAt(source: ts.SourceFile, bindings: Bindings, span: Span): WorkerFunction | null {
  const isMovable = (node: ts.Node | undefined): node is WorkerFunction =>
    node !== undefined &&
    ts.isFunctionDeclaration(node) &&
    node.name !== undefined &&
    node.body !== undefined;
  const name = nodeAround(source, { start: span.start, end: span.start }, ts.isIdentifier);
  const call = nodeAround(source, span, ts.isCallExpression);
  const callee = call && ts.isIdentifier(call.expression) ? call.expression : null;
  for (const identifier of [name, callee]) {
    const node = identifier && bindings.scopes.find(identifier)?.node;
    if (node && isMovable(node)) return node;
  }
  return null;
}

function moduleKind(source: ts.SourceFile, context: FixContext): 'esm' | 'commonjs' | null {
  const kind = context.moduleKindOf(source.fileName);
  if (kind !== 'unknown') return kind;
  return isTypeScript(source) ? null : hasModuleSyntax(source) ? 'esm' : 'commonjs';
}

/** Why a function can't run apart from its file; null where it can. */
function unfit(fn: WorkerFunction, source: ts.SourceFile, t: Translate): string | null {
  const name = fn.name.text;
  const uncloneable = t(
    '{0} gives a function, a Buffer or an instance of a class, which another thread gets as something else.',
    name,
  );
  if (fn.parent !== source) return t('{0} is declared inside of another function.', name);
  if (isAsync(fn) || fn.asteriskToken)
    return t('{0} is asynchronous or a generator: only its synchronous parts block.', name);
  if (fn.parameters.some(({ name: one, dotDotDotToken }) => !ts.isIdentifier(one) || dotDotDotToken))
    return t('{0} takes its parameters apart: give them names first.', name);
  if (fn.type && /\bBuffer\b|=>/.test(fn.type.getText())) return uncloneable;
  if (isTypeScript(source) && !fn.type)
    return t('{0} has no return type: write it first, the promise needs it.', name);
  let reason: string | null = null;
  visitAll(fn.body, (node) => {
    if (
      node.kind === ts.SyntaxKind.ThisKeyword ||
      (ts.isIdentifier(node) && isName(node) && node.text === 'arguments')
    )
      reason ??= t('{0} uses this or arguments, which a worker does not have.', name);
    if (ts.isReturnStatement(node) && node.expression && isUncloneable(node.expression))
      reason ??= uncloneable;
  });
  return reason;
}

/** Statements that load what the function uses, in the file's order; refused where it uses something else of the file. */
function neededImports(
  fn: WorkerFunction,
  source: ts.SourceFile,
  bindings: Bindings,
  t: Translate,
): readonly string[] | Refusal {
  const names = new Map<ts.Statement, Set<string>>();
  let other: string | null = null;
  visitAll(fn, (node) => {
    if (!ts.isIdentifier(node) || !isName(node)) return;
    const declaration = bindings.scopes.find(node);
    if (!declaration || (declaration.name.pos >= fn.pos && declaration.name.end <= fn.end)) return;
    const statement = loadingStatement(declaration.node, bindings);
    if (statement) names.set(statement, (names.get(statement) ?? new Set()).add(node.text));
    else other ??= node.text;
  });
  if (other !== null) {
    return {
      refused: t(
        'It uses {0}, which the file declares: pass it as a parameter or move it to a file of its own.',
        other,
      ),
    };
  }
  return source.statements.flatMap((statement) => {
    const used = names.get(statement);
    return used ? textWith(statement, used) : [];
  });
}

/** A statement that loads, with those names only between its braces that are used. */
function textWith(statement: ts.Statement, used: ReadonlySet<string>): string {
  const list = ts.isImportDeclaration(statement)
    ? statement.importClause?.namedBindings
    : ts.isVariableStatement(statement)
      ? statement.declarationList.declarations[0]?.name
      : undefined;
  const text = statement.getText();
  if (!list || !(ts.isNamedImports(list) || ts.isObjectBindingPattern(list))) return text;
  const elements = [...list.elements].filter(({ name }) => !ts.isIdentifier(name) || used.has(name.text));
  const braces = `{ ${elements.map((element) => element.getText()).join(', ')} }`;
  const start = list.getStart() - statement.getStart();
  return text.slice(0, start) + braces + text.slice(list.end - statement.getStart());
}

function loadingStatement(node: ts.Node, bindings: Bindings): ts.Statement | null {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isImportEqualsDeclaration(at)) return at;
    if (ts.isVariableStatement(at))
      return ts.isSourceFile(at.parent) &&
        at.declarationList.declarations.every(({ initializer }) => {
          const origin = initializer && bindings.originOf(initializer);
          return (
            origin &&
            origin.module !== globalModule &&
            !origin.way.includes('()') &&
            !origin.way.includes('new')
          );
        })
        ? at
        : null;
  }
  return null;
}

/** Why what calls hand over can't be sent to a worker. */
function unfitCalls(
  fn: WorkerFunction,
  bindings: Bindings,
  references: References,
  t: Translate,
): string | null {
  const declaration = bindings.scopes.find(fn.name);
  for (const use of declaration ? references.to(declaration) : []) {
    const call = use.parent;
    if (!ts.isCallExpression(call) || call.expression !== use) {
      if (ts.isExportSpecifier(use.parent) || ts.isExportAssignment(use.parent)) continue;
      if (use.pos >= fn.pos && use.end <= fn.end) continue;
      return t('{0} is used other than by calling it.', fn.name.text);
    }
    if (call.arguments.some((argument) => isUncloneable(argument) || ts.isSpreadElement(argument)))
      return t(
        '{0} is given a function, a Buffer or an instance of a class, which another thread gets as something else.',
        fn.name.text,
      );
  }
  return null;
}

/** What arrives in another thread as what it was. */
const cloneable = /^(?:Array|ArrayBuffer|Date|Map|Object|RegExp|Set|\w*Error|\w+Array|DataView)$/;

function isUncloneable(expression: ts.Expression): boolean {
  if (ts.isObjectLiteralExpression(expression))
    return expression.properties.some((property) =>
      !ts.isPropertyAssignment(property)
        ? !ts.isShorthandPropertyAssignment(property) && !ts.isSpreadAssignment(property)
        : isUncloneable(property.initializer),
    );
  if (ts.isArrayLiteralExpression(expression)) return expression.elements.some(isUncloneable);
  if (ts.isNewExpression(expression)) return !cloneable.test(expression.expression.getText());
  if (ts.isCallExpression(expression) && /^Buffer\b/.test(expression.expression.getText())) return true;
  return (
    ts.isFunctionExpression(expression) ||
    ts.isArrowFunction(expression) ||
    ts.isClassExpression(expression) ||
    expression.kind === ts.SyntaxKind.ThisKeyword
  );
}

/** The function that starts the worker, in the place of the one that moved there. */
function starter(
  fn: WorkerFunction,
  source: ts.SourceFile,
  kind: 'esm' | 'commonjs',
  compiled: string,
  worker: string,
): string {
  const quote = quoteOf(source);
  const file = `${quote}${compiled}${quote}`;
  const path = kind === 'esm' ? `new URL(${file}, import.meta.url)` : `require.resolve(${file})`;
  const names = fn.parameters.map(({ name }) => name.getText()).join(', ');
  const type = fn.type ? `Promise<${fn.type.getText()}>` : '';
  const head = source.text.slice(fn.getStart(), fn.type ? fn.type.getStart() : fn.body.getStart()).trimEnd();
  return [
    `${head}${fn.type ? ` ${type}` : ''} {`,
    '  return new Promise((resolve, reject) => {',
    `    const worker = new ${worker}(${path}, { workerData: [${names}] });`,
    `    worker.once(${quote}message${quote}, resolve);`,
    `    worker.once(${quote}error${quote}, reject);`,
    '  });',
    '}',
  ].join(newLineOf(source));
}

function workerText(fn: WorkerFunction, source: ts.SourceFile, needed: readonly string[]): string {
  const style = { ...loadingStyle(source, null, 'worker_threads'), semicolon: ';' };
  const isExported = hasModifier(fn, ts.SyntaxKind.ExportKeyword);
  const text = isExported ? fn.getText().replace(/^export\s+(?:default\s+)?/, '') : fn.getText();
  const isTyped = isTypeScript(source);
  const data = isTyped ? `(workerData as Parameters<typeof ${fn.name.text}>)` : 'workerData';
  return [
    loadingLine(style, 'worker_threads', ['parentPort', 'workerData']),
    ...needed,
    '',
    text,
    '',
    `parentPort${isTyped ? '?' : ''}.postMessage(${fn.name.text}(...${data}));`,
    '',
  ].join(newLineOf(source));
}
