// Customers as staff see them over HTTP.
import { type Static, Type } from '@sinclair/typebox';
import { ErasureBasis } from '../../../domain/customer/events.ts';
import { explainedCodes } from '../../../domain/customer/explain.ts';
import { reasonCodes } from '../../../domain/customer/weigh.ts';
import type { Frozen } from '../views.ts';

const Id = Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] });
const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
const Name = Type.Union([Type.String(), Type.Null()], { examples: ['Ada Marsh'] });
const Kind = Type.Union(
  [
    Type.Literal('email'),
    Type.Literal('phone'),
    Type.Literal('whatsapp-user'),
    Type.Literal('external'),
    Type.Literal('session'),
  ],
  { examples: ['email'] },
);

const Evidence = Type.Union([Type.Literal('verified'), Type.Literal('attested'), Type.Literal('claimed')], {
  examples: ['attested'],
});

const IdentifierView = Type.Object({
  kind: Kind,
  value: Type.String({ examples: ['ada@example.org'] }),
  evidence: Evidence,
});

const ReasonView = Type.Object({
  code: Type.Union(
    reasonCodes.map((code) => Type.Literal(code)),
    { examples: ['same-name'] },
  ),
  kinds: Type.Optional(Type.Array(Kind, { description: 'Of the identifiers it is about.' })),
  count: Type.Optional(
    Type.Integer({ description: 'How much of it, where it can be counted.', examples: [3] }),
  ),
  sentence: Type.String({ description: 'All of it in English.', examples: ['both have the same name'] }),
});
const Reasons = Type.Array(ReasonView);

const StepView = Type.Object({
  customerId: Id,
  at: Time,
  code: Type.Union(
    explainedCodes.map((code) => Type.Literal(code)),
    { examples: ['linked'] },
  ),
  kinds: Type.Optional(Type.Array(Kind, { description: 'Of the identifiers it is about.' })),
  evidence: Type.Optional(Evidence),
  before: Type.Optional(Evidence),
  because: Type.Optional(
    Type.String({
      description: 'As the log keeps it, in English.',
      examples: ['first message of this customer'],
    }),
  ),
  count: Type.Optional(Type.Integer({ description: 'How many other customers.', examples: [1] })),
  other: Type.Optional(
    Type.String({ description: 'The other customer of a merge.', examples: Id['examples'] }),
  ),
  basis: Type.Optional(ErasureBasis),
  sentence: Type.String({
    description: 'All of it in English.',
    examples: ['email linked as attested because: first message of this customer'],
  }),
  by: Type.Union([Type.String(), Type.Null()], { description: 'Who of the staff decided.' }),
});

const HeldTicketView = Type.Object({
  ticketId: Id,
  reference: Type.String({ examples: ['LD-7K2M-9QXA'] }),
  status: Type.String({ examples: ['open'] }),
  customerId: Id,
  openedFor: Id,
});

const CandidateView = Type.Object({
  customerId: Id,
  name: Name,
  speaksFor: Reasons,
  speaksAgainst: Reasons,
});

export const ConflictView = Type.Object({
  customerId: Id,
  name: Name,
  otherId: Id,
  otherName: Name,
  kinds: Type.Array(Kind, { description: 'Of the identifiers in one message that belong to the other.' }),
  sourceMessageId: Type.Union([Id, Type.Null()]),
  foundAt: Time,
  speaksFor: Reasons,
  speaksAgainst: Reasons,
});
export type ConflictView = Frozen<Static<typeof ConflictView>>;

export const CustomerView = Type.Object({
  customerId: Type.String({ description: 'Who stands for everybody merged.', examples: [Id.examples[0]] }),
  name: Name,
  members: Type.Array(
    Type.Object({
      customerId: Id,
      mergedInto: Type.Union([Id, Type.Null()]),
      identifiers: Type.Array(IdentifierView),
    }),
  ),
  tickets: Type.Array(HeldTicketView, { description: 'The fifty opened last.' }),
  timeline: Type.Array(StepView, { description: 'Oldest first.' }),
  suggestions: Type.Array(CandidateView, {
    description:
      'Customers of the same name, with the same signature or of the same form session. Only a hint.',
  }),
});
export type CustomerView = Frozen<Static<typeof CustomerView>>;

export const MergePreviewView = Type.Object({
  customerId: Id,
  other: Type.String({
    description: 'Who stands for them afterwards; for an undo, who has until now.',
    examples: [Id.examples[0]],
  }),
  members: Type.Array(Id, { description: 'Customers merged into them before, who go along.' }),
  identifiers: Type.Integer({ examples: [2] }),
  tickets: Type.Array(HeldTicketView),
});
export type MergePreviewView = Frozen<Static<typeof MergePreviewView>>;

export const MergedView = Type.Object({
  customerId: Id,
  other: Id,
  ticketsMoved: Type.Integer({ examples: [3] }),
});
export type MergedView = Frozen<Static<typeof MergedView>>;

export const ChangedView = Type.Object({ customerId: Id });
export type ChangedView = Frozen<Static<typeof ChangedView>>;

const Reason = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 500,
    description: 'In your words; sealed.',
    examples: ['They called.'],
  }),
);
const strict = { additionalProperties: false };
export const MergeInto = Type.Object(
  { into: Type.String({ minLength: 36, maxLength: 36, examples: [Id.examples[0]] }), reason: Reason },
  strict,
);
export const Reasoned = Type.Object({ reason: Reason }, strict);
export const Dismissal = Type.Object(
  { other: Type.String({ minLength: 36, maxLength: 36, examples: [Id.examples[0]] }), reason: Reason },
  strict,
);
export const IdentifierBody = Type.Object(
  {
    kind: Kind,
    value: Type.String({ minLength: 1, maxLength: 320, examples: ['ada@example.org'] }),
  },
  strict,
);
export type IdentifierBody = Static<typeof IdentifierBody>;
