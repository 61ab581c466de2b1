// A heading for an article made from a ticket: about the matter, without greeting, courtesy, or anything of one customer.
import { asHeading, isOfSomebody, questionAtEnd } from './heading-from.ts';
import { tellingStems } from './telling-stems.ts';
import { ownOf, removed, withoutPerson, withoutReferences } from './without-person.ts';

export interface Matter {
  readonly subject: string;
  /** What the customer wrote, without greetings and regards. */
  readonly questions: readonly string[];
  /** What staff answered: of several questions the heading is the one it is about. */
  readonly answer: string;
  /** Names that must not stand in it. */
  readonly names: readonly string[];
}

/** A reference or a name that only says with whose it was: "in my order […]". */
const aside =
  /\s+(?:in|on|of|for|with|from|to|at|about|under|für|von|mit|bei|zu|zur|zum|aus|auf|unter|über|de|pour|avec|con|para|voor|van|met)\s+(?:(?:the|die|der|das|den|dem)\s+)?(?:\p{L}+\s+)?\[…\]/giu;
/** Telling words from which on a sentence says what it is about. */
const enough = 2;
const mostSentences = 100;
/** UTF-16 units of a sentence that may become a heading. */
const longestSentence = 600;

/** @returns a line of its own, with a question mark where it asks; empty where nothing can stand as one */
export function headingOf({ subject, questions, answer, names }: Matter): string {
  const sentences = questions.flatMap(sentencesIn).slice(0, mostSentences);
  const whole = [...questions, answer].join('\n');
  const references = questions.flatMap((question) => ownOf(question).references);
  const candidate = (text: string): Candidate | undefined => {
    const heading = asHeading(text);
    const bare = withoutPerson(withoutReferences(heading, references), names).replace(aside, '');
    if (bare === '' || bare.includes(removed)) return undefined;
    const telling = tellingStems(bare, whole);
    // What is left of a sentence must still say of what it was.
    return bare === heading || telling.length > enough ? { heading: bare, telling } : undefined;
  };
  const asked = sentences
    .filter((sentence) => sentence.includes('?'))
    .flatMap((sentence) => {
      const atEnd = candidate(questionAtEnd(sentence) ?? '');
      return (atEnd && saysEnough(atEnd) && !isOfSomebody(atEnd.heading) ? atEnd : candidate(sentence)) ?? [];
    });
  const about = new Set(tellingStems(answer, whole));
  const shared = ({ telling }: Candidate) => new Set(telling.filter((word) => about.has(word))).size;
  const [best] = asked
    .filter((one) => saysEnough(one) && !isOfSomebody(one.heading))
    .sort((a, b) => shared(b) - shared(a));
  const title = candidate(withoutMarks(subject));
  const told = sentences
    .filter((sentence) => !sentence.includes('?'))
    .flatMap((one) => candidate(one) ?? [])
    .find((one) => saysEnough(one) && !isOfSomebody(one.heading));
  const any = [title, ...asked].find(
    (one) => one !== undefined && one.telling.length > 0 && !isOfSomebody(one.heading),
  );
  return (best ?? (title && saysEnough(title) ? title : undefined) ?? told ?? any)?.heading ?? '';
}

interface Candidate {
  readonly heading: string;
  readonly telling: readonly string[];
}

const saysEnough = ({ telling }: Candidate): boolean => telling.length >= enough;

/** Lines that a mail program broke are joined. */
function sentencesIn(text: string): readonly string[] {
  return text
    .replace(/([^\n.!?:;])\n(?=[ \t]*\p{Ll})/gu, '$1 ')
    .split(/(?<=[.!?])\s+(?!\?)|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 1 && sentence.length <= longestSentence);
}

/** A subject without what mail programs and gateways put before it. */
function withoutMarks(subject: string): string {
  return subject
    .slice(0, longestSentence)
    .replace(/^(?:\s*(?:(?:re|fwd?|aw|wg|sv|antw|tr|rif|res)(?:\[\d+\])?\s*:|\[[^\]]{1,40}\]))+/iu, '')
    .trim();
}
