import { formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Line } from './figureChart';

export interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
  /** Steps that the axis may have, where not all make sense. */
  readonly steps?: readonly number[];
}

/** There is no half of a request. */
const wholeSteps = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();

/** The charts below the lanes, from above. */
export function chartsOf(t: Translate, compact: boolean): readonly Chart[] {
  const ms = (value: number): string => formatMs(value, t);
  const percent = (value: number): string => `${Math.round(value * 100)} %`;
  const megabytes = (value: number): string => `${Math.round(value / 1e6)} MB`;
  const count = (value: number): string => String(Math.round(value));
  const delay = {
    title: t('Event-loop delay'),
    format: ms,
    lines: [
      { figure: 'p50Ms', name: 'p50', color: (theme) => theme.colors.green, dash: [2, 3] },
      { figure: 'p99Ms', name: 'p99', color: (theme) => theme.colors.yellow },
      { figure: 'maxMs', name: t('longest'), color: (theme) => theme.colors.red, dash: [6, 3] },
    ] satisfies Line[],
  };
  if (compact) return [delay];
  return [
    delay,
    {
      title: t('Busy'),
      format: percent,
      lines: [
        { figure: 'utilization', name: t('loop utilization'), color: (theme) => theme.colors.blue },
        { figure: 'cpu', name: t('processor'), color: (theme) => theme.colors.orange, dash: [6, 3] },
      ],
    },
    {
      title: t('Garbage collection'),
      format: ms,
      lines: [{ figure: 'gcMs', name: t('in each second'), color: (theme) => theme.colors.green }],
    },
    {
      title: t('Memory'),
      format: megabytes,
      lines: [
        { figure: 'heapUsedBytes', name: t('heap used'), color: (theme) => theme.colors.purple },
        {
          figure: 'heapTotalBytes',
          name: t('heap'),
          color: (theme) => theme.colors.purple,
          dash: [2, 3],
        },
        { figure: 'rssBytes', name: t('process'), color: (theme) => theme.foreground, dash: [6, 3] },
      ],
    },
    {
      title: t('Under way'),
      format: count,
      steps: wholeSteps,
      lines: [
        { figure: 'requests', name: t('requests'), color: (theme) => theme.colors.blue },
        { figure: 'handles', name: t('handles'), color: (theme) => theme.colors.yellow, dash: [6, 3] },
      ],
    },
  ];
}
