import { t } from './l10n';

/** Smallest share of the time that all lines blocked, for each step but the first. */
const steps = [0.05, 0.2, 0.5];

/** How hot a line is, 0 to 3, by its share of the time that all lines blocked, 0 to 1. */
export function heatStep(share: number): number {
  return steps.filter((from) => share >= from).length;
}

/** `45 %`; what is there but rounds to nothing is `under 1 %`. */
export function shareText(share: number): string {
  const percent = Math.round(share * 100);
  return percent < 1 ? t('under 1 %') : `${percent} %`;
}
