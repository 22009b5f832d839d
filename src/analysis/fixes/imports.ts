import ts from 'typescript';
import type { Translate } from '../../model/message';
import { unwrapped } from '../unwrapped';
import type { Declaration } from '../scopes';
import type { AsyncForm } from './asyncForms';
import type { Edits } from './edits';
import { isRefusal, type Refusal, type SourceUnit } from './fix';
import {
  endOfLoading,
  loadingLine,
  loadingStyle,
  placeAfter,
  statementOf,
  topOf,
  type LoadingStyle,
} from './loading';
import { indentationAt, newLineOf, rootOf } from './nodes';
import type { References } from './references';
import { bringsOne, bringsOneList, wholeLine } from './removal';
import { listAround, topLevelNames, type KnownName, type NameList } from './topLevelNames';

const nodeModules =
  /^(?:assert|buffer|child_process|crypto|dns|events|fs|http|https|net|os|path|querystring|stream|string_decoder|url|util|v8|vm|zlib)(?:\/|$)/;

/** How the callee of a call is had: as a member of something, or by a name of its own. */
type Access =
  | { readonly kind: 'namespace'; readonly text: string; readonly declaration: Declaration | null }
  | { readonly kind: 'named'; readonly declaration: Declaration };

/** Names what asynchronous functions are called by in one file, and brings them in; drops imports that nothing uses then. */
export class Imports {
  private readonly source: ts.SourceFile;
  private readonly known: readonly KnownName[];
  private readonly chosen = new Set<string>();
  private readonly callees = new Map<string, string>();
  /** Names added between the braces of an import or a destructuring. */
  private readonly added = new Map<NameList, string[]>();
  /** Names to load in a statement of their own, by the module and the statement that it follows. */
  private readonly loaded: { style: LoadingStyle; module: string; elements: string[] }[] = [];
  private readonly lines = new Map<ts.Statement | null, string[]>();
  /** Uses of declarations that go away. */
  private readonly gone = new Map<Declaration, Set<ts.Node>>();
  /** Declarations that what is added refers to. */
  private readonly kept = new Set<Declaration>();

  constructor(
    private readonly unit: SourceUnit,
    private readonly references: References,
    private readonly t: Translate,
  ) {
    this.source = unit.source;
    this.known = topLevelNames(unit);
  }

  /** The text that calls the asynchronous form at this place. */
  calleeFor(form: AsyncForm): string | Refusal {
    const access = this.accessOf(form);
    if (isRefusal(access)) return access;
    const callee =
      form.target.via === 'promises'
        ? this.promises(form.target.name, access)
        : this.promisified(form.target, access);
    if (typeof callee === 'string' && access.declaration && !usesName(callee, access.declaration.name.text)) {
      const uses = this.gone.get(access.declaration) ?? new Set();
      uses.add(rootOf(form.call.expression));
      this.gone.set(access.declaration, uses);
    }
    return callee;
  }

  /** The name of something that a module exports; brought in where the file lacks it. */
  nameOf(module: string, name: string): string {
    const there = this.existing(module, [name]);
    if (there) return there;
    const own = this.fresh([name]);
    const list = this.listOf(module);
    const style = loadingStyle(this.source, null, module);
    if (list) this.addTo(list, name, own);
    else this.load({ ...style, statement: endOfLoading(this.source, null) }, module, name, own);
    return own;
  }

  /** A part of the file goes away, and what it used of Node with it. Loading other modules may have effects: they stay. */
  forgetWithin({ pos, end }: ts.Node): void {
    for (const { declaration, origin } of this.known) {
      if (!nodeModules.test(origin.module)) continue;
      const uses = this.references.to(declaration).filter((use) => use.pos >= pos && use.end <= end);
      if (uses.length > 0) this.gone.set(declaration, new Set(uses));
    }
  }

  render(edits: Edits): void {
    for (const { style, module, elements } of this.loaded)
      this.addLine(style.statement, loadingLine(style, module, elements), true);
    const statements = new Set(this.lines.keys());
    const dropped = this.renderLists(edits);
    for (const statement of dropped) statements.add(statement);
    const newLine = newLineOf(this.source);
    for (const statement of statements) {
      const lines = this.lines.get(statement) ?? [];
      if (!statement) {
        edits.insert(topOf(this.source), lines.map((line) => line + newLine).join(''), -2e9);
        continue;
      }
      const between = newLine + indentationAt(this.source, statement.getStart());
      if (!dropped.has(statement))
        edits.insert(placeAfter(this.source, statement), lines.map((line) => between + line).join(''), 2e9);
      else if (lines.length > 0)
        edits.replace({ start: statement.getStart(), end: statement.end }, lines.join(between));
      else edits.replace(wholeLine(statement), '');
    }
  }

  private promises(name: string, access: Access): string {
    const named = this.existing('fs/promises', [name]) ?? this.existing('fs', ['promises', name]);
    if (named) return named;
    const namespace = this.existing('fs/promises', []) ?? this.existing('fs', ['promises']);
    if (namespace) return `${namespace}.${name}`;
    if (access.kind === 'namespace') return `${access.text}.promises.${name}`;
    const style = this.styleOf(access.declaration, 'fs');
    const key = `${style.statement?.pos ?? -1} ${name}`;
    return this.once(key, () => {
      const own = this.fresh([name, `${name}Async`, `${name}Promise`]);
      const list = style.statement?.parent === this.source ? this.listOf('fs/promises') : null;
      if (list) this.addTo(list, name, own);
      else this.load(style, 'fs/promises', name, own);
      return own;
    });
  }

  private promisified(
    target: Extract<AsyncForm['target'], { via: 'promisify' }>,
    access: Access,
  ): string | Refusal {
    const { module, name, typedAs } = target;
    const reused = this.existingPromisified(module, name);
    if (reused) return reused;
    const style = this.styleOf(access.declaration, module);
    const list = access.kind === 'named' ? listAround(access.declaration) : null;
    if (access.kind === 'named' && !list && !this.existing(module, [name]))
      return {
        refused: this.t('{0} is not imported in a way to which a name can be added.', `${module}.${name}`),
      };
    return this.once(`${style.statement?.pos ?? -1} ${module}.${name}`, () => {
      // 1. The function with a callback.
      let callback = access.kind === 'namespace' ? `${access.text}.${name}` : this.existing(module, [name]);
      if (callback === null && list) {
        callback = this.fresh([name, `${name}Callback`]);
        this.addTo(list, name, callback);
      }
      // 2. promisify
      const own = this.fresh([`${name}Async`, `${name}Promise`]);
      const promisify = this.promisify(style);
      // 3. The line that makes one of the other.
      const synchronous =
        access.kind === 'namespace' ? `${access.text}.${typedAs}` : access.declaration.name.text;
      const types = typedAs
        ? ` as (...args: Parameters<typeof ${synchronous}>) => Promise<ReturnType<typeof ${synchronous}>>`
        : '';
      const end = this.later(endOfLoading(this.source, style.statement), [promisify, callback ?? name]);
      const keyword = style.isImport ? 'const' : style.keyword;
      this.addLine(end, `${keyword} ${own} = ${promisify}(${callback ?? name})${types}${style.semicolon}`);
      // The line refers to the synchronous function, or to the module by its name.
      if (access.declaration && (typedAs || access.kind === 'namespace')) this.kept.add(access.declaration);
      return own;
    });
  }

  private promisify(style: LoadingStyle): string {
    const named = this.existing('util', ['promisify']);
    if (named) return named;
    const namespace = this.existing('util', []);
    if (namespace) return `${namespace}.promisify`;
    return this.once('util.promisify', () => {
      const own = this.fresh(['promisify', 'toPromise']);
      const list = this.listOf('util');
      if (list) this.addTo(list, 'promisify', own);
      else if (style.isImport) this.load(style, 'util', 'promisify', own);
      else {
        // With the first modules of the file, so that all lines that use it come after it.
        const isTopLevel = style.statement?.parent === this.source;
        const found = isTopLevel ? style : loadingStyle(this.source, null, 'util');
        this.load({ ...found, statement: endOfLoading(this.source, null) }, 'util', 'promisify', own);
      }
      return own;
    });
  }

  /** A line that uses names of the file can't stand before what declares them. */
  private later(statement: ts.Statement | null, texts: readonly string[]): ts.Statement | null {
    if (statement && statement.parent !== this.source) return statement;
    const declaring = this.known
      .filter(({ name }) => texts.some((text) => usesName(text, name)))
      .map(({ declaration }) => statementOf(declaration.node));
    return [statement, ...declaring].reduce((last, one) =>
      (one?.pos ?? -1) > (last?.pos ?? -1) ? one : last,
    );
  }

  private accessOf({ call, from }: AsyncForm): Access | Refusal {
    const members = from.split('.').length - 1;
    let base = unwrapped(call.expression);
    for (let taken = 0; taken < members; taken++) {
      if (ts.isIdentifier(base)) {
        const declaration = this.unit.bindings.scopes.find(base);
        return declaration
          ? { kind: 'named', declaration }
          : { refused: this.t('{0} is called in a way that is not understood.', from) };
      }
      if (!ts.isPropertyAccessExpression(base) && !ts.isElementAccessExpression(base)) break;
      base = base.expression;
    }
    const root = rootOf(base);
    const declaration = ts.isIdentifier(root) ? this.unit.bindings.scopes.find(root) : null;
    return { kind: 'namespace', text: base.getText(), declaration };
  }

  private styleOf(declaration: Declaration | null, module: string): LoadingStyle {
    const style = loadingStyle(this.source, declaration, module);
    const node = declaration?.node;
    const literal = style.statement?.getText().match(/['"`](?:node:)?(\w+)['"`]/)?.[1];
    if (!node || style.isImport || literal === module || module !== 'fs') return style;
    // const { readFileSync } = fs: taken from what another statement loads.
    const holder = ts.isBindingElement(node) ? node.parent.parent : node;
    if (!ts.isVariableDeclaration(holder) || !holder.initializer) return style;
    const value = holder.initializer;
    const owner =
      ts.isBindingElement(node) || !ts.isPropertyAccessExpression(value) ? value : value.expression;
    const { load } = style;
    return {
      ...style,
      load: (name) => (name === 'fs/promises' ? `${owner.getText()}.promises` : load(name)),
    };
  }

  private load(style: LoadingStyle, module: string, name: string, own: string): void {
    const there = this.loaded.find((one) => one.style.statement === style.statement && one.module === module);
    const element = elementText(style.isImport, name, own);
    if (there) there.elements.push(element);
    else this.loaded.push({ style, module, elements: [element] });
  }

  private addTo(list: NameList, name: string, own: string): void {
    const names = this.added.get(list) ?? [];
    names.push(elementText(ts.isNamedImports(list), name, own));
    this.added.set(list, names);
  }

  private addLine(after: ts.Statement | null, line: string, first = false): void {
    const lines = this.lines.get(after) ?? [];
    if (first) lines.unshift(line);
    else lines.push(line);
    this.lines.set(after, lines);
  }

  /** Changes what stands between braces; gives the statements of which nothing is left. */
  private renderLists(edits: Edits): Set<ts.Statement> {
    const dropped = new Set<ts.Statement>();
    const lists = new Set(this.added.keys());
    const unused = new Set<ts.Node>();
    for (const [declaration, uses] of this.gone) {
      if (this.kept.has(declaration) || !this.references.to(declaration).every((use) => uses.has(use)))
        continue;
      unused.add(declaration.node);
      const list = listAround(declaration);
      if (list) lists.add(list);
      else {
        const statement = statementOf(declaration.node);
        if (statement && bringsOne(statement)) dropped.add(statement);
      }
    }
    for (const list of lists) {
      const names = [
        ...[...list.elements].filter((element) => !unused.has(element)).map((element) => element.getText()),
        ...(this.added.get(list) ?? []),
      ];
      const statement = statementOf(list);
      const [first] = list.elements;
      if (names.length > 0 && first) {
        const last = list.elements.at(-1)!;
        const isSpread = this.source.text.slice(list.getStart(), first.getStart()).includes('\n');
        const between = isSpread
          ? `,${newLineOf(this.source)}${indentationAt(this.source, first.getStart())}`
          : ', ';
        edits.replace({ start: first.getStart(), end: last.end }, names.join(between));
      } else if (statement && bringsOneList(statement)) dropped.add(statement);
      else if (ts.isNamedImports(list) && list.parent.name)
        edits.replace({ start: list.parent.name.end, end: list.end }, '');
    }
    return dropped;
  }

  private existing(module: string, way: readonly string[]): string | null {
    const wanted = way.join('.');
    const found = this.known.find(({ origin, declaration }) => {
      const path = origin.way[0] === 'default' ? origin.way.slice(1) : origin.way;
      return origin.module === module && path.join('.') === wanted && this.references.meansOnly(declaration);
    });
    if (!found) return null;
    this.kept.add(found.declaration);
    return found.name;
  }

  private existingPromisified(module: string, name: string): string | null {
    for (const { declaration, name: own } of this.known) {
      const { node } = declaration;
      if (!ts.isVariableDeclaration(node) || !node.initializer) continue;
      const call = unwrapped(node.initializer);
      if (!ts.isCallExpression(call) || !call.arguments[0]) continue;
      const maker = this.unit.bindings.originOf(call.expression);
      const made = this.unit.bindings.originOf(call.arguments[0]);
      if (maker?.module !== 'util' || maker.way.at(-1) !== 'promisify') continue;
      if (made?.module === module && made.way.at(-1) === name && this.references.meansOnly(declaration))
        return own;
    }
    return null;
  }

  /** The braces at the top level that names of a module are loaded with. */
  private listOf(module: string): NameList | null {
    for (const { declaration, origin } of this.known)
      if (origin.module === module && origin.way.length === 1) {
        const list = listAround(declaration);
        if (list) return list;
      }
    return null;
  }

  private fresh(candidates: readonly string[]): string {
    const isFree = (name: string): boolean => !this.references.isTaken(name) && !this.chosen.has(name);
    let name = candidates.find(isFree);
    for (let count = 2; name === undefined; count++) {
      const next = `${candidates[0]}${count}`;
      if (isFree(next)) name = next;
    }
    this.chosen.add(name);
    return name;
  }

  private once(key: string, make: () => string): string {
    let text = this.callees.get(key);
    if (text === undefined) {
      text = make();
      this.callees.set(key, text);
    }
    return text;
  }
}

function elementText(isImport: boolean, name: string, own: string): string {
  return name === own ? name : isImport ? `${name} as ${own}` : `${name}: ${own}`;
}

function usesName(text: string, name: string): boolean {
  return text === name || text.startsWith(`${name}.`);
}
