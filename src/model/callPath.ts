import type { Block, Frame } from '../shared/report';
import { isOpenable } from './paths';

/**
 * The user's function that the framework called for a request: of the stack from the block's line outwards, the last frame
 * before code of others. null where the block was for no request, or where that is the function of the line itself.
 */
export function handlerFrame({ handler, site, stack }: Block): Frame | null {
  if (!handler || !site) return null;
  const from = stack.findIndex(({ file, line }) => file === site.file && line === site.line);
  if (from < 0) return null;
  const others = stack.findIndex((frame, at) => at > from && !isOwn(frame));
  const last = stack[(others < 0 ? stack.length : others) - 1]!;
  return stack.indexOf(last) > from ? last : null;
}

function isOwn(frame: Frame): boolean {
  return frame.module === null && isOpenable(frame);
}
