import type { Place, StaticFinding } from '../../analysis/finding';
import type { Translate } from '../../model/message';

/** Stand-in for `src/analysis/messages.ts`. */
export function messageOf(
  { call, handler, path }: StaticFinding,
  t: Translate,
): { readonly message: string; readonly related: readonly { place: Place; message: string }[] } {
  const message =
    handler === null
      ? t('{0} blocks the event loop.', call ?? '')
      : t('{0} blocks the event loop in {1}.', call ?? '', handler.name);
  const related = [
    ...(handler ? [{ place: handler.place, message: t('handler of {0}', handler.name) }] : []),
    ...path.map(({ place, functionName }) => ({ place, message: t('called from {0}', functionName) })),
  ];
  return { message, related };
}
