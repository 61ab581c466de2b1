// Whether what a search found answers the question: how sure the measures are, and whether the best passage is about what was asked.
import { does, opposes } from './actions.ts';
import { assess, type ConfidencePolicy, type Evidence } from './confidence.ts';
import type { Question } from './question.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

export interface FoundText extends Evidence {
  readonly title: string;
  readonly heading: string;
  readonly keywords: string;
  readonly text: string;
}

export interface Judgement<P> {
  /** Best first; those with the codes that were asked for come before the others. */
  readonly passages: readonly P[];
  readonly confidence: number;
  readonly sufficient: boolean;
}

/** So many known topics carry one that no article knows. Measured on the demo questions: near misses mostly have two or three. */
const knownPerUnknown = 4;
/** Confidence that is enough for a passage with the very code that was asked for. */
const enoughWithCode = 0.25;
/** Up to so many topics, the title, the keywords or the heading must name each; up to so many, every name counts. */
const few = 2;
const some = 5;

/**
 * @param found best first
 * @returns sufficient only when the measures say so and nothing in the question speaks against the best passage
 */
export function judge<P extends FoundText>(
  question: Question,
  found: readonly P[],
  policy?: ConfidencePolicy,
): Judgement<P> {
  const passages = withCodesFirst(question, found);
  const best = passages[0];
  const strangeness = question.unknown.length / Math.max(1, question.topics.length);
  const { confidence, sufficient } = assess(passages, policy, strangeness);
  const isNear = sufficient || (question.codes.length > 0 && confidence >= enoughWithCode);
  return { passages, confidence, sufficient: isNear && best !== undefined && fits(question, best) };
}

function withCodesFirst<P extends FoundText>({ codes }: Question, found: readonly P[]): readonly P[] {
  if (codes.length === 0) return found;
  const having = found.filter((passage) => hasCodes(passage, codes));
  return [...having, ...found.filter((passage) => !having.includes(passage))];
}

const whole = ({ title, keywords, heading, text }: FoundText) => [title, keywords, heading, text].join('\n');
const flat = (text: string) => text.toLowerCase().replace(/\s+/g, ' ');

function hasCodes({ title, heading, text: body }: FoundText, codes: readonly string[]): boolean {
  const text = `${title}\n${heading}\n${body}`.toLowerCase();
  return codes.every((code) => new RegExp(`(?<![\\p{L}\\d-])${code}(?![\\p{L}\\d])`, 'u').test(text));
}

function fits(question: Question, best: FoundText): boolean {
  const { telling, topics, unknown, names, codes, actions } = question;
  if (codes.length > 0) return hasCodes(best, codes);
  if (telling < 2 || topics.length === 0) return false;
  if (topics.length - unknown.length < knownPerUnknown * unknown.length) return false;
  if (topics.length <= few && !isAbout(topics, best)) return false;
  const words = vocabularyOf([whole(best)]);
  if (topics.length <= some && !names.every((name) => words.knows(name))) return false;
  const passage = flat(whole(best));
  const leading = flat(`${best.title} ${best.heading}`);
  return (
    actions.every((action) => does(passage, action) && !opposes(leading, action)) &&
    !isRefused(question, vocabularyOf([leading]))
  );
}

/** Two words are few: the passage must be about them and not just mention them. */
function isAbout(topics: readonly string[], { title, keywords, heading }: FoundText): boolean {
  const about = vocabularyOf([`${title}\n${keywords}\n${heading}`]);
  return topics.every((topic) => about.knows(topic));
}

function isRefused({ unwanted }: Question, leading: Vocabulary): boolean {
  return unwanted.some((word) => leading.knows(word));
}
