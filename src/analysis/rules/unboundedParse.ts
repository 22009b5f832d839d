import type { Rule } from './rule';

/** JSON.parse of a whole request body that nothing limits. */
export const unboundedParseRule: Rule = ({ summary, role, reached }) =>
  role === 'test' || role === 'config'
    ? []
    : summary.unboundedParses.flatMap(({ function: index, span }) => {
        const by = reached(index);
        return by
          ? [
              {
                rule: 'unbounded-parse',
                severity: 'warning',
                span,
                call: 'JSON.parse',
                reached: by,
                detail: {},
              },
            ]
          : [];
      });
