// Where in the messages the second opinion would hand over: it reads a few sentences at a time, so that length dilutes nothing.
import { isDismissed, isQuestion, type Sentence } from '../triggers.ts';
import { enough, enoughInQuestion, enoughOfMany, type Opinion, opinionOf } from './opinion.ts';

/** Words that are read together at most; most messages are shorter. */
const longestPassage = 40;

export interface Vote<S extends Sentence> {
  readonly opinion: Opinion;
  /** The sentence that speaks most for a person. */
  readonly sentence: S;
}

/**
 * @param sentences of one message, in order
 * @returns the first passage whose words are enough to hand it over
 */
export function voteOn<S extends Sentence>(sentences: readonly S[]): Vote<S> | undefined {
  const passages = passagesOf(sentences);
  const alone = passages.flat().map((sentence) => [sentence]);
  return (
    firstOf(passages, passages.length > 1 ? enoughOfMany : enough) ??
    (alone.length > passages.length ? firstOf(alone, enoughOfMany) : undefined)
  );
}

function firstOf<S extends Sentence>(
  passages: readonly (readonly S[])[],
  least: number,
): Vote<S> | undefined {
  for (const passage of passages) {
    if (!persuades(opinionOn(passage), least)) continue;
    // Rules know denials and questions better than a sum of words does.
    const meant = passage.filter((sentence) => !isDismissed(sentence));
    const [first, ...others] = meant;
    if (!first) continue;
    const opinion = opinionOn(meant);
    const needed = passage.some(isQuestion) ? Math.max(least, enoughInQuestion) : least;
    if (persuades(opinion, needed))
      return { opinion, sentence: others.length === 0 ? first : tellingOf(meant, first) };
  }
  return undefined;
}

/** Words of one or two letters alone tell nobody why. */
const persuades = ({ score, words }: Opinion, needed: number) =>
  score >= needed && words.some((word) => word.length > 2);
const opinionOn = (passage: readonly Sentence[]) => opinionOf(passage.map(({ read }) => read).join(' '));

function passagesOf<S extends Sentence>(sentences: readonly S[]): readonly (readonly S[])[] {
  const passages: S[][] = [];
  let room = 0;
  for (const sentence of sentences.filter(({ read }) => /[a-z]/.test(read)).flatMap(pieces)) {
    const length = wordsIn(sentence.read);
    if (length > room) {
      passages.push([]);
      room = longestPassage;
    }
    passages.at(-1)?.push(sentence);
    room -= length;
  }
  return passages;
}

/** A text without a full stop is cut where it gets too long. */
function pieces<S extends Sentence>(sentence: S): readonly S[] {
  if (wordsIn(sentence.read) <= longestPassage) return [sentence];
  const words = sentence.read.split(' ');
  return Array.from({ length: Math.ceil(words.length / longestPassage) }, (_, at) => ({
    ...sentence,
    read: words.slice(at * longestPassage, (at + 1) * longestPassage).join(' '),
  }));
}

function tellingOf<S extends Sentence>(passage: readonly S[], first: S): S {
  const scored = passage.map((sentence) => ({ sentence, score: opinionOf(sentence.read).score }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best), {
    sentence: first,
    score: Number.NEGATIVE_INFINITY,
  }).sentence;
}

const wordsIn = (text: string) => text.split(' ').length;
