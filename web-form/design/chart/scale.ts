// From values to places on a chart: round ticks, and not too many labels.

/**
 * Round steps from 0 that reach the largest value; at least one step.
 * @param most about so many steps
 * @param least no step is smaller: 1 where half of a thing is none
 */
export function ticksUpTo(largest: number, most = 4, least = 0): readonly number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = Math.max(largest / most, least);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, n) => Number((n * step).toPrecision(12)));
}

/** Powers of a base that enclose all values: for what spans from seconds to days. Values above 0. */
export function logTicks(values: readonly number[], steps: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const from = Math.max(
    0,
    steps.findLastIndex((step) => step <= low),
  );
  const after = steps.findIndex((step) => step >= high);
  const to = after < 0 ? steps.length - 1 : Math.max(after, from + 1);
  return steps.slice(from, to + 1);
}

/** Which of `count` places get a label, so that each has `room` px of `width`. */
export function labelled(count: number, width: number, room: number): (place: number) => boolean {
  const fit = Math.max(1, Math.floor(width / room));
  const every = Math.max(1, Math.ceil(count / fit));
  return (place) => place % every === 0;
}
