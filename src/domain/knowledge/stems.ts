// Inflections of a word folded together, language by language, as lightly as a suffix allows.

/** Endings that go, the longest first; what is left keeps at least four letters, so that short words stay apart. */
const endings: Readonly<Record<string, RegExp>> = {
  de: /(?<=^.{4,})(?:ern|em|en|er|es|e|n|s)$/u,
  fr: /(?<=^.{4,})(?:ées|ée|és|er|ez|es|e|é|s)$/u,
  es: /(?<=^.{4,})(?:aciones|ación|as|os|es|a|o|e|s)$/u,
  it: /(?<=^.{4,})(?:azioni|azione|[aeio])$/u,
  pt: /(?<=^.{4,})(?:ações|ação|as|os|es|a|o|e|s)$/u,
  nl: /(?<=^.{4,})(?:en|e|s)$/u,
};

/**
 * The stemmer of a language; of one that is not known, none.
 * @param language BCP 47, of which the first part counts
 * @param english the stemmer of English words
 */
export function stemmerOf(language: string, english: (word: string) => string): (word: string) => string {
  const base = language.toLowerCase().split('-')[0] ?? '';
  if (base === 'en') return english;
  const ending = endings[base];
  return ending ? (word) => word.replace(ending, '') : (word) => word;
}
