// What something cost, as people say it.

/** `$0.0033`, `$1.20`; `$0` for nothing. @param micros millionths of a dollar */
export function costWords(micros: number): string {
  if (micros === 0) return '$0';
  const dollars = micros / 1_000_000;
  return `$${dollars < 0.1 ? Number(dollars.toPrecision(2)).toFixed(Math.min(6, 1 - Math.floor(Math.log10(dollars)))) : dollars.toFixed(2)}`;
}
