// How a customer feels, from the words used. Simple on purpose: the same text always gets the same score.
import { bounded, folded, sentencesOf, wordsOf } from './wording.ts';

// Words of failure (error, broken, failed, problem) are left out: in support they are the topic, not the mood.
const valence: ReadonlyMap<string, number> = new Map([
  ...weighted(
    -3.5,
    'idiot idiots moron morons scam scammer scammers fraud crooks thieves liars bullshit fuck fucking shit',
  ),
  ...weighted(
    -3,
    'unacceptable outrageous disgusting disgraceful pathetic useless garbage worst incompetent furious',
  ),
  ...weighted(
    -3,
    'appalling horrible terrible awful ridiculous joke hate disgrace shameful despicable rubbish crap',
  ),
  ...weighted(
    -2,
    'angry annoyed annoying disappointed disappointing frustrated frustrating upset fed unhappy rude',
  ),
  ...weighted(
    -2,
    'nonsense stupid insulting infuriating ignored ignoring lied lying unbelievable damn hell sick',
  ),
  // The other languages we read: words that mean nothing else in any of them.
  ...weighted(-3, 'katastrophe unverschämt frechheit lächerlich inadmissible lamentable honteux scandaleux'),
  ...weighted(
    -3,
    'vergüenza pésimo inaceptable vergogna pessimo inaccettabile inaceitável schandalig belachelijk',
  ),
  ...weighted(-2, 'wütend enttäuscht ärgerlich furieux déçu déçue enfadado decepcionado arrabbiato deluso'),
  ...weighted(-2, 'zangado desiludido woedend teleurgesteld schlecht furchtbar schrecklich'),
  ...weighted(
    2,
    'danke hervorragend toll merci parfait gracias perfecto grazie perfetto obrigado obrigada bedankt',
  ),
  ...weighted(-1, 'bad poor slow confusing confused tired worried sad unfortunately waste wasted tedious'),
  ...weighted(1, 'good nice fine helpful thanks thank clear quick easy ok okay useful works solved glad'),
  ...weighted(
    2,
    'great happy pleased appreciate appreciated love lovely smooth impressed grateful brilliant',
  ),
  ...weighted(3, 'excellent amazing awesome fantastic perfect wonderful outstanding delighted superb best'),
]);
const intensifiers = new Set(
  'very really absolutely completely totally extremely utterly so such incredibly fucking beyond'.split(' '),
);
const negators = new Set(
  "not no never don't doesn't didn't isn't wasn't aren't can't cannot won't hardly without nothing".split(
    ' ',
  ),
);

function weighted(weight: number, words: string): readonly (readonly [string, number])[] {
  return words.split(' ').map((word) => [word, weight] as const);
}

/**
 * Scores a text from −1 (furious) over 0 (neutral) to 1 (delighted).
 * Negation turns a word around at half strength; intensifiers, capitals and exclamation marks strengthen it.
 */
export function assessSentiment(text: string): number {
  const sentences = sentencesOf(folded(text));
  const sum = sentences.reduce((total, sentence) => total + scoreOf(wordsOf(sentence)), 0);
  if (sum === 0) return 0;
  // A long calm mail with a few bad words is not fury: the sum grows with the length, the mood does not.
  const mood = (sum * loudness(text)) / Math.sqrt(sentences.length);
  return Math.round((mood / (Math.abs(mood) + 3)) * 100) / 100;
}

function scoreOf(words: readonly string[]): number {
  let total = 0;
  for (const [i, word] of words.entries()) {
    const weight = valence.get(word);
    if (weight === undefined) continue;
    const before = words.slice(Math.max(0, i - 3), i);
    const strengthened = before.some((w) => intensifiers.has(w)) ? weight * 1.4 : weight;
    total += before.some((w) => negators.has(w)) ? strengthened * -0.5 : strengthened;
  }
  return total;
}

function loudness(text: string): number {
  const read = bounded(text);
  const words = read.match(/\p{L}{4,}/gu) ?? [];
  const shouted = words.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase()).length;
  const exclamations = Math.min(read.split('!').length - 1, 4);
  return 1 + 0.1 * exclamations + (shouted >= 2 && shouted * 3 >= words.length ? 0.4 : 0);
}
