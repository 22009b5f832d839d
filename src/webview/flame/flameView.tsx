import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { nameOf, wordNote } from '../../model/profile/describe';
import type { Profile } from '../../model/profile/profile';
import { aroundFrame } from '../../model/profile/search';
import { Chart, reveal } from './chart';
import { timeChart, treeChart, type CallSpan, type ChartCall } from './chartData';
import type { ChartSurface, Look } from './chartSurface';
import { callDetails, duration, functionDetails, presentKinds, selfOf, totalOf } from './figures';
import type { FlamePanelProps } from './flamePanel';
import type { ProfileClient } from './profileClient';
import { SaveMenu } from './saveMenu';
import { SearchBox } from './searchBox';
import { SecondBar } from './secondBar';
import type { ProfileSource } from './source';
import { Splitter } from './splitter';
import { ModeChoice, ViewButtons, type Mode } from './toolbar';
import { firstCall, nodeAt, pathTo } from './treeRows';
import { TreeTable } from './treeTable';
import { useSearch } from './useSearch';
import { useTree } from './useTree';

interface FlameViewProps extends FlamePanelProps {
  readonly source: Exclude<ProfileSource, { kind: 'none' }>;
  readonly profile: Profile;
  readonly client: ProfileClient;
}

/** What is marked: a call in the chart and a row of the table, either of which may not exist. */
interface Selection {
  readonly frame: number;
  readonly call: ChartCall | null;
  /** Node of the tree; 0 for none. */
  readonly row: number;
}

/** A profile that has been read: toolbar, chart, table. */
export function FlameView(props: FlameViewProps) {
  const { source, profile, client, t, memory } = props;
  const { frames, nodes, samples } = profile;
  const hasTimes = samples.node.length > 0;
  const [kept] = useState(() => memory?.kept() ?? null);
  const [mode, setMode] = useState<Mode>(() => {
    const wanted = kept?.mode ?? 'time';
    return wanted === 'time' && !hasTimes ? 'merged' : wanted;
  });
  const [focus, setFocus] = useState<number | null>(null);
  const [span, setSpan] = useState<CallSpan | null>(null);
  const [text, setText] = useState(kept?.search ?? '');
  const [selection, setSelection] = useState<Selection | null>(null);
  const [chartShare, setChartShare] = useState(kept?.chartShare ?? 0.55);
  const [zoomedIn, setZoomedIn] = useState(false);
  const surface = useRef<ChartSurface>(null);
  const searchField = useRef<HTMLInputElement>(null);

  useLayoutEffect(() => memory?.keep({ mode, search: text, chartShare }), [mode, text, chartShare]);

  const inTime = mode === 'time';
  const shown = useTree(client, profile, span, mode === 'callers', focus);
  const tree = shown?.tree ?? null;
  const isPending = shown?.inverted !== (mode === 'callers') || shown.focus !== focus || shown.span !== span;
  const wholeUs = shown?.wholeUs ?? 0;
  const time = useMemo(() => timeChart(profile), [profile]);
  const data = useMemo(() => (inTime ? time : tree && treeChart(tree)), [inTime, time, tree]);
  const found = useSearch(profile, shown?.span ?? null, text, inTime ? null : tree);
  const names = useMemo(() => frames.map((frame) => nameOf(frame, t)), [frames, t]);
  const name = (frame: number) => names[frame]!;
  const kinds = useMemo(
    () => presentKinds(frames, shown?.functions.totalUs ?? new Float64Array(0)),
    [frames, shown],
  );
  const figures = useMemo(
    () =>
      shown && {
        selfOf: (node: number) => selfOf(shown, node),
        totalOf: (node: number) => totalOf(shown, node),
        sortBy: shown.inverted && shown.focus === null ? ('self' as const) : ('total' as const),
      },
    [shown],
  );
  const look = useMemo((): Look => {
    const around = focus !== null && inTime ? aroundFrame(nodes, focus) : null;
    const isDim = (node: number): boolean => {
      if (found && data) return !found.matches[data.frameOf(node)];
      return around !== null && !around[node];
    };
    return { name: (frame) => names[frame]!, kind: (frame) => frames[frame]!.kind, isDim, t };
  }, [names, found, focus, inTime, data, t]);

  // Another tree has other nodes. At once: after the paint the user may have chosen one of them.
  const [ofTree, setOfTree] = useState(tree);
  if (ofTree !== tree) {
    setOfTree(tree);
    setSelection((before) => before && { ...before, call: inTime ? before.call : null, row: 0 });
  }

  const isPlain = shown !== null && !shown.inverted && shown.focus === null;
  const selectCall = (call: ChartCall | null) => {
    if (!call || !data) return setSelection(null);
    const rowInTime = tree && isPlain ? nodeAt(tree, pathTo(nodes, call.node)) : 0;
    setSelection({ frame: data.frameOf(call.node), call, row: inTime ? rowInTime : call.node });
  };
  /** Where the chart has a row of the table. */
  const callOf = (row: number, next: Mode): ChartCall | null => {
    if (!tree || row === 0) return null;
    if (next !== 'time') return { node: row, atUs: tree.startUs[row]! };
    return isPlain ? firstCall(nodes, samples, pathTo(tree, row)) : null;
  };
  const selectRow = (row: number) => {
    if (!tree || !data) return;
    const call = callOf(row, mode);
    setSelection({ frame: tree.frame[row]!, call, row });
    if (call && surface.current) reveal(surface.current, data, call);
  };
  const changeMode = (next: Mode) => {
    setMode(next);
    const sameTree = next !== 'callers' && mode !== 'callers';
    setSelection(selection && sameTree ? { ...selection, call: callOf(selection.row, next) } : null);
  };
  const open = (frame: number) => {
    if (frames[frame]!.hasFile) props.open(frames[frame]!);
  };
  const showFound = (index: number) => {
    if (!found || !data) return;
    const call = found.place(index);
    selectCall(call);
    if (surface.current) reveal(surface.current, data, call);
  };

  return (
    <section
      class="flame"
      aria-label={t('Profile {0}', source.name)}
      onKeyDown={(event) => {
        if (event.key !== 'f' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        searchField.current?.select();
      }}
    >
      <div class="flame-bar">
        <ModeChoice mode={mode} hasTimes={hasTimes} choose={changeMode} t={t} />
        <ViewButtons surface={surface} t={t} />
        <SearchBox field={searchField} {...{ text, found, wholeUs, setText, t }} show={showFound} />
        <SaveMenu {...props} surface={surface} times={shown} />
        {props.children}
      </div>
      <SecondBar
        {...{ kinds, span, setSpan, t }}
        offeredSpan={inTime && zoomedIn ? () => surface.current && surface.current.view : null}
        focus={focus === null ? null : name(focus)}
        offeredFocus={selection && name(selection.frame)}
        setFocus={(on) => setFocus(on && selection ? selection.frame : null)}
      />
      {profile.notes.length > 0 && (
        <ul class="flame-notes">
          {profile.notes.map((note) => (
            <li key={note.id}>{wordNote(note, t)}</li>
          ))}
        </ul>
      )}
      <div
        class="flame-panes"
        aria-busy={isPending}
        style={{ gridTemplateRows: `minmax(0, ${chartShare}fr) auto auto minmax(0, ${1 - chartShare}fr)` }}
      >
        {data ? (
          <Chart
            {...{ data, look, surface, t }}
            label={chartLabel()}
            selected={selection?.call ?? null}
            select={selectCall}
            open={(call) => open(data.frameOf(call.node))}
            describe={(call) => {
              const index = data.frameOf(call.node);
              const { fromUs, toUs } = data.spanOf(call);
              return callDetails(frames[index]!, index, toUs - fromUs, !inTime, shown, t);
            }}
            onView={({ fromUs, toUs }) => setZoomedIn(toUs - fromUs < data.endUs * 0.999)}
          />
        ) : (
          <div class="flame-chart" />
        )}
        <p class="flame-details" role="status">
          {selection ? (
            <>
              <strong>{name(selection.frame)}</strong>{' '}
              <span>{functionDetails(frames[selection.frame]!, selection.frame, shown, t)}</span>
            </>
          ) : (
            <span>{summary()}</span>
          )}
        </p>
        <Splitter share={chartShare} setShare={setChartShare} label={t('Height of the chart')} />
        {tree && figures ? (
          <TreeTable
            {...{ tree, frames, wholeUs, name, t, ...figures }}
            matches={found?.matches ?? null}
            selected={selection && selection.row < tree.size ? selection.row : 0}
            label={shown?.inverted ? t('Functions and their callers') : t('Calls')}
            select={selectRow}
            open={(node) => open(tree.frame[node]!)}
          />
        ) : (
          <div class="flame-table" />
        )}
      </div>
    </section>
  );

  function summary(): string {
    const taken = t('{0} samples in {1}', samples.node.length, duration(time.endUs, t));
    const all = hasTimes ? `${source.name}: ${taken}` : source.name;
    return tree?.cut ? `${all} · ${t('Callers far out are left out: there are too many.')}` : all;
  }

  function chartLabel(): string {
    const merged = mode === 'merged' ? t('Merged calls') : t('Functions with their callers');
    const keys = t(
      'Arrow keys move the view, plus and minus zoom, Home shows all, Shift with arrow keys goes from call to call, Enter shows the line. The table below has the same calls.',
    );
    return `${inTime ? t('Calls in the order of time') : merged}. ${keys}`;
  }
}
