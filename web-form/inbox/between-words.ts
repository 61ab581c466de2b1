// What came in between, in words.
import type { Between } from './contract.ts';
import type { InboxWords } from './words-en.ts';

/** `Bea Lund replied`, `The customer wrote again`. */
export function betweenWords(
  { what, by }: Pick<Between, 'what' | 'by'>,
  { between: w }: Pick<InboxWords, 'between'>,
): string {
  const who = w.someone[by as keyof typeof w.someone] ?? by;
  return who === '' ? w.other : (w.what[what as keyof typeof w.what]?.(who) ?? w.other);
}
