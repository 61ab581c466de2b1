// How an endpoint is described in the API document: summary, answers with examples, problems, who may call.
import type { TSchema } from '@sinclair/typebox';
import type { DocumentDecoration } from 'elysia';
import { type ProblemCode, problemKinds } from '../problem.ts';
import { exampleOf } from './example.ts';

type ResponseObject = NonNullable<DocumentDecoration['responses']>[string];

interface AnswerDescription {
  readonly description: string;
  readonly schema?: TSchema;
  /** For answers that are not JSON. */
  readonly text?: { readonly contentType: string; readonly example: string };
  readonly headers?: Readonly<Record<string, string>>;
}

interface Description {
  readonly tag: 'Support' | 'Channels' | 'Staff' | 'Privacy' | 'Audit' | 'Operations';
  readonly summary: string;
  readonly description: string;
  readonly secured?: 'statusToken' | 'staffKey' | 'session';
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  readonly problems?: readonly ProblemCode[];
}

/** The `detail` of a route. Every endpoint can also answer with the problem `internal`. */
export function describe(endpoint: Description): DocumentDecoration {
  const { tag, summary, description, secured, answers, problems = [] } = endpoint;
  const responses: NonNullable<DocumentDecoration['responses']> = {};
  for (const [status, answer] of Object.entries(answers)) responses[status] = answerObject(answer);
  for (const [status, codes] of byStatus([...problems, 'internal'])) responses[status] = problemObject(codes);
  return {
    tags: [tag],
    summary,
    description,
    ...(secured === undefined ? {} : { security: securityOf(secured) }),
    responses,
  };
}

/** What staff may do with a key, a page of theirs may do with its session. */
function securityOf(secured: NonNullable<Description['secured']>): Record<string, string[]>[] {
  return secured === 'staffKey' ? [{ staffKey: [] }, { session: [] }] : [{ [secured]: [] }];
}

function answerObject({ description, schema, text, headers }: AnswerDescription): ResponseObject {
  const named = Object.entries(headers ?? {}).map(([name, meaning]) => [
    name,
    { description: meaning, schema: { type: 'string' } },
  ]);
  return {
    description,
    ...(named.length === 0 ? {} : { headers: Object.fromEntries(named) }),
    ...(schema ? { content: { 'application/json': { schema, example: exampleOf(schema) } } } : {}),
    ...(text
      ? { content: { [text.contentType]: { schema: { type: 'string' }, example: text.example } } }
      : {}),
  };
}

function byStatus(codes: readonly ProblemCode[]): ReadonlyMap<string, readonly ProblemCode[]> {
  const grouped = new Map<string, ProblemCode[]>();
  for (const code of codes) {
    const status = String(problemKinds[code].status);
    grouped.set(status, [...(grouped.get(status) ?? []), code]);
  }
  return grouped;
}

function problemObject(codes: readonly ProblemCode[]): ResponseObject {
  const examples = codes.map((code) => {
    const { status, title } = problemKinds[code];
    const instance = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11';
    const errors =
      code === 'invalid-fields'
        ? { errors: [{ field: 'email', message: 'Please enter an e-mail address like ada@example.org.' }] }
        : {};
    return [code, { value: { type: `/problems/${code}`, title, status, instance, ...errors } }];
  });
  return {
    description: codes.map((code) => problemKinds[code].title).join('; '),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(examples),
      },
    },
  };
}
