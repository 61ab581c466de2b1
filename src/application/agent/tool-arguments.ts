// What the five tools take and what a search answers: schemas for the model, for the check of every call, and for agents in code.
import { type Static, Type } from '@sinclair/typebox';
import { Category } from '../../domain/ticket/classification.ts';

const strict = { additionalProperties: false } as const;

export const CreateTicket = Type.Object({}, strict);

export const GetCustomerHistory = Type.Object({}, strict);

export const VerifyIdentity = Type.Object({}, strict);

export const SearchKnowledgeBase = Type.Object(
  {
    query: Type.String({
      minLength: 1,
      maxLength: 1000,
      description: 'What to look for, in the words of the question.',
    }),
    context: Type.Optional(
      Type.String({
        maxLength: 300,
        description:
          'Words around the question, such as its subject. They help to find, but are not what is asked.',
      }),
    ),
    category: Type.Optional(Category),
  },
  strict,
);
export type SearchKnowledgeBase = Static<typeof SearchKnowledgeBase>;

/** The reasons an agent may give; the others belong to the application. */
const AgentReason = Type.Union([
  Type.Literal('legal'),
  Type.Literal('refund'),
  Type.Literal('pricing'),
  Type.Literal('security'),
  Type.Literal('threat'),
  Type.Literal('human-requested'),
  Type.Literal('anger'),
  Type.Literal('nothing-found'),
  Type.Literal('low-confidence'),
]);

export const EscalateToHuman = Type.Object(
  {
    reason: AgentReason,
    summary: Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'What the customer needs and what was tried, for the colleague who takes over.',
    }),
  },
  strict,
);
export type EscalateToHuman = Static<typeof EscalateToHuman>;

export const SendResponse = Type.Object(
  {
    text: Type.String({
      minLength: 1,
      maxLength: 4000,
      description: 'The answer, as plain text without greeting or signature.',
    }),
    citations: Type.Array(Type.String({ maxLength: 200 }), {
      maxItems: 10,
      description: 'Ids of the passages the answer rests on.',
    }),
  },
  strict,
);
export type SendResponse = Static<typeof SendResponse>;

/** A passage as an agent sees it. */
export const FoundPassage = Type.Object({
  /** Cited in send_response. */
  id: Type.String(),
  articleId: Type.String(),
  article: Type.String(),
  heading: Type.String(),
  text: Type.String(),
  /** 0 … 1: how much of the query the passage covers. */
  relevance: Type.Number(),
});
export type FoundPassage = Static<typeof FoundPassage>;

/** The content of a successful search. */
export const SearchFindings = Type.Object({
  /** Whether an answer may rest on the passages. */
  sufficient: Type.Boolean(),
  searchesLeft: Type.Integer(),
  /** Best first. */
  passages: Type.Array(FoundPassage),
});
export type SearchFindings = Static<typeof SearchFindings>;
