// What a customer typed, cleaned and normalised, or what is wrong with it in words for people.
import { cleanText } from '../../domain/conversation/text.ts';
import { type Identifier, normaliseEmail } from '../../domain/customer/identifier.ts';
import { type FieldProblem, limits, type Submission, wordsFor } from './submission.ts';

export interface PreparedSubmission {
  readonly email: Identifier;
  readonly name: string;
  readonly subject: string;
  readonly message: string;
}

export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly code = 'invalid-input';
  constructor(readonly problems: readonly FieldProblem[]) {
    super('some fields are not valid');
  }
}

/** Marks that belong on a letter, spaces and the blank Braille cell alone say nothing to anybody. */
const legible = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/** Words as they were typed, cleaned. @param field that they were typed into @throws InvalidInput when nothing is left that can be read */
export function prepareWords(typed: string, field: string): string {
  const words = cleanText(typed);
  if (!legible.test(words)) throw new InvalidInput([{ field, message: 'Please write a message.' }]);
  return words;
}

/** Line breaks have no place in a name or subject. */
const oneLine = (text: string) => cleanText(text).replace(/\s+/g, ' ');

/**
 * The schema has checked types and lengths as typed; this checks what is left after cleaning.
 * @throws InvalidInput naming every field at once
 */
export function prepareSubmission(submission: Submission): PreparedSubmission {
  const email = normaliseEmail(submission.email);
  const name = oneLine(submission.name);
  const subject = oneLine(submission.subject);
  const message = cleanText(submission.message);
  const wrong: string[] = [];
  if (!legible.test(name)) wrong.push('name');
  if (!email) wrong.push('email');
  if (subject.length < 3 || !legible.test(subject)) wrong.push('subject');
  if (message.length < limits.messageMin || !legible.test(message)) wrong.push('message');
  if (!email || wrong.length > 0)
    throw new InvalidInput(wrong.map((field) => ({ field, message: wordsFor(field) })));
  return { email, name, subject, message };
}

/** @throws InvalidInput when nothing is left that can be read */
export function prepareMessage(text: string): string {
  return prepareWords(text, 'message');
}
