// A draft of an article from what a customer asked and what staff answered: their own words, without what is about a person.
import { languageOf } from '../agent/language.ts';
import type { Category } from '../ticket/classification.ts';
import { headingOf } from './heading.ts';
import { letterOf } from './letter.ts';
import { ownOf, removed, withoutPerson, withoutReferences } from './without-person.ts';

export interface ArticleDraft {
  readonly title: string;
  readonly category: Category;
  /** BCP 47; English where the answer's language is not certain. */
  readonly language: string;
  readonly text: string;
}

export interface Exchange {
  readonly subject: string;
  readonly category: Category;
  /** What the customer wrote, oldest first. */
  readonly questions: readonly string[];
  /** What staff answered, oldest first. */
  readonly answers: readonly string[];
  /** Names of the customer and of staff, as they stand in messages. */
  readonly names: readonly string[];
}

/** @returns undefined when there is no answer, or nothing is left of it */
export function draftOf(exchange: Exchange): ArticleDraft | undefined {
  const { subject, category } = exchange;
  const questions = exchange.questions.map(letterOf);
  const answers = exchange.answers.map(letterOf);
  const own = exchange.questions.map(ownOf);
  const names = [
    ...exchange.names,
    ...questions.map(({ signed }) => signed),
    // Whom staff greet is the customer; whom a customer greets may be anybody, and "team" as well.
    ...answers.map(({ greeted }) => greeted),
    ...own.flatMap((one) => one.names),
  ].filter((name) => name !== '');
  const references = own.flatMap((one) => one.references);
  const text = answers
    .map(({ body }) => begun(withoutPerson(withoutReferences(body, references), names)))
    .filter((one) => one !== '')
    .join('\n\n');
  if (!/\p{L}{3}/u.test(text.replaceAll(removed, ''))) return undefined;
  const bodies = questions.map(({ body }) => body);
  const title =
    headingOf({ subject, questions: bodies, answer: text, names }) ||
    headingOf({ subject: '', questions: [text], answer: text, names }) ||
    `A question about ${category}`;
  return { title, category, language: languageOf(text) ?? 'en', text };
}

/** After a greeting letters go on in lower case. */
const begun = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
