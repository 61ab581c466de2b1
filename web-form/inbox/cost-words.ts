// What something cost, as people say it.

/** `$0.0033`, `$1.20`; `$0` for nothing. Two figures that count below ten cents. @param micros millionths of a dollar */
export function costWords(micros: number): string {
  if (micros === 0) return '$0';
  const dollars = micros / 1_000_000;
  if (dollars >= 0.0995) return `$${dollars.toFixed(2)}`;
  const figures = 1 - Math.floor(Math.log10(dollars));
  return `$${dollars.toFixed(Math.min(6, figures))}`;
}
