import { useEffect, useRef, useState } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { Profile } from '../../model/profile/profile';
import { writeCpuProfile } from '../../model/profile/writeCpuProfile';
import { useCopied } from '../copied';
import type { ChartSurface } from './chartSurface';
import { functionsCsv, functionsMarkdown } from './exports';
import type { FlameActions, ProfileSource } from './source';
import type { ShownTree } from './useTree';

interface SaveMenuProps extends FlameActions {
  readonly source: Exclude<ProfileSource, { kind: 'none' }>;
  readonly profile: Profile;
  /** Times of all functions; null until they are known. */
  readonly times: Pick<ShownTree, 'functions' | 'wholeUs'> | null;
  readonly surface: { current: ChartSurface | null };
  readonly t: Translate;
}

/** What can be taken along: a picture, a table, the profile itself. */
export function SaveMenu({ source, profile, times, surface, t, copy, save }: SaveMenuProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const menu = useRef<HTMLDetailsElement>(null);
  const [copied, said] = useCopied(copy, t);
  const { name } = source;
  useEffect(() => {
    const close = (event: Event) => {
      if (menu.current && !menu.current.contains(event.target as Node)) menu.current.open = false;
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, []);
  const functions = times && { frames: profile.frames, times: times.functions, wholeUs: times.wholeUs };
  const item = (text: string, act: () => unknown) => (
    <button
      type="button"
      onClick={() => {
        if (menu.current) menu.current.open = false;
        menu.current?.querySelector('summary')?.focus();
        setFailed(null);
        Promise.resolve(act()).catch((error: unknown) => {
          setFailed(error instanceof Error ? error.message : String(error));
        });
      }}
    >
      {text}
    </button>
  );
  return (
    <>
      <details
        class="flame-menu"
        ref={menu}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !menu.current?.open) return;
          menu.current.open = false;
          menu.current.querySelector('summary')?.focus();
          event.stopPropagation();
        }}
      >
        <summary>{t('Copy and save')}</summary>
        <div>
          {item(
            t('Copy functions as a Markdown table'),
            () => functions && copied(functionsMarkdown(functions, t), `${name}.md`),
          )}
          {item(t('Save functions as CSV'), () => functions && save(`${name}.csv`, functionsCsv(functions)))}
          {item(t('Copy the picture'), async () => {
            if (!surface.current) return;
            const png = await surface.current.png();
            copied(new Blob([png.slice()], { type: 'image/png' }), `${name}.png`);
          })}
          {item(t('Save the picture as PNG'), async () => {
            if (surface.current) save(`${name}.png`, await surface.current.png());
          })}
          {item(t('Save as .cpuprofile'), async () =>
            save(`${name}.cpuprofile`, await profileFile(source, profile)),
          )}
        </div>
      </details>
      {said}
      {failed !== null && (
        <p class="flame-failed" role="alert">
          {failed}
        </p>
      )}
    </>
  );
}

/** A recording as it was recorded; stacks as a recording. */
async function profileFile(source: SaveMenuProps['source'], profile: Profile): Promise<string | Uint8Array> {
  if (source.kind === 'stacks') return writeCpuProfile(profile);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of source.read(new AbortController().signal)) pieces.push(piece.slice());
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
