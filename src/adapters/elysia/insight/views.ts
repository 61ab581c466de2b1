// What staff learn from over HTTP: one schema each for the answer, its type and its place in the API document.
import { type Static, Type } from '@sinclair/typebox';
import type { Frozen } from '../views.ts';

const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
const Count = Type.Integer({ minimum: 0, examples: [3] });
const Id = Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] });
const Share = Type.Number({ examples: [0.82] });
const Reference = Type.String({ description: 'What the customer quotes.', examples: ['LD-7K2M-9QXA'] });

const MoodSchema = Type.Object({
  reference: Reference,
  messageId: Id,
  at: Time,
  score: Type.Number({ description: '−1 furious to 1 delighted.', examples: [-0.4] }),
});
export const MoodView = MoodSchema;
export type MoodView = Frozen<Static<typeof MoodSchema>>;

const SearchSchema = Type.Object({
  query: Type.String({ examples: ['blank labels'] }),
  confidence: Share,
  sufficient: Type.Boolean(),
  results: Type.Array(Type.Object({ chunkId: Type.String(), articleId: Id, score: Type.Number() })),
});

const SignalSchema = Type.Object({
  reason: Type.String(),
  messageId: Id,
  sentence: Type.String(),
  phrase: Type.String(),
});
const DecisionSchema = Type.Object({
  kind: Type.Union(
    [
      Type.Literal('answered'),
      Type.Literal('withdrawn'),
      Type.Literal('escalated'),
      Type.Literal('suppressed'),
      Type.Literal('staff'),
      Type.Literal('none'),
    ],
    {
      description: 'withdrawn: an answer that never went out. none: runs that led to nothing.',
      examples: ['answered'],
    },
  ),
  version: Type.Integer({ description: 'Of the ticket.', examples: [7] }),
  at: Time,
  by: Type.String({
    description: 'An agent’s name, who decided a hand-over, or somebody of the staff.',
    examples: ['extractive'],
  }),
  text: Type.Union([Type.String(), Type.Null()], {
    description: 'Of a reply.',
    examples: ['Turn the roll over.'],
  }),
  reason: Type.Union([Type.String(), Type.Null()], {
    description: 'Of a hand-over, of no answer, or of an answer that was withdrawn.',
    examples: ['legal'],
  }),
  evidence: Type.Union([Type.String(), Type.Null()], { examples: ['my lawyer will write to you'] }),
  signals: Type.Array(SignalSchema),
  sources: Type.Array(Type.Object({ slug: Type.String(), title: Type.String(), heading: Type.String() })),
  searches: Type.Array(SearchSchema),
  checksPassed: Type.Array(Type.String({ examples: ['promise'] })),
  checksFailed: Type.Array(Type.Object({ rule: Type.String(), detail: Type.String(), text: Type.String() }), {
    description: 'Replies that were refused, with the rule that each broke first.',
  }),
  tools: Type.Array(Type.Object({ tool: Type.String(), outcome: Type.String(), durationMs: Type.Number() })),
  modelCalls: Type.Array(
    Type.Object({
      model: Type.String(),
      promptVersion: Type.Union([Type.String(), Type.Null()]),
      promptDigest: Type.Union([Type.String(), Type.Null()]),
      outcome: Type.String(),
      fault: Type.Union([Type.String(), Type.Null()]),
      inputTokens: Count,
      outputTokens: Count,
      costMicros: Count,
      durationMs: Type.Number(),
    }),
  ),
  failures: Type.Array(
    Type.Object({
      agent: Type.String({ examples: ['openai'] }),
      because: Type.String({ examples: ['the model cannot be used: status 503'] }),
      permanent: Type.Boolean({ description: 'Asking it again makes no sense as things are.' }),
    }),
    { description: 'Agents that could not work before this was decided.' },
  ),
  total: Type.Object({
    inputTokens: Count,
    outputTokens: Count,
    costMicros: Type.Integer({ description: 'Millionths of a dollar.', examples: [3312] }),
    durationMs: Type.Number(),
  }),
});
const NotedSchema = Type.Object({ version: Type.Integer(), at: Time, signals: Type.Array(SignalSchema) });
const WhySchema = Type.Object({
  reference: Reference,
  ticketId: Id,
  decisions: Type.Array(DecisionSchema, { description: 'Oldest first.' }),
  noted: Type.Array(NotedSchema, {
    description:
      'What messages that came while staff were in charge would have called them for, oldest first.',
  }),
  moods: Type.Array(MoodSchema, { description: 'Of the customer, over all their tickets, oldest first.' }),
});
export const WhyView = WhySchema;
export type WhyView = Frozen<Static<typeof WhySchema>>;

const SuggestionSchema = Type.Object({
  reference: Reference,
  ticketId: Id,
  resolvedAt: Time,
  title: Type.String({ examples: ['How do I print two labels on one sheet?'] }),
  category: Type.String({ examples: ['shipping'] }),
  language: Type.String({ examples: ['en'] }),
  text: Type.String({ examples: ['Choose A4 as the label size.'] }),
  version: Type.Integer({ description: 'Of the ticket that it was drafted from.' }),
  draft: Type.String({ description: 'Digest of this draft.' }),
});
export const SuggestionView = SuggestionSchema;
export type SuggestionView = Frozen<Static<typeof SuggestionSchema>>;

export const EditedBody = Type.Object(
  {
    title: Type.Optional(
      Type.String({ minLength: 3, maxLength: 150, examples: ['Two labels on one sheet'] }),
    ),
    text: Type.Optional(
      Type.String({ minLength: 3, maxLength: 50_000, examples: ['Choose A4 as the label size.'] }),
    ),
    draft: Type.Optional(
      Type.String({
        maxLength: 64,
        description:
          'Digest of the draft that was read. Needed unless both title and text are given; refused when the ticket has gone on since.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type EditedBody = Static<typeof EditedBody>;

export const ApprovedView = Type.Object({
  articleId: Id,
  slug: Type.String({ examples: ['two-labels-on-one-sheet'] }),
});
export type ApprovedView = Frozen<Static<typeof ApprovedView>>;
