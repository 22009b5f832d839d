import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatMs } from '../../model/formatMs';
import { kindName, nameOf, placeOf, wordNote } from '../../model/profile/describe';
import { codeKinds, type Profile } from '../../model/profile/profile';
import { aroundFrame } from '../../model/profile/search';
import { Chart, reveal } from './chart';
import { timeChart, treeChart, type CallSpan, type ChartCall } from './chartData';
import type { ChartSurface, Look } from './chartSurface';
import type { FlamePanelProps } from './flamePanel';
import type { ProfileClient } from './profileClient';
import { SaveMenu } from './saveMenu';
import { SearchBox } from './searchBox';
import type { ProfileSource } from './source';
import { Splitter } from './splitter';
import { ModeChoice, ViewButtons, type Mode } from './toolbar';
import type { Hovered } from './tooltip';
import { firstCall, nodeAt, pathTo } from './treeRows';
import { share, TreeTable } from './treeTable';
import { useSearch } from './useSearch';
import { useSpanTimes, useTree } from './useTree';

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
  const { source, profile, client, t } = props;
  const { frames, nodes, samples } = profile;
  const hasTimes = samples.node.length > 0;
  const [mode, setMode] = useState<Mode>(hasTimes ? 'time' : 'merged');
  const [focus, setFocus] = useState<number | null>(null);
  const [span, setSpan] = useState<CallSpan | null>(null);
  const [text, setText] = useState('');
  const [selection, setSelection] = useState<Selection | null>(null);
  const [chartShare, setChartShare] = useState(0.55);
  const surface = useRef<ChartSurface>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const isWhole = useRef(true);
  const [whole, setWhole] = useState(true);

  const times = useSpanTimes(profile, span);
  const shown = useTree(client, times, mode === 'callers', focus);
  const tree = shown?.tree ?? null;
  const inTime = mode === 'time';
  const time = useMemo(() => timeChart(profile), [profile]);
  const data = useMemo(() => (inTime ? time : tree && treeChart(tree)), [inTime, time, tree]);
  const found = useSearch(profile, times.totalUs, text, inTime ? null : tree);
  const names = useMemo(() => frames.map((frame) => nameOf(frame, t)), [frames, t]);
  const name = (frame: number) => names[frame]!;
  const duration = (us: number) => (us > 0 && us < 50 ? t('{0} µs', Math.round(us)) : formatMs(us / 1000, t));

  const look = useMemo((): Look => {
    const around = focus !== null && inTime ? aroundFrame(nodes, focus) : null;
    const isDim = (node: number): boolean => {
      if (found && data) return !found.matches[data.frameOf(node)];
      return around !== null && !around[node];
    };
    return { name: (frame) => names[frame]!, kind: (frame) => frames[frame]!.kind, isDim, t };
  }, [names, found, focus, inTime, data, t]);

  // Another tree has other nodes.
  useEffect(() => {
    setSelection((before) =>
      before && tree ? { ...before, call: inTime ? before.call : null, row: 0 } : null,
    );
  }, [tree]);

  const rowOf = (node: number) =>
    tree && shown?.inverted === false && shown.focus === null ? nodeAt(tree, pathTo(nodes, node)) : 0;
  const selectCall = (call: ChartCall | null) => {
    if (!call || !data) return setSelection(null);
    setSelection({ frame: data.frameOf(call.node), call, row: inTime ? rowOf(call.node) : call.node });
  };
  const selectRow = (row: number) => {
    if (!tree || !data) return;
    const path = pathTo(tree, row);
    const call = inTime ? firstCall(nodes, samples, path) : { node: row, atUs: tree.startUs[row]! };
    setSelection({ frame: tree.frame[row]!, call, row });
    if (call && surface.current) reveal(surface.current, data, call);
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
  const changeMode = (next: Mode) => {
    setMode(next);
    if (!selection || !tree || next === 'callers' || mode === 'callers' || focus !== null)
      return setSelection(null);
    const { row, frame } = selection;
    const call =
      next === 'time'
        ? firstCall(nodes, samples, pathTo(tree, row))
        : { node: row, atUs: tree.startUs[row]! };
    setSelection(row > 0 ? { frame, row, call } : null);
  };

  const describe = (call: ChartCall): Hovered => {
    const index = data!.frameOf(call.node);
    const frame = frames[index]!;
    const { fromUs, toUs } = data!.spanOf(call);
    const { selfUs, totalUs } = times.functions;
    const withShare = (us: number) => `${duration(us)} (${share(us, times.wholeUs, t)})`;
    return {
      title: name(index),
      place: [kindName(frame.kind, t), frame.module, placeOf(frame)].filter(Boolean).join(' · '),
      figures: [
        [
          inTime ? t('This call') : t('On this path'),
          inTime ? duration(toUs - fromUs) : withShare(toUs - fromUs),
        ],
        [t('Function, self'), withShare(selfUs[index]!)],
        [t('Function, total'), withShare(totalUs[index]!)],
      ],
    };
  };
  const selfOf = (node: number): number => {
    if (!tree || !shown) return NaN;
    if (!shown.inverted) return tree.selfUs[node]!;
    if (shown.focus === null) return tree.totalUs[node]!;
    return tree.depth[node] === 1 ? times.functions.selfUs[tree.frame[node]!]! : NaN;
  };
  const totalOf = (node: number): number => {
    if (!tree || !shown) return NaN;
    if (!shown.inverted || shown.focus !== null) return tree.totalUs[node]!;
    return tree.depth[node] === 1 ? times.functions.totalUs[tree.frame[node]!]! : NaN;
  };
  const picked = selection && describeSelection(selection.frame);

  function describeSelection(index: number): string {
    const frame = frames[index]!;
    const { selfUs, totalUs } = times.functions;
    const figures = t('{0} self, {1} total', duration(selfUs[index]!), duration(totalUs[index]!));
    return [kindName(frame.kind, t), placeOf(frame), figures].filter(Boolean).join(' · ');
  }

  const kinds = codeKinds.filter((kind) =>
    frames.some((frame, index) => frame.kind === kind && times.functions.totalUs[index]! > 0),
  );
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
        <SearchBox
          field={searchField}
          text={text}
          found={found}
          wholeUs={times.wholeUs}
          duration={duration}
          setText={setText}
          show={showFound}
          t={t}
        />
        <SaveMenu {...props} surface={surface} times={times} />
        {props.children}
      </div>
      <div class="flame-bar flame-second">
        <ul class="flame-legend" aria-label={t('Colours')}>
          {kinds.map((kind) => (
            <li key={kind}>
              <span class={`kind ${kind}`} aria-hidden="true" />
              {kindName(kind, t)}
            </li>
          ))}
        </ul>
        <span class="flame-limits">
          {span && (
            <button type="button" class="limit" onClick={() => setSpan(null)}>
              {t('Only {0} to {1}', duration(span.fromUs), duration(span.toUs))}{' '}
              <Cross label={t('Show all of the time')} />
            </button>
          )}
          {!span && inTime && !whole && (
            <button type="button" onClick={() => surface.current && setSpan(surface.current.view)}>
              {t('Only count this span')}
            </button>
          )}
          {focus !== null && (
            <button type="button" class="limit" onClick={() => setFocus(null)}>
              {t('Only {0}', name(focus))} <Cross label={t('Show all functions')} />
            </button>
          )}
          {focus === null && selection && (
            <button type="button" onClick={() => setFocus(selection.frame)}>
              {t('Only show {0}', name(selection.frame))}
            </button>
          )}
        </span>
      </div>
      {profile.notes.length > 0 && (
        <ul class="flame-notes" role="status">
          {profile.notes.map((note) => (
            <li key={note.id}>{wordNote(note, t)}</li>
          ))}
        </ul>
      )}
      <div
        class="flame-panes"
        style={{ gridTemplateRows: `minmax(0, ${chartShare}fr) auto auto minmax(0, ${1 - chartShare}fr)` }}
      >
        {data ? (
          <Chart
            {...{ data, look, surface, describe, t }}
            label={chartLabel()}
            selected={selection?.call ?? null}
            select={selectCall}
            open={(call) => open(data.frameOf(call.node))}
            onView={({ fromUs, toUs }) => {
              const now = toUs - fromUs > data.endUs * 0.999;
              if (now === isWhole.current) return;
              isWhole.current = now;
              setWhole(now);
            }}
          />
        ) : (
          <div class="flame-chart" aria-busy="true" />
        )}
        <p class="flame-details" role="status">
          {selection && picked ? (
            <>
              <strong>{name(selection.frame)}</strong> <span>{picked}</span>
            </>
          ) : (
            <span>{summary()}</span>
          )}
        </p>
        <Splitter share={chartShare} setShare={setChartShare} label={t('Height of the chart')} />
        {tree ? (
          <TreeTable
            {...{ tree, frames, selfOf, totalOf, name, t, duration }}
            wholeUs={times.wholeUs}
            matches={found?.matches ?? null}
            selected={selection && selection.row < tree.size ? selection.row : 0}
            label={mode === 'callers' ? t('Functions and their callers') : t('Calls')}
            select={selectRow}
            open={(node) => open(tree.frame[node]!)}
          />
        ) : (
          <div class="flame-table" aria-busy="true" />
        )}
      </div>
    </section>
  );

  function summary(): string {
    const taken = t('{0} samples in {1}', samples.node.length, duration(time.endUs));
    const all = hasTimes ? `${source.name}: ${taken}` : source.name;
    return tree?.cut ? `${all} · ${t('Callers far out are left out: there are too many.')}` : all;
  }

  function chartLabel(): string {
    const what = inTime
      ? t('Calls in the order of time')
      : mode === 'merged'
        ? t('Merged calls')
        : t('Functions with their callers');
    const keys = t(
      'Arrow keys move the view, plus and minus zoom, Home shows all, Shift with arrow keys goes from call to call, Enter shows the line. The table below has the same calls.',
    );
    return `${what}. ${keys}`;
  }
}

function Cross({ label }: { readonly label: string }) {
  return (
    <>
      <span aria-hidden="true">×</span>
      <span class="unseen">{label}</span>
    </>
  );
}
