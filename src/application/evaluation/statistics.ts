// Means, intervals and the area under the ROC curve.

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Student's t for 95 % by degrees of freedom, 1 … 9; more are taken for the normal distribution. */
const tValues = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/**
 * 95 % interval of the mean of repeated measurements, from their spread.
 * @returns undefined for fewer than two
 */
export function intervalOfMean(values: readonly number[]): readonly [number, number] | undefined {
  const freedom = values.length - 1;
  if (freedom < 1) return undefined;
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / freedom;
  const half = (tValues[freedom - 1] ?? 1.96) * Math.sqrt(variance / values.length);
  return [middle - half, middle + half];
}

/** 95 % interval of a share that was counted once: Wilson's, which holds near 0 and 1 too. */
export function intervalOfShare(hits: number, of: number): readonly [number, number] {
  const z = 1.96;
  const share = hits / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return [middle - half, middle + half];
}

/**
 * Area under the ROC curve: how often a value of the first list is above one of the second, ties counting half.
 * @returns NaN when a list is empty
 */
export function areaUnderRoc(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b);
  let sum = 0;
  for (const value of positives)
    sum += (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / 2;
  return sum / (positives.length * negatives.length);
}

/** How many of the sorted values are below a limit, or up to it. */
function countBelow(sorted: readonly number[], limit: number, inclusive: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] ?? 0;
    if (value < limit || (inclusive && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The value below which a share of the values lies. @param share 0 … 1 @returns NaN of none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** 95 % interval of a quantile, from the ranks it may have: it asks nothing of how the values are spread. */
export function intervalOfQuantile(values: readonly number[], share: number): readonly [number, number] {
  const half = (1.96 * Math.sqrt(share * (1 - share))) / Math.sqrt(values.length);
  return [quantile(values, Math.max(0, share - half)), quantile(values, Math.min(1, share + half))];
}
