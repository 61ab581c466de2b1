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
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'narrow',
      maximumFractionDigits: 1,
    });
  const units = [
    [86_400_000, unit('day')],
    [3_600_000, unit('hour')],
    [60_000, unit('minute')],
    [1_000, unit('second')],
  ] as const;
  const tiny = unit('millisecond');
  return {
    count: (value) => count.format(value),
    share: (value, of) => (of === 0 ? '–' : share.format(value / of)),
    decimal: (value) => decimal.format(value),
    money: (micros) =>
      (micros !== 0 && Math.abs(micros) < MILLION ? fractions : cents).format(micros / MILLION),
    length: (ms) => {
      const found = units.find(([size]) => ms >= size);
      return found ? found[1].format(ms / found[0]) : tiny.format(Math.round(ms));
    },
  };
}
