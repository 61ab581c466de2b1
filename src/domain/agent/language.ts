// Which of the languages we read a text is written in, by the little words that every sentence needs.
import type { Language } from './languages/phrases.ts';
import { bounded } from './wording.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that one language uses all the time and the others seldom or never; accents kept. */
const littleWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: list(
    'the and you your is are to of with for this that it if can will not my how what when we please do does have from on which our then',
  ),
  de: list(
    'der die das und ist sie ich nicht mit für auf ein eine einen wie kann wird den dem zu wir ihr mein bitte oder auch wenn wo haben dann',
  ),
  fr: list(
    "le la les et est vous je pas avec pour sur un une des du que qui votre mon dans nous comment si ou au sont peut puis c'est",
  ),
  es: list(
    'el los las y es usted no con para por un una del que su mi en cómo qué si puede dónde está se al como hay pero',
  ),
  it: list(
    'il lo gli e è non con per un una del che si mi come dove può sono della nel se ho questo alla i dei posso',
  ),
  pt: list(
    'o os as e é não com para por um uma do da que se meu minha em como onde está você pode na no ao seu sua posso',
  ),
  nl: list(
    'de het een en is niet met voor op ik u je hoe kan wordt van dat mijn we wij als of waar bij naar heb zijn dan uw',
  ),
};
const all = Object.entries(littleWords) as readonly (readonly [Language, ReadonlySet<string>])[];

const fewestHits = 3;
/** The best must lead by this much, for Spanish and Portuguese share many words. */
const lead = 1.4;

/** @returns undefined where the text is too short, mixed, or in a language we do not read: nobody should guess then */
export function languageOf(text: string): Language | undefined {
  const { best, hits, next, words } = counted(text);
  if (hits < fewestHits) return undefined;
  return hits >= next * lead && hits * 8 >= words ? best : undefined;
}

/**
 * A guess from less, for a notice that a wrong guess does no harm in: two words of one language and at most half as many of
 * any other, in a text of few words.
 * @returns undefined where there is nothing to guess from
 */
export function likelyLanguageOf(text: string): Language | undefined {
  const { best, hits, next, words } = counted(text);
  return languageOf(text) ?? (hits >= 2 && hits >= next * 2 && hits * 4 >= words ? best : undefined);
}

interface Count {
  /** Whose little words the text has most of. */
  readonly best: Language;
  readonly hits: number;
  /** Of the language after it. */
  readonly next: number;
  readonly words: number;
}

/** A word with marks over its letters that no language here writes, as in `ò̷`, is none of ours. */
function counted(text: string): Count {
  const words =
    bounded(text)
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\u2018\u2019]/g, "'")
      .match(/\p{L}[\p{L}\p{M}']*/gu) ?? [];
  const ranked = all
    .map(([best, little]) => ({ best, hits: words.filter((word) => little.has(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [{ best, hits } = { best: 'en' as const, hits: 0 }, second] = ranked;
  return { best, hits, next: second?.hits ?? 0, words: words.length };
}

/** For a model or an auditor. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  nl: 'Dutch',
};
