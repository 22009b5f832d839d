import ts from 'typescript';
import { noteSite, type RegexSites } from './regex/sites';
import { KnownPlaces } from './reparse';

// Looked up once: the namespace gives its members through getters, and this stands in the way of every node.
const SyntaxKind = ts.SyntaxKind;

/** What a name stands for where it is declared. */
export interface Declaration {
  readonly name: ts.Identifier;
  /** The declaration that `name` is in: a variable or parameter (for patterns too), import specifier, function, class … */
  readonly node: ts.Node;
  /** Where it can be seen. */
  readonly scope: ts.Node;
}

type Names = ReadonlyMap<string, Declaration>;

/**
 * What was found in parts of a file's tree. It holds for those parts in every tree that is made of this one (`reparse`): what has not
 * changed is the same nodes there.
 */
export class KnownParts {
  readonly names = new WeakMap<ts.Node, Names>();
  readonly surveys = new WeakMap<ts.Statement, Survey>();
  readonly places = new KnownPlaces();
}

/** Names of one file and what they stand for; nothing is computed before it is asked for. */
export class Scopes {
  private readonly names = new Map<ts.Node, Names>();
  private assigned: ReadonlyMap<Declaration, readonly ts.Expression[]> | null = null;
  private surveyed: Survey | null = null;

  /** The nodes of `source` get to know their parents here where they do not know them yet. */
  constructor(
    private readonly source: ts.SourceFile,
    private readonly known: KnownParts | null = null,
  ) {
    if (source.statements[0] && !knowsParent(source.statements[0])) this.survey();
  }

  /** Where the file may make and use regular expressions, in the order of the text. */
  get regexSites(): RegexSites {
    return this.survey().regexSites;
  }

  /** What is declared for the whole file. */
  ofFile(): Names {
    return this.namesOf(this.source);
  }

  /** Names that something is assigned to in a statement of the top level, wherever they are declared. */
  assignedIn(statement: ts.Statement): readonly string[] {
    return this.surveyOf(statement).assignments.map(({ left }) => (left as ts.Identifier).text);
  }

  /** The declaration that an identifier refers to; null for globals. */
  find(identifier: ts.Identifier): Declaration | null {
    for (let node: ts.Node | undefined = identifier; node; node = node.parent) {
      if (!isScope(node)) continue;
      const found = this.namesOf(node).get(identifier.text);
      if (found) return found;
    }
    return null;
  }

  /** The declaration of a name that is declared in this very scope. */
  declarationOf(name: ts.Identifier, scope: ts.Node): Declaration | null {
    return this.namesOf(scope).get(name.text) ?? null;
  }

  /** What is assigned to a declaration after it was declared: `name = value`. */
  assignmentsTo(declaration: Declaration): readonly ts.Expression[] {
    this.assigned ??= this.findAssignments();
    return this.assigned.get(declaration) ?? [];
  }

  private findAssignments(): ReadonlyMap<Declaration, readonly ts.Expression[]> {
    const found = new Map<Declaration, ts.Expression[]>();
    for (const { left, right } of this.survey().assignments) {
      const declaration = this.find(left as ts.Identifier);
      if (!declaration) continue;
      const known = found.get(declaration);
      if (known) known.push(right);
      else found.set(declaration, [right]);
    }
    return found;
  }

  private survey(): Survey {
    if (this.surveyed) return this.surveyed;
    const all = emptySurvey();
    if (!this.known) surveyInto(this.source, all);
    else for (const statement of this.source.statements) merge(this.surveyOf(statement), all);
    return (this.surveyed = all);
  }

  private surveyOf(statement: ts.Statement): Survey {
    let found = this.known?.surveys.get(statement);
    if (!found) {
      surveyInto(statement, (found = emptySurvey()));
      this.known?.surveys.set(statement, found);
    }
    return found;
  }

  private namesOf(scope: ts.Node): Names {
    const known = this.known && scope !== this.source ? this.known.names : this.names;
    let names = known.get(scope);
    if (!names) {
      names = collect(scope, this.survey().hoisted.get(scope === this.source ? null : scope) ?? []);
      known.set(scope, names);
    }
    return names;
  }
}

const scopeKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.SourceFile,
  SyntaxKind.Block,
  SyntaxKind.ModuleBlock,
  SyntaxKind.CaseBlock,
  SyntaxKind.CatchClause,
  SyntaxKind.ForStatement,
  SyntaxKind.ForInStatement,
  SyntaxKind.ForOfStatement,
  SyntaxKind.ClassDeclaration,
  SyntaxKind.ClassExpression,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
]);

function isScope({ kind }: ts.Node): boolean {
  return scopeKinds.has(kind);
}

function collect(scope: ts.Node, hoisted: readonly ts.VariableDeclarationList[]): Names {
  const names = new Map<string, Declaration>();
  const declare = (name: ts.BindingName, node: ts.Node): void => {
    if (ts.isIdentifier(name)) {
      const known = names.get(name.text);
      // Of overloads the one with a body counts.
      if (!known || isOverload(known.node)) names.set(name.text, { name, node, scope });
      return;
    }
    for (const element of name.elements) if (ts.isBindingElement(element)) declare(element.name, element);
  };
  const list = (declarations: ts.VariableDeclarationList): void => {
    for (const declaration of declarations.declarations) declare(declaration.name, declaration);
  };

  // 1. What the scope's own syntax declares.
  if (ts.isFunctionLike(scope)) {
    for (const parameter of scope.parameters) declare(parameter.name, parameter);
    if (ts.isFunctionExpression(scope) && scope.name) declare(scope.name, scope);
  } else if (ts.isCatchClause(scope)) {
    if (scope.variableDeclaration) declare(scope.variableDeclaration.name, scope.variableDeclaration);
  } else if (ts.isForStatement(scope) || ts.isForInStatement(scope) || ts.isForOfStatement(scope)) {
    if (scope.initializer && ts.isVariableDeclarationList(scope.initializer)) list(scope.initializer);
  } else if (ts.isClassLike(scope)) {
    if (scope.name) declare(scope.name, scope);
  } else for (const statement of statementsOf(scope)) declareStatement(statement, declare, list);

  // 2. `var` anywhere inside belongs to the function or file around it.
  for (const declarations of hoisted) list(declarations);
  return names;
}

function isOverload(node: ts.Node): boolean {
  return node.kind === SyntaxKind.FunctionDeclaration && !(node as ts.FunctionDeclaration).body;
}

function statementsOf(scope: ts.Node): readonly ts.Statement[] {
  if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)) return scope.statements;
  if (ts.isCaseBlock(scope)) return scope.clauses.flatMap(({ statements }) => [...statements]);
  return [];
}

function declareStatement(
  statement: ts.Statement,
  declare: (name: ts.BindingName, node: ts.Node) => void,
  list: (declarations: ts.VariableDeclarationList) => void,
): void {
  if (ts.isVariableStatement(statement)) list(statement.declarationList);
  else if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  ) {
    if (statement.name) declare(statement.name, statement);
  } else if (ts.isImportEqualsDeclaration(statement)) declare(statement.name, statement);
  else if (ts.isImportDeclaration(statement) && statement.importClause) {
    const { name, namedBindings } = statement.importClause;
    if (name) declare(name, statement.importClause);
    if (namedBindings && ts.isNamespaceImport(namedBindings)) declare(namedBindings.name, namedBindings);
    else if (namedBindings)
      for (const specifier of namedBindings.elements) declare(specifier.name, specifier);
  } else if (ts.isLabeledStatement(statement)) declareStatement(statement.statement, declare, list);
}

/** What has to be looked for in all of a file or statement, found in one walk. */
interface Survey {
  /** Lists of `var`, by the function that they belong to; null: the file. */
  readonly hoisted: Map<ts.Node | null, ts.VariableDeclarationList[]>;
  /** `name = value`. */
  readonly assignments: ts.BinaryExpression[];
  readonly regexSites: RegexSites;
}

function emptySurvey(): Survey {
  return { hoisted: new Map(), assignments: [], regexSites: { made: [], calls: [] } };
}

function knowsParent(node: ts.Node): boolean {
  return (node.parent as ts.Node | undefined) !== undefined;
}

function surveyInto(root: ts.SourceFile | ts.Statement, into: Survey): void {
  const { hoisted, assignments, regexSites } = into;
  let owner: ts.Node | null = null;
  let parent: ts.Node = ts.isSourceFile(root) ? root : root.parent;
  const visit = (node: ts.Node): void => {
    (node as { parent: ts.Node }).parent = parent;
    const around = owner;
    if (ts.isFunctionLike(node)) owner = node;
    else if (node.kind === SyntaxKind.VariableDeclarationList) {
      const list = node as ts.VariableDeclarationList;
      if (!(list.flags & ts.NodeFlags.BlockScoped)) {
        const known = hoisted.get(owner);
        if (known) known.push(list);
        else hoisted.set(owner, [list]);
      }
    } else if (node.kind === SyntaxKind.BinaryExpression) {
      const assignment = node as ts.BinaryExpression;
      if (assignment.operatorToken.kind === SyntaxKind.EqualsToken && ts.isIdentifier(assignment.left))
        assignments.push(assignment);
    } else if (mayBeSite(node.kind)) noteSite(node, parent, regexSites);
    const above = parent;
    parent = node;
    ts.forEachChild(node, visit);
    parent = above;
    owner = around;
  };
  if (ts.isSourceFile(root)) ts.forEachChild(root, visit);
  else visit(root);
}

function mayBeSite(kind: ts.SyntaxKind): boolean {
  return (
    kind === SyntaxKind.CallExpression ||
    kind === SyntaxKind.NewExpression ||
    kind === SyntaxKind.RegularExpressionLiteral
  );
}

function merge(part: Survey, into: Survey): void {
  for (const [owner, lists] of part.hoisted)
    into.hoisted.set(owner, [...(into.hoisted.get(owner) ?? []), ...lists]);
  into.assignments.push(...part.assignments);
  into.regexSites.made.push(...part.regexSites.made);
  into.regexSites.calls.push(...part.regexSites.calls);
}
