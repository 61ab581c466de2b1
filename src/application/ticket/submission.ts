// What a customer submits on the web form: one schema for the server, the OpenAPI document and the form itself.
import { type Static, Type } from '@sinclair/typebox';
import { Category, Priority } from '../../domain/ticket/classification.ts';

export const limits = {
  name: 100,
  email: 254,
  subject: 150,
  messageMin: 20,
  messageMax: 2000,
  commentMax: 500,
} as const;

export const Submission = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: limits.name,
      description: 'Who is writing.',
      examples: ['Ada Marsh'],
    }),
    email: Type.String({
      minLength: 3,
      maxLength: limits.email,
      description: 'Where an answer may be sent.',
      examples: ['ada@example.org'],
    }),
    subject: Type.String({ minLength: 3, maxLength: limits.subject, examples: ['Label will not print'] }),
    category: Category,
    priority: Priority,
    message: Type.String({
      minLength: limits.messageMin,
      maxLength: limits.messageMax,
      description: 'The question, as plain text.',
      examples: ['My label printer prints blank pages since this morning. What can I try?'],
    }),
    submissionId: Type.String({
      pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
      description: 'Made by the client once per submission: sending it twice files one ticket.',
      examples: ['0b9d1c9e-2f6b-4c58-9a55-5f0f6a0a7c11'],
    }),
    session: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
        description:
          'Made by the client once per visit: what is sent in one session is suggested to staff as one person, and never linked.',
      }),
    ),
    identityToken: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        description: 'Signed by the application that embeds the form: who is writing, attested. Counts once.',
      }),
    ),
    website: Type.Optional(
      Type.String({
        maxLength: 200,
        description:
          'Stays empty: people do not see it. What comes with it filled in is filed and suppressed as spam, until staff release it.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type Submission = Static<typeof Submission>;

/** A further message on a ticket, from its status page. */
export const FollowUp = Type.Object(
  {
    message: Type.String({
      minLength: 1,
      maxLength: limits.messageMax,
      examples: ['Thank you, but the second page is still blank.'],
    }),
    submissionId: Submission.properties.submissionId,
  },
  { additionalProperties: false },
);
export type FollowUp = Static<typeof FollowUp>;

export const Rating = Type.Object(
  {
    rating: Type.Integer({ minimum: 1, maximum: 5, description: '1 bad … 5 very good.', examples: [5] }),
    comment: Type.Optional(Type.String({ maxLength: limits.commentMax })),
  },
  { additionalProperties: false },
);
export type Rating = Static<typeof Rating>;

export type FieldProblem = { readonly field: string; readonly message: string };

/**
 * What the limits count, in words: UTF-16 units, as string lengths in browsers and JSON tools do. Nearly every letter of
 * every script is one; most emoji are two, and those made of several are more.
 */
export const countedAs = 'most emoji count as two or more';

/** Words for people about a field that does not fit; the same on the server and in the form. */
const words: Readonly<Record<string, string>> = {
  name: `Please tell us your name (up to ${limits.name} characters).`,
  email: 'Please enter an e-mail address like ada@example.org.',
  subject: `Please give a subject of 3 to ${limits.subject} characters.`,
  category: 'Please choose a category from the list.',
  priority: 'Please choose a priority from the list.',
  message: `Please write between ${limits.messageMin} and ${limits.messageMax} characters; ${countedAs}.`,
  rating: 'Please choose a rating from 1 to 5.',
  comment: `Please keep the comment under ${limits.commentMax} characters.`,
};

/** The sentence shown beside a field. Unknown fields get one that names them. */
export function wordsFor(field: string): string {
  return words[field] ?? `The field ${field} is not valid.`;
}
