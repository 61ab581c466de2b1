// Whether articles say already what staff answered, in the same words or nearly: then no article is to be written of it.
import { deniedIn } from '../agent/negation.ts';
import { folded, sentencesOf } from '../agent/wording.ts';
import { tellingStems } from './telling-stems.ts';

/** Share of a sentence's telling words that a place of an article must have. */
const sameWords = 0.75;
/** Share of the whole answer that must be said. */
const sameAnswer = 0.8;
/** A sentence of fewer telling words is a courtesy. */
const fewest = 2;
/** Sentences of an article that are read together: what staff say in one may stand there in two. */
const windowLength = 2;
const mostSentences = 200;

/** @param passages of published articles @returns true as well for an answer that says nothing */
export function isAlreadySaid(answer: string, passages: readonly string[]): boolean {
  const places = passages.flatMap((passage) => placesOf(passage));
  let [all, said] = [0, 0];
  for (const sentence of sentencesOf(folded(answer)).slice(0, mostSentences)) {
    const words = tellingStems(sentence, answer);
    if (words.length < fewest) continue;
    all += words.length;
    if (places.some((place) => says(place, sentence, words))) said += words.length;
  }
  return said >= all * sameAnswer;
}

interface Place {
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

function placesOf(passage: string): readonly Place[] {
  const sentences = sentencesOf(folded(passage)).slice(0, mostSentences);
  return sentences.map((_, at) => {
    const text = sentences.slice(at, at + windowLength).join('\n');
    return { text, words: new Set(tellingStems(text, passage)) };
  });
}

function says(place: Place, sentence: string, words: readonly string[]): boolean {
  const found = words.filter((word) => place.words.has(word));
  if (found.length < words.length * sameWords) return false;
  const isNumberThere = words.every((word) => !/\d/.test(word) || place.words.has(word));
  // A "not" on one side only turns the same words round.
  return (
    isNumberThere &&
    deniedIn(sentence, place.text) === undefined &&
    deniedIn(place.text, sentence) === undefined
  );
}
