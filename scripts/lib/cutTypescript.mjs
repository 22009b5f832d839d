// An esbuild plugin: of TypeScript's one large file, only what the named parts of its API need. Its parser is a tenth of it.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

const library = createRequire(import.meta.url).resolve('typescript');
/** TypeScript's messages, two thousand of them: those that nothing left refers to are taken out. */
const messages = 'Diagnostics';
/** Nodes with methods, `getStart` and the like, which TypeScript's language service sets up. */
const nodeClasses = {
  getNodeConstructor: 'NodeObject',
  getTokenConstructor: 'TokenObject',
  getIdentifierConstructor: 'IdentifierObject',
  getPrivateIdentifierConstructor: 'PrivateIdentifierObject',
  getSourceFileConstructor: 'SourceFileObject',
};
const allocator = 'objectAllocator';

/** Enumerations of which the sources use the numbers. */
const enumerations = ['SyntaxKind', 'NodeFlags', 'ScriptKind', 'ScriptTarget', 'JSDocParsingMode'];

/**
 * @param {string[]} folders of the sources that import TypeScript as `ts`: what they use of it is kept
 */
export function cutTypescript(folders) {
  let contents;
  return {
    name: 'cut-typescript',
    setup({ onResolve, onLoad }) {
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        contents: bound(readFileSync(path, 'utf8')),
        loader: 'ts',
      }));
      onResolve({ filter: /^typescript$/ }, () => ({ path: library, namespace: 'cut-typescript' }));
      onLoad({ filter: /.*/, namespace: 'cut-typescript' }, () => {
        contents ??= cut(readFileSync(library, 'utf8'), namesUsedIn(folders));
        return { contents, loader: 'js' };
      });
    },
  };
}

/**
 * A source with what it takes from TypeScript bound at build time: functions by their names instead of through an object, and
 * numbers instead of looking them up, each time, in an enumeration of hundreds.
 */
export function bound(text) {
  const names = new RegExp(`\\b(?:ts\\.)?(${enumerations.join('|')})\\.(\\w+)`, 'g');
  return text
    .replace("import ts from 'typescript';", "import * as ts from 'typescript';")
    .replaceAll(names, (whole, name, member) => {
      const value = ts[name][member];
      return typeof value === 'number' ? String(value) : whole;
    });
}

/** Names after `ts.` in the sources of folders. */
export function namesUsedIn(folders) {
  const names = new Set();
  for (const folder of folders) {
    for (const file of readdirSync(folder, { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(join(folder, file), 'utf8');
      if (/=\s*ts\s*[;,)]/.test(text))
        throw new Error(`${file}: write ts.NAME, so that the build knows what is used.`);
      for (const [, name] of text.matchAll(/\bts\.(\w+)/g)) names.add(name);
    }
  }
  return names;
}

/**
 * The text of a module that has the wanted parts of TypeScript's API, as names and in its default export.
 *
 * 1. The statements of TypeScript's file, and the names that each declares and refers to.
 * 2. From the wanted names on, every statement that is referred to. Statements that declare nothing are left out, unless they
 *    fill a namespace: they set up what nobody asked for.
 */
export function cut(text, wanted) {
  const source = ts.createSourceFile('typescript.js', text, ts.ScriptTarget.Latest, true);
  const statements = bodyOf(source);
  const locals = exportsOf(statements);
  const declaring = new Map();
  for (const statement of statements) {
    for (const name of declaredBy(statement))
      declaring.set(name, [...(declaring.get(name) ?? []), statement]);
  }
  const kept = new Set();
  const usedMessages = new Set();
  const waiting = [...wanted].filter((name) => locals.has(name)).map((name) => locals.get(name));
  waiting.push(allocator, ...Object.values(nodeClasses));
  while (waiting.length > 0) {
    for (const statement of declaring.get(waiting.pop()) ?? []) {
      if (kept.has(statement)) continue;
      kept.add(statement);
      if (isMessages(statement)) waiting.push('diag');
      else waiting.push(...namesIn(statement, usedMessages));
    }
  }
  const exported = [...wanted].filter((name) => locals.has(name)).map((name) => [name, locals.get(name)]);
  return [
    ...statements
      .filter((statement) => kept.has(statement))
      .map((statement) =>
        isMessages(statement) ? messagesText(statement, usedMessages) : statement.getText(source),
      ),
    `Object.assign(${allocator}, {`,
    ...Object.entries(nodeClasses).map(([getter, name]) => `  ${getter}: () => ${name},`),
    '});',
    'export {',
    ...exported.map(([name, local]) => `  ${local} as ${name},`),
    '};',
  ].join('\n');
}

/** Statements of the one function that all of it is in. */
function bodyOf(source) {
  for (const statement of source.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    const callee = ts.skipParentheses(statement.expression.expression);
    if (ts.isArrowFunction(callee) && ts.isBlock(callee.body)) return [...callee.body.statements];
  }
  throw new Error(
    'TypeScript is no longer written as one function: scripts/lib/cutTypescript.mjs must learn how.',
  );
}

/** Local name by exported name. */
function exportsOf(statements) {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    const [target, all] = statement.expression.arguments;
    if (
      statement.expression.expression.getText() !== '__export' ||
      target?.getText() !== 'typescript_exports'
    )
      continue;
    return new Map(all.properties.map(({ name, initializer }) => [name.text, initializer.body.getText()]));
  }
  throw new Error(
    'TypeScript’s exports were not found: scripts/lib/cutTypescript.mjs must learn where they are.',
  );
}

function declaredBy(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement.name.text];
  // ((Debug2) => { … })(Debug || (Debug = {})) and __export(Debug_exports, { … })
  if (ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression)) {
    const [argument] = statement.expression.arguments;
    if (argument && ts.isBinaryExpression(argument) && ts.isIdentifier(argument.left))
      return [argument.left.text];
    if (statement.expression.expression.getText() === '__export') return [argument.text];
  }
  return [];
}

function namesOf(name) {
  return ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => namesOf(element.name));
}

/** Names that a statement refers to; too many rather than too few. */
function namesIn(statement, usedMessages) {
  const names = new Set();
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      if (ts.isIdentifier(node.expression) && node.expression.text === messages)
        usedMessages.add(node.name.text);
      visit(node.expression);
    } else if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) visit(node.name);
      visit(node.initializer);
    } else if (ts.isIdentifier(node)) names.add(node.text);
    else ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}

function isMessages(statement) {
  return declaredBy(statement).includes(messages);
}

function messagesText(statement, used) {
  const [{ initializer }] = statement.declarationList.declarations;
  const kept = initializer.properties.filter(({ name }) => used.has(name.text));
  return `var ${messages} = {\n${kept.map((property) => property.getText()).join(',\n')}\n};`;
}
