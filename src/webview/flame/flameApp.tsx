import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { LiveFigures, PanelPlace } from '../../shared/panels';
import { copier } from '../clipboard';
import type { Extension } from '../extension';
import { FlamePanel } from './flamePanel';
import { threadNames } from '../timeline/threadNames';
import type { FlameMemory } from './keptFlame';
import type { ProfileSource } from './source';

const recordMs = 5000;

export interface FlameAppProps {
  readonly extension: Extension;
  readonly place: PanelPlace;
  readonly live: LiveFigures;
  readonly t: Translate;
  readonly memory: FlameMemory;
}

/** The flame chart of what the panel was opened for: a file, the stacks of a span, or a recording made here. */
export function FlameApp({ extension, place, live, t, memory }: FlameAppProps) {
  const [source, setSource] = useState<ProfileSource>({ kind: 'none' });
  const [recording, setRecording] = useState(false);
  /** Was recorded while the panel went somewhere else. */
  const [recorded, setRecorded] = useState<ProfileSource | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  /** Counts what was asked for: an answer to something older does not take its place. */
  const wish = useRef(0);
  useLayoutEffect(() => {
    const own = ++wish.current;
    setFailure(null);
    sourceOf(extension, place, t)
      .then((made) => own === wish.current && setSource(made))
      .catch((error: unknown) => own === wish.current && setFailure(sentence(error)));
  }, [place]);
  const [chosen, setChosen] = useState<string | null>(null);
  const running = live.targets.filter(({ endedAtMs }) => endedAtMs === null);
  const names = threadNames(running);
  const target = running.find(({ id }) => id === (chosen ?? place.span?.thread)) ?? running[0];
  const howToRecord = t('To record, start a program with F5 or with “Run with Looplens…”.');
  const whatItCosts = t(
    'Records {0} s. V8 walks the heap at the start, which stops the thread once, for some tens to hundreds of milliseconds.',
    recordMs / 1000,
  );
  const record = async (): Promise<void> => {
    if (!target) return;
    const own = ++wish.current;
    setRecording(true);
    setRecorded(null);
    setFailure(null);
    try {
      const { name, profile } = await extension.request('profile', {
        thread: target.id,
        durationMs: recordMs,
      });
      const made = { kind: 'cpuprofile', name, size: profile.length, read: () => piecesOf(profile) } as const;
      if (own === wish.current) setSource(made);
      else setRecorded(made);
    } catch (error) {
      setFailure(sentence(error));
    }
    setRecording(false);
  };
  const show = (made: ProfileSource): void => {
    wish.current++;
    setRecorded(null);
    setSource(made);
  };
  return (
    <FlamePanel
      source={source}
      t={t}
      memory={memory}
      startWorker={() => new Worker(workerUrl())}
      open={({ file, line, column }) => void extension.request('open', { file, line, column })}
      save={(name, data) => void extension.request('save', { name, data })}
      copy={copier(extension)}
    >
      <button
        type="button"
        disabled={!target || recording}
        title={target ? whatItCosts : howToRecord}
        onClick={() => void record()}
      >
        {recording ? t('Recording for {0} s…', recordMs / 1000) : t('Record a CPU profile')}
      </button>
      {recorded && (
        <button type="button" onClick={() => show(recorded)}>
          {t('Show the recording')}
        </button>
      )}
      {running.length > 1 && (
        <select
          aria-label={t('Thread to record')}
          disabled={recording}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        >
          {running.map(({ id }) => (
            <option key={id} value={id} selected={id === target?.id}>
              {names.get(id)}
            </option>
          ))}
        </select>
      )}
      {!target && source.kind === 'none' && <span>{howToRecord}</span>}
      {failure !== null && <span role="alert">{failure}</span>}
    </FlamePanel>
  );
}

async function sourceOf(
  extension: Extension,
  { file, span }: PanelPlace,
  t: Translate,
): Promise<ProfileSource> {
  if (file?.uri)
    return {
      kind: 'cpuprofile',
      name: file.name.replace(/\.cpuprofile$/, ''),
      size: file.size ?? null,
      read: (signal) => streamed(file.uri!, signal, t),
    };
  if (!span) return { kind: 'none' };
  return { kind: 'stacks', name: t('blocks'), stacks: await extension.request('stacks', span) };
}

async function* streamed(uri: string, signal: AbortSignal, t: Translate): AsyncIterable<Uint8Array> {
  const response = await fetch(uri, { signal }).catch(() => null);
  signal.throwIfAborted();
  if (!response?.ok || !response.body) {
    throw new Error(
      t('The file is no longer where it was, or may not be read. Open it again from where it is now.'),
    );
  }
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** A copy: pieces are handed over, and the recording may be saved later. */
async function* piecesOf(profile: Uint8Array): AsyncIterable<Uint8Array> {
  yield profile.slice();
}

let worker: string | null = null;

/** A worker may be started from a blob only; its program is part of the page. */
function workerUrl(): string {
  const text = document.getElementById('profile-worker')?.textContent ?? '';
  return (worker ??= URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
