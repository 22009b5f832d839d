import ts from 'typescript';
import { apiId, Bindings } from '../../analysis/bindings';
import type { Place, StaticFinding } from '../../analysis/finding';
import { parse } from '../../analysis/syntax';

/** Stand-in for `src/analysis/project.ts`: blocking calls in functions that are handed to Express-like verbs, file by file. */
export interface ProjectOptions {
  readonly fileExists: (path: string) => boolean;
  /** For package.json and tsconfig.json, and for files that are imported without having been set. */
  readonly readText?: (path: string) => string | null;
  /** Folders that are opened or linted. */
  readonly roots?: readonly string[];
}

const verbs = new Set(['get', 'post', 'put', 'delete', 'patch', 'use', 'all']);

export class Project {
  private readonly found = new Map<string, readonly StaticFinding[]>();

  constructor(readonly options: ProjectOptions) {}

  get files(): Iterable<string> {
    return this.found.keys();
  }

  set(file: string, text: string): void {
    this.setSource(file, parse(file, text));
  }

  setSource(file: string, source: ts.SourceFile): void {
    this.found.set(file, blockingIn(file, source));
  }

  resolutionChanged(): void {}

  delete(file: string): void {
    this.found.delete(file);
  }

  findings(file: string): readonly StaticFinding[] {
    return this.found.get(file) ?? [];
  }

  dependents(file: string): Iterable<string> {
    return this.found.has(file) ? [] : [];
  }
}

function blockingIn(file: string, source: ts.SourceFile): StaticFinding[] {
  const bindings = new Bindings(source);
  const findings: StaticFinding[] = [];
  const placeAt = (position: number): Place => {
    const { line, character } = source.getLineAndCharacterOfPosition(position);
    return { file, line: line + 1, column: character + 1 };
  };
  const visit = (node: ts.Node, handler: StaticFinding['handler']): void => {
    if (ts.isCallExpression(node)) {
      const origin = bindings.originOf(node.expression);
      const id = origin && apiId(origin);
      if (handler && id && /Sync$/.test(id)) {
        const [start, end] = [node.getStart(source), node.expression.getEnd()];
        findings.push({
          rule: 'blocking-call',
          severity: 'warning',
          file,
          span: { start, end },
          start: placeAt(start),
          end: placeAt(end),
          call: id,
          handler,
          path: [{ functionName: handler.name, place: placeAt(start) }],
          detail: {},
        });
      }
      const verb = origin?.way.at(-1) ?? '';
      if (origin?.module === 'express' && origin.way.length > 1 && verbs.has(verb)) {
        const [route, ...rest] = node.arguments;
        const name = `${verb.toUpperCase()} ${route && ts.isStringLiteralLike(route) ? route.text : ''}`;
        for (const argument of rest)
          visit(argument, { framework: 'express', name, place: placeAt(node.getStart(source)) });
        return;
      }
    }
    ts.forEachChild(node, (child) => visit(child, handler));
  };
  visit(source, null);
  return findings;
}
