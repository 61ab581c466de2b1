// Whether a sentence denies what a passage says: an overlap of words alone takes "never turn it over" for "turn it over".
import { contentWords, folded, sentencesOf, wordsOf } from './wording.ts';

const negators =
  /(?<![\p{L}\p{N}])(?:not|never|no|nothing|without|cannot|don't|doesn't|can't|won't|isn't|aren't|nicht|nie|niemals|kein\p{L}{0,2}|ne|n'|pas|jamais|nunca|jamás|non|mai|não|nooit|niet|geen)(?![\p{L}\p{N}])/u;

/** Share of its telling words by which a sentence is about the same as one of a passage. */
const sameMatter = 0.6;
/** Fewer telling words than this are about many things. */
const fewest = 3;
/** A line of fewer words may stand anywhere in a passage, and turn round the line after it. */
const shortestQuote = 4;

/**
 * @param source the cited passages
 * @returns the first sentence of the text that has a "not" where every sentence of the source about the same has none
 */
export function deniedIn(text: string, source: string): string | undefined {
  const stated = sentencesOf(folded(source)).map((sentence) => ({
    words: new Set(contentWords(sentence)),
    denies: negators.test(sentence),
  }));
  return sentencesOf(folded(unquoted(text, source))).find((sentence) => {
    const words = contentWords(sentence);
    if (words.length < fewest || !negators.test(sentence)) return false;
    const about = stated.filter(
      (other) => words.filter((word) => other.words.has(word)).length >= words.length * sameMatter,
    );
    return about.length > 0 && about.every(({ denies }) => !denies);
  });
}

/** Lines that stand word for word in the source lose their "not": a heading and the line below it would be read as one. */
function unquoted(text: string, source: string): string {
  const flat = (said: string) => ` ${wordsOf(folded(said)).join(' ')} `;
  const stated = flat(source);
  const isQuote = (line: string) =>
    wordsOf(folded(line)).length >= shortestQuote && stated.includes(flat(line));
  const every = new RegExp(negators.source, 'giu');
  return text
    .split('\n')
    .map((line) => (isQuote(line) ? line.replace(every, '') : line))
    .join('\n');
}
