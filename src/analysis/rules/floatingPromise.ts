import type { Draft, Rule } from './rule';

/** A promise in a handler that nobody waits for; not where a lint rule of the project says so already. */
export const floatingPromiseRule: Rule = ({ summary, links, role, reached, floatingPromisesLinted }) => {
  if (floatingPromisesLinted || role === 'test' || role === 'config') return [];
  return links.promises.flatMap(({ call, name }): Draft[] => {
    const by =
      call.context.isUsed || summary.functions.get(call.function) === undefined
        ? null
        : reached(call.function);
    // Only the handler's own function and its callbacks: farther off somebody may have meant it.
    if (!by || by.depth > 0) return [];
    return [
      {
        rule: 'floating-promise',
        severity: 'information',
        span: call.span,
        call: name,
        reached: by,
        detail: {},
      },
    ];
  });
};
