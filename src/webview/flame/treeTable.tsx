import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { ProfileFrame } from '../../model/profile/profile';
import type { Tree } from '../../model/profile/tree';
import { TreeRow, tableRowPx } from './treeRow';
import { above, visibleRows, type SortBy } from './treeRows';

/** Rows that are made above and below those in sight. */
const spare = 8;

interface TreeTableProps {
  readonly tree: Tree;
  readonly frames: readonly ProfileFrame[];
  /** Microseconds; NaN where a row has no such figure. */
  readonly selfOf: (node: number) => number;
  readonly totalOf: (node: number) => number;
  /** The order that fits the tree; users may choose another. */
  readonly sortBy: 'self' | 'total';
  readonly wholeUs: number;
  readonly name: (frame: number) => string;
  readonly matches: Uint8Array | null;
  /** Node of the tree; 0 for none. It is brought into sight when it changes. */
  readonly selected: number;
  readonly label: string;
  readonly t: Translate;
  readonly select: (node: number) => void;
  readonly open: (node: number) => void;
}

/** The flame as a table: a tree grid of which only the rows in sight exist. */
export function TreeTable(props: TreeTableProps) {
  const { tree, frames, selected, t, selfOf, totalOf, name, matches } = props;
  const [by, setBy] = useState<SortBy>(props.sortBy);
  const [expanded, setExpanded] = useState(() => heaviestWay(tree));
  const [seen, setSeen] = useState({ top: 0, height: 300 });
  const scroller = useRef<HTMLDivElement>(null);
  const [sortedBy, setSortedBy] = useState(props.sortBy);
  if (sortedBy !== props.sortBy) {
    setSortedBy(props.sortBy);
    setBy(props.sortBy);
  }
  // Another tree, other numbers of nodes; what is selected is brought into sight once.
  const [seenWith, setSeenWith] = useState({ tree, selected: 0 });
  if (seenWith.tree !== tree || seenWith.selected !== selected) {
    setSeenWith({ tree, selected });
    const open = seenWith.tree === tree ? expanded : heaviestWay(tree);
    const callers = selected > 0 && selected < tree.size ? above(tree, selected) : [];
    setExpanded(callers.every((node) => open.has(node)) ? open : new Set([...open, ...callers]));
  }
  const rows = useMemo(
    () => visibleRows(tree, expanded, { by, selfOf, totalOf, nameOf: (node) => name(tree.frame[node]!) }),
    [tree, expanded, by, selfOf, totalOf],
  );
  const index = rows.indexOf(selected);

  useLayoutEffect(() => {
    const element = scroller.current!;
    const watch = () => setSeen({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(watch);
    observer.observe(element);
    element.addEventListener('scroll', watch, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', watch);
    };
  }, []);
  useLayoutEffect(() => {
    if (index < 0) return;
    const element = scroller.current!;
    const [top, room] = [index * tableRowPx, element.clientHeight - tableRowPx];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room - tableRowPx) element.scrollTop = top - room + tableRowPx;
  }, [index, selected]);

  const toggle = (node: number, open: boolean) => {
    const next = new Set(expanded);
    if (open) next.add(node);
    else next.delete(node);
    setExpanded(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const page = Math.max(1, Math.floor(seen.height / tableRowPx) - 2);
    const goTo = (to: number) => {
      const node = rows[Math.max(0, Math.min(rows.length - 1, to))];
      if (node !== undefined) props.select(node);
    };
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (key === 'ArrowDown') goTo(index + 1);
    else if (key === 'ArrowUp') goTo(index < 0 ? 0 : index - 1);
    else if (key === 'PageDown') goTo(Math.max(0, index) + page);
    else if (key === 'PageUp') goTo(index - page);
    else if (key === 'Home') goTo(0);
    else if (key === 'End') goTo(rows.length - 1);
    else if (index < 0) return;
    else if (key === 'ArrowRight') {
      if (tree.childCount[selected]! > 0 && !expanded.has(selected)) toggle(selected, true);
      else if (expanded.has(selected)) goTo(index + 1);
    } else if (key === 'ArrowLeft') {
      if (expanded.has(selected)) toggle(selected, false);
      else if (tree.parent[selected]! > 0) props.select(tree.parent[selected]!);
    } else if (key === 'Enter') props.open(selected);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const first = Math.max(0, Math.floor(seen.top / tableRowPx) - spare);
  const shown = rows.slice(first, Math.ceil((seen.top + seen.height) / tableRowPx) + spare);
  const header = (sort: SortBy, text: string, style: string) => (
    <span
      role="columnheader"
      class={style}
      aria-sort={by === sort ? (sort === 'name' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" onClick={() => setBy(sort)}>
        {text}
        {by === sort && <span aria-hidden="true">{sort === 'name' ? ' ▴' : ' ▾'}</span>}
      </button>
    </span>
  );

  return (
    <div
      class="flame-table"
      role="treegrid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={4}
      tabIndex={0}
      ref={scroller}
      aria-activedescendant={
        index >= first && index < first + shown.length ? `flame-row-${selected}` : undefined
      }
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="flame-head">
        <div role="row" aria-rowindex={1}>
          {header('self', t('Self'), 'figure')}
          {header('total', t('Total'), 'figure')}
          {header('name', t('Function'), 'function')}
          <span role="columnheader" class="place">
            {t('Place')}
          </span>
        </div>
      </div>
      <div role="rowgroup" class="flame-rows">
        <div role="presentation" class="flame-space" style={{ height: `${rows.length * tableRowPx}px` }}>
          {shown.map((node, i) => (
            <TreeRow
              {...{ tree, node, t, toggle }}
              key={node}
              at={first + i}
              expanded={tree.childCount[node]! > 0 ? expanded.has(node) : null}
              selected={node === selected}
              frame={frames[tree.frame[node]!]!}
              name={name(tree.frame[node]!)}
              match={matches?.[tree.frame[node]!] === 1}
              selfUs={selfOf(node)}
              totalUs={totalOf(node)}
              wholeUs={props.wholeUs}
              select={props.select}
              open={props.open}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Below this share of its caller's time a call isn't opened by itself. */
const heavy = 0.7;

/** Opens the heaviest way down to where the time parts, so that there is something to see. */
function heaviestWay({ firstChild, childCount, totalUs }: Tree): ReadonlySet<number> {
  const open = new Set<number>();
  for (let node = firstChild[0]!; open.size < 16 && childCount[node]! > 0; node = firstChild[node]!) {
    open.add(node);
    if (totalUs[firstChild[node]!]! < heavy * totalUs[node]!) break;
  }
  return open;
}
