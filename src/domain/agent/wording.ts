// How the agent's rules read text: bounded, folded to one spelling, in sentences and words.

const headLength = 16_000;
const tailLength = 4_000;

/** At most 20,000 characters, so that hostile length costs nothing; the end of a long mail counts as much as its start. */
export function bounded(text: string): string {
  if (text.length <= headLength + tailLength) return text;
  return `${text.slice(0, headLength)}\n\n${text.slice(-tailLength)}`;
}

/** Lower case, straight quotes, single spaces. Hard-wrapped lines are joined; blank lines stay as line breaks. */
export function folded(text: string): string {
  const plain = bounded(bounded(text).normalize('NFKC'))
    .toLowerCase()
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u2018\u2019\u02bc`\u00b4]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010\u2011]/g, '-');
  return plain
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .map((line) => (line === '' ? '\n' : line))
    .join(' ')
    .trim();
}

/** Sentences of a folded text, without empty ones. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s|\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Words of a folded text: letters and digits, apostrophes inside kept. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}']*/gu) ?? [];
}

const functionWords = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by can
  cannot could did do does doing done down each either else ever every few for from further get gets getting go goes got had has
  have having he her here hers him his how however i if in into is isn't it its it's itself just keep like made make makes many
  may me might more most much must my need needs no nor not now of off on once one only or other our ours out over own per same
  see she should so some still such sure take than that the their them then there these they this those through to too try under
  until up upon us use used using very via want was we well were what when where whether which while who why will with within
  without would yet you your yours you'll you're you've don't can't we'll we're i'm i'll
  hello hi dear hey thanks thank please sorry hope hopes help helps helpful question questions happy glad welcome regards best
  kind kindly let know anything something reply writing write wrote ask asked asking answer answers team`.split(
    /\s+/,
  ),
);

/** Words that carry meaning, cut to a crude stem so that "labels", "labelled" and "label" agree. */
export function contentWords(text: string): readonly string[] {
  return wordsOf(folded(text))
    .filter((word) => word.length > 2 && !functionWords.has(word))
    .map(stem);
}

function stem(word: string): string {
  const base = word.replace(/'s?$/, '');
  if (base.length < 5) return base;
  const cut = base
    .replace(/(?:ing|edly|ed|ies|es|s|ly)$/, '')
    .replace(/(.)\1$/, '$1')
    .replace(/[ey]$/, '');
  return cut.length < 3 ? base : cut;
}
