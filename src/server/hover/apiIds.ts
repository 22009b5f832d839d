import { apiId, type Origin } from '../../analysis/bindings';
import { resultOf } from '../../knowledge/lookup';

/** Methods that give the object that they are called on. */
const chained = /#(?:update|setEncoding|on|once|setTimeout|ref|unref|listen)$/;

/**
 * Id under which an origin may be known: a callable of Node's, or a method of what another one gave, such as `crypto.Hash#digest`
 * for `createHash('md5').update(text).digest`.
 */
export function apiIdOf(origin: Origin): string | null {
  const { way } = origin;
  const at = way.findIndex((step) => step === '()' || step === 'new' || step === 'await');
  if (at < 0) return apiId(origin);
  let id = apiId({ ...origin, way: way.slice(0, at) });
  /** Class of the value that the way has come to. */
  let owner: string | null = null;
  for (const step of way.slice(at)) {
    if (step === 'await') continue;
    if (step === 'new') [owner, id] = [id, null];
    else if (step === '()') [owner, id] = [id && (resultOf(id) ?? (chained.test(id) ? owner : null)), null];
    else id = owner && `${owner}#${step}`;
  }
  return id;
}
