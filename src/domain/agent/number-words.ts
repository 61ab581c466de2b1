// Figures in one spelling: digits of every script as 0 to 9, and number words before a unit as digits, in seven languages.

const zeros = '٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐';
const digits: ReadonlyMap<string, string> = new Map(
  Array.from(zeros, (zero) => zero.codePointAt(0) ?? 0).flatMap((zero) =>
    Array.from({ length: 10 }, (_, i) => [String.fromCodePoint(zero + i), String(i)] as const),
  ),
);

/** Arabic, Devanagari, Thai and other digits as 0 to 9; full-width and mathematical ones are left to NFKC. */
export function westernDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => digits.get(digit) ?? digit);
}

/** From nought upwards. */
const small: readonly string[] = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  'null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
  'zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove',
  'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
];
const tens: readonly string[] = [
  'twenty thirty forty fifty sixty seventy eighty ninety',
  'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  'vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix',
  'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
  'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
  'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
];
const large: readonly (readonly [string, number])[] = [
  ['hundred', 100],
  ['hundert', 100],
  ['cent', 100],
  ['cien', 100],
  ['ciento', 100],
  ['cento', 100],
  ['cem', 100],
  ['honderd', 100],
  ['thousand', 1000],
  ['tausend', 1000],
  ['mille', 1000],
  ['mil', 1000],
  ['duizend', 1000],
];

const values: ReadonlyMap<string, number> = new Map([
  ...small.flatMap((words) => words.split(' ').map((word, i) => [word, i] as const)),
  ...tens.flatMap((words) => words.split(' ').map((word, i) => [word, (i + 2) * 10] as const)),
  ...large,
]);
const names = [...values.keys()].sort((a, b) => b.length - a.length).join('|');

/** Words of a unit in each language, and the English one that stands for all. */
const units: readonly (readonly [string, string])[] = [
  ['second', 'seconds?|sekunden?|secondes?|segundos?|second[oi]|seconden?'],
  ['minute', 'minutes?|minuten?|minutos?|minut[oi]|minuut'],
  ['hour', 'hours?|stunden?|heures?|horas?|or[ae]|uur|uren'],
  ['day', 'days?|tagen?|tage|tag|jours?|d[ií]as?|giorn[oi]|dag(?:en)?'],
  ['week', 'weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken'],
  ['month', 'months?|monaten?|monate|monat|mois|mes(?:es)?|mes[ei]|m[eê]s|maand(?:en)?'],
  ['year', 'years?|jahren?|jahre|jahr|ans?|années?|años?|ann[oi]|anos?|jaar|jaren'],
  ['percent', 'percent|per cent|prozent|pour cent|por ciento|per cento|por cento|procent'],
  ['euros', 'euros?'],
  ['dollars', 'dollars?|dólares|dollari'],
  ['pounds', 'pounds?|pfund|livres|libras|sterline|pond'],
];
const filler =
  '(?:working |business |calendar |full |more |werk|arbeits|jours ouvr[eé]s )?(?:vollen |ganze |pleins |weitere )?';
const joined = `(?:(?:${names})(?:[ -]?(?:and |und|et |y |e |en)?[ -]?)){1,6}`;
const spelled = new RegExp(
  `(?<![\\p{L}\\p{N}])(${joined})(?=[ -]?${filler}(?:${units.map(([, words]) => words).join('|')})(?!\\p{L}))`,
  'gu',
);
const one = new RegExp(`${names}`, 'gu');
const unitWords = units.map(
  ([unit, words]) =>
    [unit, new RegExp(`(\\d[\\d.,]{0,30})[ -]?(?:${words})(?![\\p{L}\\p{N}])`, 'gu')] as const,
);

/** "Ein Tag" states no figure. */
const articles = new Set(['ein', 'un', 'uno', 'um', 'een']);

/**
 * "Forty-five minutes", "fünfundvierzig Minuten" and "45 Minuten" as "45 minute".
 * @param text in lower case
 */
export function measuresInDigits(text: string): string {
  const inDigits = text.replace(spelled, (words: string) =>
    articles.has(words.trim()) ? words : `${figureOf(words)} `,
  );
  return unitWords.reduce((read, [unit, pattern]) => read.replace(pattern, `$1 ${unit}`), inDigits);
}

/** Hundreds and thousands multiply what stands before them; all else adds up, in either order. */
function figureOf(words: string): number {
  let total = 0;
  let part = 0;
  for (const [name] of words.matchAll(one)) {
    const value = values.get(name) ?? 0;
    if (value < 100) part += value;
    else if (value === 100) part = Math.max(part, 1) * 100;
    else {
      total += Math.max(part, 1) * value;
      part = 0;
    }
  }
  return total + part;
}
