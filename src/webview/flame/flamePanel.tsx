import type { ComponentChildren } from 'preact';
import type { Translate } from '../../model/message';
import { wordNote } from '../../model/profile/describe';
import { FlameView } from './flameView';
import type { FlameMemory } from './keptFlame';
import { useProfile } from './openProfile';
import type { Progress } from './profileClient';
import type { FlameActions, ProfileSource } from './source';

export interface FlamePanelProps extends FlameActions {
  readonly source: ProfileSource;
  readonly t: Translate;
  /** Starts the program of profileWorker.ts. */
  readonly startWorker: () => Worker;
  /** Without one, nothing is kept. */
  readonly memory?: FlameMemory;
  /** Buttons of whoever shows the panel, such as one that records. */
  readonly children?: ComponentChildren;
}

/** Flame and tree of a profile, from the moment it is opened. */
export function FlamePanel(props: FlamePanelProps) {
  const { source, t, children } = props;
  const { opening, cancel, again } = useProfile(source, props.startWorker);
  if (opening.state === 'open' && source.kind !== 'none') {
    const { profile, client } = opening;
    if (profile.nodes.frame.length > 1) {
      return <FlameView {...props} source={source} profile={profile} client={client} />;
    }
    return (
      <Message extra={children}>
        <h2>{t('There is nothing to show')}</h2>
        {profile.notes.length === 0 && (
          <p>{t('In this span no stack was taken: the event loop was not blocked.')}</p>
        )}
        {profile.notes.map((note) => (
          <p key={note.id}>{wordNote(note, t)}</p>
        ))}
      </Message>
    );
  }
  if (opening.state === 'opening') return <Loading progress={opening.progress} t={t} cancel={cancel} />;
  if (opening.state === 'failed') {
    return (
      <Message extra={children}>
        <h2>{t('The profile could not be opened')}</h2>
        <p role="alert">
          {opening.isSentence
            ? opening.why
            : t(
                'Reading it failed: {0}. It may be too large for the memory at hand; a shorter recording may open.',
                opening.why,
              )}
        </p>
        <button type="button" onClick={again}>
          {t('Try again')}
        </button>
      </Message>
    );
  }
  if (opening.state === 'cancelled') {
    return (
      <Message extra={children}>
        <p>{t('Opening was cancelled.')}</p>
        <button type="button" onClick={again}>
          {t('Try again')}
        </button>
      </Message>
    );
  }
  return (
    <Message extra={children}>
      <h2>{t('Where did the time go?')}</h2>
      <p>{t('Select a span in the timeline, record a CPU profile, or open a .cpuprofile file.')}</p>
    </Message>
  );
}

function Message({
  children,
  extra,
}: {
  readonly children: ComponentChildren;
  readonly extra: ComponentChildren;
}) {
  return (
    <section class="flame flame-message">
      {children}
      {extra && <div class="flame-extra">{extra}</div>}
    </section>
  );
}

interface LoadingProps {
  readonly progress: Progress | null;
  readonly t: Translate;
  readonly cancel: () => void;
}

function Loading({ progress, t, cancel }: LoadingProps) {
  const text =
    progress?.step === 'reading'
      ? t('Reading {0} MB …', megabytes(progress.bytes))
      : t('Loading {0} MB …', megabytes(progress?.bytes ?? 0));
  return (
    <section class="flame flame-message" aria-busy="true">
      <p id="flame-progress">{text}</p>
      <progress aria-labelledby="flame-progress" value={progress?.share ?? undefined} max={1} />
      <button type="button" onClick={cancel}>
        {t('Cancel')}
      </button>
    </section>
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
