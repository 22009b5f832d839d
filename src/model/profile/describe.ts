import { formatMs } from '../formatMs';
import type { Translate } from '../message';
import type { CodeKind, ProfileFrame, ProfileNote } from './profile';

/** Name of a function for a person. */
export function nameOf({ functionName, kind }: ProfileFrame, t: Translate): string {
  if (functionName === '') return t('(anonymous)');
  if (functionName === '(program)') return t('(native code of Node.js and V8)');
  if (functionName === '(garbage collector)') return t('(garbage collection)');
  if (functionName === '(idle)' && kind === 'idle') return t('(idle)');
  return functionName;
}

/** `orders.ts:42`, `node:fs`; '' where a function has no script. */
export function placeOf({ file, line, hasFile }: ProfileFrame): string {
  const name = hasFile ? file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1) : file;
  return name !== '' && line > 0 ? `${name}:${line}` : name;
}

export function kindName(kind: CodeKind, t: Translate): string {
  switch (kind) {
    case 'own':
      return t('Your code');
    case 'dependency':
      return t('Dependencies');
    case 'node':
      return t('Node.js');
    case 'v8':
      return t('V8 and native code');
    case 'gc':
      return t('Garbage collection');
    case 'wasm':
      return t('WebAssembly');
    case 'idle':
      return t('Idle');
  }
}

/** What a note means, in a sentence or two. */
export function wordNote(note: ProfileNote, t: Translate): string {
  switch (note.id) {
    case 'cut-off':
      return t(
        'The file ends early, at byte {0}: what comes before is shown. Record or copy it again to see all.',
        note.atByte,
      );
    case 'not-json':
      return t(
        'The file is damaged at byte {0}: what comes before is shown. Record or copy it again to see all.',
        note.atByte,
      );
    case 'ends-empty':
      return t('The file ends before its first call, at byte {0}. Record or copy it again.', note.atByte);
    case 'not-profile':
      return t(
        'The file is no CPU profile: what stands at byte {0} does not belong there, and no call comes before. Choose a .cpuprofile file, or record one.',
        note.atByte,
      );
    case 'no-profile':
      return t('The file is empty. Record or copy it again.');
    case 'no-nodes':
      return t('The file has no calls: a .cpuprofile has them below "nodes" (older ones below "head").');
    case 'no-samples':
      return t(
        'The file has no samples: there is no order of time, and times are estimated from the number of hits.',
      );
    case 'no-times':
      return t('The file doesn’t say when its samples were taken: they are spread evenly.');
    case 'times-mended':
      return t('Some times in the file are no numbers and count as 0.');
    case 'tree-mended':
      return t(
        'Some calls in the file have no caller or several: they are shown below the first one, or as outermost ones.',
      );
    case 'unknown-nodes':
      return t(
        '{0} samples name calls that the file doesn’t have: their time counts for nobody.',
        note.count,
      );
    case 'lengths-differ':
      return t('The file has {0} samples more or fewer than times: what has no time lasts 0 ms.', note.count);
    case 'backwards':
      return t(
        '{0} samples were written late; they are shown in the order in which they were taken.',
        note.count,
      );
    case 'unknown-time':
      return t('For {0} of blocks no stack was taken.', formatMs(note.ms, t));
  }
}
