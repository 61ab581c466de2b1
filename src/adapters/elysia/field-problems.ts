// What does not fit a schema, as one sentence a field.
import type { ValueErrorIterator } from '@sinclair/typebox/errors';
import { type FieldProblem, wordsFor } from '../../application/ticket/submission.ts';

/** Findings looked at; a body can hold thousands, and a few name every field there is. */
const findingsLimit = 100;

const whole: FieldProblem = {
  field: 'request',
  message: 'The request is not made of the fields this address knows.',
};

/**
 * By the names the schema knows: a name the client made up is not repeated to it.
 * @param known names of the schema's fields
 */
export function fieldProblems(
  findings: ValueErrorIterator,
  known: readonly string[],
): readonly FieldProblem[] {
  const fields = new Set<string>();
  let seen = 0;
  for (const { path } of findings) {
    fields.add(path.split('/')[1] ?? '');
    if (++seen === findingsLimit) break;
  }
  const named = known.filter((field) => fields.has(field));
  const others = [...fields].some((field) => !known.includes(field));
  return [...named.map((field) => ({ field, message: wordsFor(field) })), ...(others ? [whole] : [])];
}
