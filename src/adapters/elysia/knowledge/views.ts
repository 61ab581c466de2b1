// The knowledge base as staff keep it, over HTTP: one schema each for the answer, its type and its place in the API document.
import { type Static, Type } from '@sinclair/typebox';
import { Category } from '../../../domain/ticket/classification.ts';
import type { Frozen } from '../views.ts';

const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
const Count = Type.Integer({ minimum: 0, examples: [3] });
const Slug = Type.String({ description: 'Names the article in addresses.', examples: ['blank-labels'] });
const Version = Type.Integer({ minimum: 1, examples: [2] });
const Share = Type.Number({ examples: [0.82] });
const Text = Type.String({
  description: 'Plain text; a line that begins with `## ` is a heading.',
  examples: ['Turn the roll over.\n\n## Still blank\n\nPrint a test page.'],
});
const State = Type.Union([Type.Literal('published'), Type.Literal('withdrawn')], { examples: ['published'] });
const By = Type.String({ description: 'Somebody of the staff, or the import.', examples: ['mara'] });

const CardSchema = Type.Object({
  slug: Slug,
  title: Type.String({ examples: ['Blank labels'] }),
  category: Category,
  language: Type.String({ examples: ['en'] }),
  keywords: Type.String({ description: 'Separated by commas.', examples: ['label, blank'] }),
  state: State,
  version: Version,
  changedAt: Time,
  changedBy: By,
});

const ShelfSchema = Type.Object({
  articles: Type.Array(CardSchema, { description: 'Last change first.' }),
  total: Count,
  next: Type.Union([Type.String(), Type.Null()], { description: 'For `after`; null at the end.' }),
  languages: Type.Array(Type.String({ examples: ['en'] })),
});
export const ShelfView = ShelfSchema;
export type ShelfView = Frozen<Static<typeof ShelfSchema>>;

const content = {
  title: Type.String({ examples: ['Blank labels'] }),
  category: Category,
  language: Type.String({ examples: ['en'] }),
  keywords: Type.Array(Type.String({ examples: ['label'] })),
  text: Text,
};
const VersionSchema = Type.Object({
  version: Version,
  at: Time,
  by: By,
  change: Type.Union([Type.Literal('published'), Type.Literal('revised'), Type.Literal('withdrawn')]),
});
const ArticleSchema = Type.Object({
  slug: Slug,
  state: State,
  ...VersionSchema.properties,
  ...content,
  versions: Type.Array(VersionSchema, { description: 'Newest first.' }),
});
export const EditableView = ArticleSchema;
export type EditableView = Frozen<Static<typeof ArticleSchema>>;

const Pieces = Type.Array(Type.Object({ text: Type.String(), changed: Type.Boolean() }));
const RowSchema = Type.Union([
  Type.Object({ kind: Type.Literal('same'), text: Type.String() }),
  Type.Object({ kind: Type.Literal('removed'), before: Pieces }),
  Type.Object({ kind: Type.Literal('added'), after: Pieces }),
  Type.Object({ kind: Type.Literal('changed'), before: Pieces, after: Pieces }),
]);
const DifferencesSchema = Type.Object({
  from: VersionSchema,
  to: VersionSchema,
  fields: Type.Array(
    Type.Object({ field: Type.String({ examples: ['title'] }), before: Type.String(), after: Type.String() }),
  ),
  rows: Type.Array(RowSchema, { description: 'Line by line.' }),
});
export const DifferencesView = DifferencesSchema;
export type DifferencesView = Frozen<Static<typeof DifferencesSchema>>;

const StoredSchema = Type.Object({
  slug: Slug,
  version: Version,
  embedded: Type.Boolean({
    description: 'false: found by words alone until `knowledge embed` has run.',
    examples: [true],
  }),
});
export const StoredView = StoredSchema;
export type StoredView = Frozen<Static<typeof StoredSchema>>;

const written = {
  title: Type.String({ minLength: 3, maxLength: 150, examples: ['Blank labels'] }),
  category: Category,
  language: Type.String({ pattern: '^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$', examples: ['en'] }),
  keywords: Type.Array(Type.String({ minLength: 1, maxLength: 60, examples: ['label'] }), { maxItems: 40 }),
  text: Type.String({ minLength: 3, maxLength: 200_000, examples: ['Turn the roll over.'] }),
};
const expectedVersion = Type.Integer({
  minimum: 1,
  description: 'The version that the change is based on.',
  examples: [2],
});
const strict = { additionalProperties: false };
export const WrittenBody = Type.Object(written, strict);
export type WrittenBody = Static<typeof WrittenBody>;
export const RevisedBody = Type.Object({ expectedVersion, ...written }, strict);
export type RevisedBody = Static<typeof RevisedBody>;
export const WithdrawBody = Type.Object({ expectedVersion }, strict);

export const ImportBody = Type.Object(
  {
    files: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 300, examples: ['labels.md'] }),
          text: Type.String({
            examples: ['---\ntitle: Blank labels\ncategory: technical\n---\nTurn it over.'],
          }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 2_000 },
    ),
  },
  strict,
);
export type ImportBody = Static<typeof ImportBody>;

export const QuestionBody = Type.Object(
  {
    question: Type.String({ minLength: 3, maxLength: 4_000, examples: ['Why are my labels blank?'] }),
    channel: Type.Optional(
      Type.Union([Type.Literal('webform'), Type.Literal('email'), Type.Literal('whatsapp')]),
    ),
    category: Type.Optional(Category),
  },
  strict,
);
export type QuestionBody = Static<typeof QuestionBody>;

const MaybeText = Type.Union([Type.String(), Type.Null()]);
const TriedSchema = Type.Object({
  outcome: Type.Union([Type.Literal('answered'), Type.Literal('escalated'), Type.Literal('suppressed')]),
  by: Type.String({ description: 'An agent’s name, or `policy`.', examples: ['extractive'] }),
  text: Type.Union([Type.String(), Type.Null()], {
    description: 'The answer, or what the customer is told when a person takes over.',
    examples: ['Turn the roll over.'],
  }),
  citations: Type.Array(
    Type.Object({ slug: Slug, title: Type.String(), heading: Type.String(), chunkId: Type.String() }),
  ),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Of a hand-over.', examples: ['legal'] }),
  evidence: MaybeText,
  refused: Type.Array(
    Type.Object({
      rule: Type.String({ examples: ['promise'] }),
      detail: Type.String(),
      text: Type.String(),
    }),
    { description: 'Replies that a guardrail refused, with the rule.' },
  ),
  passages: Type.Array(
    Type.Object({
      chunkId: Type.String(),
      slug: Slug,
      title: Type.String(),
      heading: Type.String(),
      text: Type.String(),
      score: Type.Number({ description: 'Only its order means something.', examples: [1.7] }),
      coverage: Share,
      similarity: Type.Union([Type.Number(), Type.Null()], { examples: [0.61] }),
    }),
    { description: 'Best first.' },
  ),
  confidence: Share,
  threshold: Share,
  sufficient: Type.Boolean({
    description: 'Whether an answer may rest on the best passage.',
    examples: [true],
  }),
  mood: Type.Number({ description: '−1 furious to 1 delighted.', examples: [0] }),
  costMicros: Type.Integer({ description: 'Millionths of a dollar.', examples: [0] }),
  durationMs: Type.Number({ examples: [41] }),
});
export const TriedView = TriedSchema;
export type TriedView = Frozen<Static<typeof TriedSchema>>;

const GapSchema = Type.Object({
  example: Type.String({ description: 'The question most like the others.', examples: ['gift cards'] }),
  words: Type.Array(Type.String({ examples: ['gift'] })),
  questions: Count,
  tickets: Count,
  references: Type.Array(Type.String({ examples: ['LD-7K2M-9QXA'] }), {
    description: 'Of the latest tickets.',
  }),
  latest: Time,
});
export const GapView = GapSchema;
export type GapView = Frozen<Static<typeof GapSchema>>;
