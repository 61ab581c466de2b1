// The form's validation: the server's own schema and sentences, applied to what is left after trimming.
import { typeboxResolver } from '@hookform/resolvers/typebox';
import type { FieldError, FieldErrors, Resolver } from 'react-hook-form';
import { Submission, wordsFor } from '../../src/application/ticket/submission.ts';
import { normaliseEmail } from '../../src/domain/customer/identifier.ts';

const bySchema = typeboxResolver(Submission);

/** The fields a person fills in, in the order of the page. */
export const visibleFields = ['name', 'email', 'category', 'priority', 'subject', 'message'] as const;
export type VisibleField = (typeof visibleFields)[number];

/** What is sent for what was typed: outer white space gone, the spam trap left out when empty. */
export function tidy(typed: Submission): Submission {
  const { website, ...fields } = typed;
  return {
    ...fields,
    name: fields.name.trim(),
    email: fields.email.trim(),
    subject: fields.subject.trim(),
    message: fields.message.trim(),
    ...(website ? { website } : {}),
  };
}

/** Checks the tidied values; every message is the sentence the server would answer with. */
export const validate: Resolver<Submission> = async (typed, context, options) => {
  const values = tidy(typed);
  const { errors } = await bySchema(values, context, options);
  const found: FieldErrors<Submission> = {};
  for (const field of visibleFields) {
    const wrong = errors[field] ?? (field === 'email' ? emailProblem(values.email) : undefined);
    if (wrong) found[field] = { ...wrong, message: wordsFor(field) };
  }
  return Object.keys(found).length === 0 ? { values, errors: {} } : { values: {}, errors: found };
};

/** The schema knows lengths only; whether an address can be answered is the domain's rule. */
function emailProblem(email: string): FieldError | undefined {
  return normaliseEmail(email) ? undefined : { type: 'email' };
}
