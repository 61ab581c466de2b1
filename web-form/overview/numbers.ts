// Numbers, shares, money and lengths as people read them.
import { type Language, locales, useLanguage } from '../staff/language.ts';

export interface Numbers {
  count(value: number): string;
  /** @param of nothing of nothing is a dash */
  share(value: number, of: number): string;
  decimal(value: number): string;
  /** Millionths of a dollar. */
  money(micros: number): string;
  length(ms: number): string;
}

const known = new Map<Language, Numbers>();

export function useNumbers(): Numbers {
  const language = useLanguage();
  const numbers = known.get(language) ?? numbersIn(language);
  known.set(language, numbers);
  return numbers;
}

const MILLION = 1_000_000;
/** By the signs that the other rooms give lengths with; milliseconds. */
const units = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

export function numbersIn(language: Language): Numbers {
  const locale = locales[language];
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const money = (digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: digits,
    });
  const [cents, fractions] = [money(2), money(4)];
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    count: (value) => count.format(value),
    share: (value, of) => (of === 0 ? '–' : share.format(value / of)),
    decimal: (value) => decimal.format(value),
    money: (micros) =>
      (micros !== 0 && Math.abs(micros) < MILLION ? fractions : cents).format(micros / MILLION),
    length: (ms) => {
      const whole = Math.round(ms);
      const [size, unit] = units.find(([least]) => whole >= least) ?? [1, 'ms'];
      return `${tenths.format(whole / size)}\u00a0${unit}`;
    },
  };
}
