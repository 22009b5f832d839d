import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks';
import type { Translate } from '../../model/message';
import { copier } from '../clipboard';
import type { Extension } from '../extension';
import { TimelinePanel } from './timelinePanel';
import { TimelineState, type KeptState } from './timelineState';

const pullEveryMs = 1000;
/** What is asked for first where the latest time is in sight: 30 minutes may be some megabytes. */
const firstMs = 90_000;

export interface TimelineAppProps {
  readonly extension: Extension;
  readonly language: string;
  readonly t: Translate;
  readonly compact: boolean;
  readonly kept: Partial<KeptState> | null;
  readonly keep: (state: KeptState) => void;
}

/** The timeline on live data: asks for what is new as long as it can be seen. */
export function TimelineApp({ extension, language, t, compact, kept, keep }: TimelineAppProps) {
  const state = useMemo(() => new TimelineState(kept), []);
  useEffect(() => pulling(extension, state), [state]);
  useLayoutEffect(() => state.onDidChange(() => keep(state.kept)).dispose, [state]);
  return (
    <TimelinePanel
      state={state}
      language={language}
      t={t}
      compact={compact}
      open={({ file, line, column }) => void extension.request('open', { file, line, column })}
      showFlame={(span) => void extension.request('show', { kind: 'flame', span })}
      showLarge={() => void extension.request('show', { kind: 'timeline' })}
      copy={copier(extension)}
    />
  );
}

/** Each answer is waited for before the next question. */
function pulling(extension: Extension, state: TimelineState): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  /** Whether there is more to be had at once. */
  const ask = async (lastMs?: number): Promise<boolean> => {
    if (document.visibilityState !== 'visible') return false;
    try {
      const { version: since } = state.data;
      state.accept(await extension.request('timeline', { since, ...(lastMs !== undefined && { lastMs }) }));
      return state.data.version === null;
    } catch {
      // No engine runs: what was shown stays, and the next question may find one.
      return false;
    }
  };
  const pull = async (lastMs?: number): Promise<void> => {
    const hasMore = await ask(lastMs);
    if (!over) timer = setTimeout(() => void pull(), hasMore ? 0 : pullEveryMs);
  };
  void pull(state.following ? firstMs : undefined);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
