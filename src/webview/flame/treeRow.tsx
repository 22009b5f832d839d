import type { Translate } from '../../model/message';
import { placeOf } from '../../model/profile/describe';
import type { ProfileFrame } from '../../model/profile/profile';
import type { Tree } from '../../model/profile/tree';
import { duration, share } from './figures';

/** Height of a row and of the head above. */
export const tableRowPx = 22;

interface TreeRowProps {
  readonly tree: Tree;
  readonly node: number;
  /** Its place among all rows, from 0. */
  readonly at: number;
  /** null: there is nothing below it. */
  readonly expanded: boolean | null;
  readonly selected: boolean;
  readonly frame: ProfileFrame;
  readonly name: string;
  /** Found by a search. */
  readonly match: boolean;
  /** Microseconds; NaN for none. */
  readonly selfUs: number;
  readonly totalUs: number;
  readonly wholeUs: number;
  readonly t: Translate;
  readonly select: (node: number) => void;
  readonly open: (node: number) => void;
  readonly toggle: (node: number, open: boolean) => void;
}

/** A call in the table. */
export function TreeRow(props: TreeRowProps) {
  const { node, at, tree, frame, expanded, selected, wholeUs, t } = props;
  const figure = (us: number) => (
    <span role="gridcell" class={us === 0 ? 'figure zero' : 'figure'}>
      {!Number.isNaN(us) && (
        <>
          <span class="bar" style={{ width: `${wholeUs > 0 ? Math.min(100, (us / wholeUs) * 100) : 0}%` }} />
          <span class="value">{duration(us, t)}</span>
          <span class="share">{share(us, wholeUs, t)}</span>
        </>
      )}
    </span>
  );
  return (
    <div
      id={`flame-row-${node}`}
      role="row"
      class={`row${props.match ? ' match' : ''}`}
      aria-level={tree.depth[node]}
      aria-rowindex={at + 2}
      aria-expanded={expanded ?? undefined}
      aria-selected={selected}
      style={{ transform: `translateY(${at * tableRowPx}px)` }}
      onClick={() => props.select(node)}
      onDblClick={() => props.open(node)}
    >
      {figure(props.selfUs)}
      {figure(props.totalUs)}
      <span role="gridcell" class="function" style={{ paddingInlineStart: `${indent(tree.depth[node]!)}px` }}>
        <span
          class={`twistie${expanded === null ? ' none' : expanded ? ' open' : ''}`}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            if (expanded !== null) props.toggle(node, !expanded);
          }}
        />
        <span class={`kind ${frame.kind}`} aria-hidden="true" />
        <span class="name">{props.name}</span>
      </span>
      <span role="gridcell" class="place" title={frame.file}>
        {frame.hasFile ? (
          <a
            href="#"
            tabIndex={-1}
            onClick={(event) => {
              event.preventDefault();
              event.stopPropagation();
              props.open(node);
            }}
          >
            {placeOf(frame)}
          </a>
        ) : (
          placeOf(frame)
        )}
      </span>
    </div>
  );
}

/** Deep rows are not pushed out of sight. */
function indent(depth: number): number {
  return Math.min(depth - 1, 24) * 10;
}
