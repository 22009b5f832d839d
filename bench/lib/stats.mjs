// Figures of samples, and a random source that a seed repeats.

/** Quantile `q` (0 to 1) of numbers, interpolated; NaN for none. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return NaN;
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

export const median = (values) => quantile(values, 0.5);

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Bootstrap interval of the mean of `values`.
 *
 * @returns {{ mean: number, low: number, high: number }} 95 % percentile interval of 4000 resamples
 */
export function bootstrapMean(values, random) {
  const means = Array.from({ length: 4000 }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)])),
  );
  return { mean: mean(values), low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

/** mulberry32: numbers in [0, 1), the same for the same seed. */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

/** A new array in random order. */
export function shuffled(items, random) {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
