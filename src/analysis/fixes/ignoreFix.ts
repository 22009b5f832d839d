import ts from 'typescript';
import type { Translate } from '../../model/message';
import type { Span } from '../finding';
import type { FixResult } from './fix';
import { indentationAt, newLineOf } from './nodes';

/** What a comment begins with that silences a rule on the line after it: `// looplens-ignore-next-line rule: reason`. */
export const ignoreMarker = 'looplens-ignore-next-line';

/** Puts a comment above the line of a finding; the reason is the user's to write after it. */
export function ignoreFix(source: ts.SourceFile, span: Span, rule: string, t: Translate): FixResult {
  const { line } = source.getLineAndCharacterOfPosition(span.start);
  const start = source.getPositionOfLineAndCharacter(line, 0);
  const around = innermost(source, start);
  if (isText(around))
    return {
      refused: t('The line begins inside a text or inside JSX, where a comment would become part of it.'),
    };
  const indentation = indentationAt(source, span.start);
  return {
    id: 'ignore',
    title: t('Ignore {0} on this line, with a reason', rule),
    kind: 'quickfix',
    preview: false,
    note: null,
    edits: [
      {
        file: source.fileName,
        span: { start, end: start },
        newText: `${indentation}// ${ignoreMarker} ${rule}: ${newLineOf(source)}`,
      },
    ],
  };
}

/** The innermost node that a position lies within, not at its edge. */
function innermost(source: ts.SourceFile, at: number): ts.Node {
  let found: ts.Node = source;
  const visit = (node: ts.Node): void => {
    // White space in front of a node belongs to it only where it is part of a text.
    const start = ts.isJsxText(node) ? node.pos : node.getStart();
    if (start >= at && !(ts.isJsxText(node) && start === at)) return;
    if (node.end <= at) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found;
}

function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node) ||
    ts.isJsxText(node) ||
    ts.isJsxElement(node) ||
    ts.isJsxFragment(node) ||
    ts.isJsxOpeningLikeElement(node) ||
    ts.isJsxAttributes(node) ||
    ts.isJsxClosingElement(node)
  );
}
