// A body that fits its schema, or a refusal that names the fields.
import type { TObject } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { fieldProblems } from './field-problems.ts';
import { bodyDeadlineMs, bodyLimit, jsonBody } from './json-body.ts';
import { type ProblemCode, Refusal } from './problem.ts';

/** What it refuses, for the description of its route. */
export const bodyProblems: readonly ProblemCode[] = [
  'invalid-json',
  'invalid-text',
  'too-slow',
  'too-large',
  'unsupported-media-type',
  'invalid-fields',
];

/**
 * Makes the parser of a route's body. It checks before Elysia does, whose own error writes out the whole value it
 * refuses, indented outside production: work that whoever sends a body could make long.
 * @param deadlineMs how long a body may take to arrive
 * @param limit bytes it may have
 * @returns a function that throws Refusal like `jsonBody`, and invalid-fields
 */
export function checkedBody(schema: TObject, deadlineMs = bodyDeadlineMs, limit = bodyLimit) {
  const check = TypeCompiler.Compile(schema);
  const known = Object.keys(schema.properties);
  return async ({ request }: { request: Request }): Promise<unknown> => {
    const body = await jsonBody(request, deadlineMs, limit);
    if (check.Check(body)) return body;
    throw new Refusal('invalid-fields', { errors: fieldProblems(check.Errors(body), known) });
  };
}
