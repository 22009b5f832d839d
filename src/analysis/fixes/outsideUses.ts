import ts from 'typescript';
import type { SourceUnit } from './fix';
import { hasModifier, hasModuleSyntax, useOf, visitAll } from './nodes';
import { References } from './references';
import { exportedName, instanceUses, useOfValue, type FunctionUse } from './uses';

export interface Asked {
  /** The file that exports. */
  readonly exporter: SourceUnit;
  /** As in `FixContext.callersOf`. */
  readonly exported: string;
  /** Whether a specifier in the file that is looked at leads to the exporter. */
  leadsThere(specifier: string): boolean;
}

/** How a file uses what another one exports: `unknown` is among the uses where that is not followed. */
export function outsideUses(unit: SourceUnit, { exporter, exported, leadsThere }: Asked): FunctionUse[] {
  const references = new References(unit.source, unit.bindings);
  const method = methodOf(exported);
  const names = method ? exportNamesOf(exporter, method.of) : [exported];
  return names.flatMap((name) => {
    const places = new Imported(
      unit,
      references,
      name,
      leadsThere,
      hasModuleSyntax(exporter.source),
    ).places();
    return places.flatMap((place): FunctionUse[] => {
      if (place === unknown) return [{ kind: 'unknown' }];
      if (typeof place === 'string')
        return [{ kind: 'export', name: method ? `${place}.${method.name}` : place }];
      if (!method) return useOfValue(place, unit, references);
      return instanceUses(place, method.name, unit, references, method.of);
    });
  });
}

function methodOf(exported: string): { readonly of: string; readonly name: string } | null {
  const [of, name] = exported.split('.');
  return of && name && of !== 'module' ? { of, name } : null;
}

/** The names under which a file exports its class; the class's own where it only hands that on. */
function exportNamesOf(unit: SourceUnit, className: string): string[] {
  const { source, bindings } = unit;
  const own = source.statements.find(
    (one): one is ts.ClassDeclaration => ts.isClassDeclaration(one) && one.name?.text === className,
  );
  const declaration = own?.name && bindings.scopes.find(own.name);
  if (!own || !declaration) return [className];
  const names: string[] = [];
  if (hasModifier(own, ts.SyntaxKind.ExportKeyword))
    names.push(hasModifier(own, ts.SyntaxKind.DefaultKeyword) ? 'default' : className);
  for (const use of new References(source, bindings).to(declaration)) {
    const { user } = useOf(use);
    if (ts.isExportSpecifier(user)) names.push(user.name.text);
    if (ts.isExportAssignment(user)) names.push(user.isExportEquals ? 'module.exports' : 'default');
    if (ts.isBinaryExpression(user)) names.push(exportedName(user.left) ?? '');
    if (ts.isShorthandPropertyAssignment(user)) names.push(user.name.text);
    if (ts.isPropertyAssignment(user) && ts.isIdentifier(user.name)) names.push(user.name.text);
  }
  return [...new Set(names.filter((name) => name !== ''))];
}

const unknown = Symbol('unknown');

/** An expression that stands for an export, a name under which it is handed on, or a use that is not followed. */
type Place = ts.Expression | string | typeof unknown;

/** Finds where a file names one export of another. */
class Imported {
  private readonly found: Place[] = [];
  private imports = false;

  constructor(
    private readonly unit: SourceUnit,
    private readonly references: References,
    /** `module.exports` for the export itself. */
    private readonly name: string,
    private readonly leadsThere: (specifier: string) => boolean,
    private readonly isEsm: boolean,
  ) {}

  places(): readonly Place[] {
    visitAll(this.unit.source, (node) => {
      if (ts.isImportDeclaration(node) && this.isThere(node.moduleSpecifier))
        this.imported(node.importClause);
      else if (ts.isExportDeclaration(node) && this.isThere(node.moduleSpecifier)) this.handedOn(node);
      else if (ts.isImportEqualsDeclaration(node)) {
        const { moduleReference: from } = node;
        if (ts.isExternalModuleReference(from) && this.isThere(from.expression)) this.module(node.name);
      } else if (ts.isCallExpression(node) && this.isThere(node.arguments[0])) this.called(node);
    });
    // require('./handlers/' + name)
    return this.imports ? this.found : [unknown];
  }

  private isThere(specifier: ts.Expression | undefined): boolean {
    const is =
      specifier !== undefined && ts.isStringLiteralLike(specifier) && this.leadsThere(specifier.text);
    this.imports ||= is;
    return is;
  }

  private imported(clause: ts.ImportClause | undefined): void {
    if (!clause) return;
    // What is imported as a type only is not called.
    if (clause.name) {
      if (!this.isEsm) this.module(clause.name);
      else if (this.name === 'default') this.byName(clause.name);
    }
    const bindings = clause.namedBindings;
    if (!bindings) return;
    if (ts.isNamespaceImport(bindings)) {
      if (this.name === 'module.exports') this.found.push(unknown);
      else this.module(bindings.name);
      return;
    }
    for (const { name, propertyName } of bindings.elements)
      if ((propertyName ?? name).text === this.name) this.byName(name);
      else if (!this.isEsm && (propertyName ?? name).text === 'default') this.module(name);
  }

  private handedOn({ exportClause }: ts.ExportDeclaration): void {
    if (!exportClause) {
      if (this.name !== 'default') this.found.push(this.name);
      return;
    }
    if (ts.isNamespaceExport(exportClause)) this.found.push(unknown);
    else
      for (const { name, propertyName } of exportClause.elements)
        if ((propertyName ?? name).text === this.name) this.found.push(name.text);
  }

  private called(call: ts.CallExpression): void {
    if (call.expression.kind !== ts.SyntaxKind.ImportKeyword) {
      if (ts.isIdentifier(call.expression) && call.expression.text === 'require') this.moduleAt(call);
      else this.found.push(unknown); // jest.mock('./load')
      return;
    }
    const { user } = useOf(call);
    if (ts.isAwaitExpression(user)) this.moduleAt(user);
    else this.found.push(unknown);
  }

  /** A name that stands for all that the module exports. */
  private module(name: ts.Identifier): void {
    if (this.name === 'module.exports') return this.byName(name);
    const declaration = this.unit.bindings.scopes.find(name);
    if (!declaration) this.found.push(unknown);
    else for (const use of this.references.to(declaration)) this.moduleAt(use);
  }

  /** An expression that stands for all that the module exports. */
  private moduleAt(expression: ts.Expression): void {
    const { value, user } = useOf(expression);
    if (this.name === 'module.exports') {
      if (ts.isVariableDeclaration(user) && ts.isIdentifier(user.name)) this.byName(user.name);
      else this.found.push(expression);
      return;
    }
    if (ts.isPropertyAccessExpression(user) && user.expression === value) {
      if (user.name.text === this.name) this.found.push(user);
    } else if (ts.isVariableDeclaration(user) && user.initializer === value) this.declared(user.name);
    else if (ts.isQualifiedName(user) || ts.isTypeNode(user) || ts.isExpressionStatement(user)) return;
    else this.found.push(unknown);
  }

  private declared(name: ts.BindingName): void {
    if (ts.isIdentifier(name)) return this.module(name);
    if (ts.isArrayBindingPattern(name) || name.elements.some(({ dotDotDotToken }) => dotDotDotToken)) {
      this.found.push(unknown);
      return;
    }
    for (const { name: own, propertyName } of name.elements) {
      const key = propertyName ?? own;
      if (!ts.isIdentifier(key)) this.found.push(unknown);
      else if (key.text === this.name)
        if (ts.isIdentifier(own)) this.byName(own);
        else this.found.push(unknown);
    }
  }

  /** A name that stands for the export. */
  private byName(name: ts.Identifier): void {
    const { scopes } = this.unit.bindings;
    const declaration = scopes.find(name);
    if (!declaration || scopes.assignmentsTo(declaration).length > 0) this.found.push(unknown);
    else this.found.push(...this.references.to(declaration));
  }
}
