// What a model's tokens cost: whole millionths of a dollar, so that sums are exact.

/** Millionths of a dollar for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Input that came from the provider's cache. */
  readonly cached: number;
}

/** By the model's name. */
export type PriceList = ReadonlyMap<string, ModelPrice>;

export interface TokenCount {
  readonly inputTokens: number;
  /** Part of the input. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** @returns millionths of a dollar, rounded up; 0 for a model without a price */
export function costOf(price: ModelPrice | undefined, tokens: TokenCount): number {
  if (!price) return 0;
  const cached = Math.min(tokens.cachedTokens, tokens.inputTokens);
  const total =
    BigInt(tokens.inputTokens - cached) * BigInt(price.input) +
    BigInt(cached) * BigInt(price.cached) +
    BigInt(tokens.outputTokens) * BigInt(price.output);
  return Number((total + 999_999n) / 1_000_000n);
}

/**
 * Reads an amount of dollars without going through a float.
 * @param text digits with at most six after the point, such as `0.40`
 * @returns millionths of a dollar; undefined when it is no such amount
 */
export function microsOf(text: string): number | undefined {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  return whole === '' ? undefined : Number(whole + fraction.padEnd(6, '0'));
}

/** @returns the amount as dollars, such as `$1.25`, with as many digits as it needs */
export function inDollars(micros: number): string {
  const digits = String(micros).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '');
  return `$${digits.slice(0, -6)}.${fraction}`;
}
