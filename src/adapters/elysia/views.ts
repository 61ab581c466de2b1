// What the desk shows over HTTP: one schema each for the answer, its type and its place in the API document.
import { type Static, type TSchema, Type } from '@sinclair/typebox';

/** Read only at every depth, so that the application's own read-only data fits. */
export type Frozen<T> = T extends (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

export const Reference = Type.String({
  description: 'What the customer quotes.',
  examples: ['LD-7K2M-9QXA'],
});
export const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
export const Id = Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] });
export const Status = Type.Union(
  [
    Type.Literal('open'),
    Type.Literal('pending'),
    Type.Literal('escalated'),
    Type.Literal('resolved'),
    Type.Literal('closed'),
  ],
  { examples: ['pending'] },
);
const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const ReceiptView = Type.Object({
  reference: Reference,
  statusToken: Type.String({
    description: 'Opens the conversation; shown only here.',
    examples: ['q0V1x3kQm7sC5d8e2b4a9ZyXwVuTsRqPoNmLkJiHgFe'],
  }),
  statusUrl: Type.String({
    examples: [
      'https://desk.example/status#reference=LD-7K2M-9QXA&token=q0V1x3kQm7sC5d8e2b4a9ZyXwVuTsRqPoNmLkJiHgFe',
    ],
  }),
  status: Type.Literal('open'),
});

const MessageView = Type.Object({
  id: Id,
  author: Type.Union([Type.Literal('customer'), Type.Literal('agent'), Type.Literal('staff')], {
    examples: ['agent'],
  }),
  kind: Type.Union([Type.Literal('message'), Type.Literal('answer'), Type.Literal('acknowledgement')], {
    examples: ['answer'],
  }),
  channel: Type.String({ description: 'How it came, or went.', examples: ['email'] }),
  text: Type.String({ examples: ['Turn the printer off and on, then print the test page.'] }),
  at: Time,
  citations: Type.Array(
    Type.Object({
      slug: Type.String({ examples: ['label-printing-problems'] }),
      title: Type.String({ examples: ['Label printing problems'] }),
      heading: Type.String({ examples: ['Blank pages'] }),
    }),
  ),
  state: Type.String({
    description:
      'Of a message: unanswered, answered, escalated, suppressed. Of a reply: composed, attempted, sent, delivered, read, failed, withdrawn.',
    examples: ['sent'],
  }),
});

export const StatusView = Type.Object({
  reference: Reference,
  subject: Type.String({ examples: ['Label will not print'] }),
  status: Status,
  openedAt: Time,
  updatedAt: Time,
  rating: orNull(Type.Integer({ minimum: 1, maximum: 5 })),
  canRate: Type.Boolean({ examples: [true] }),
  canReply: Type.Boolean({ examples: [true] }),
  messages: Type.Array(MessageView),
  continuations: Type.Array(
    Type.Object({
      channel: Type.Union([Type.Literal('email'), Type.Literal('whatsapp')], { examples: ['whatsapp'] }),
      url: Type.String({
        description: 'Carries a code that lets its bearer write on the ticket.',
        examples: ['https://wa.me/15555550100?text=LD-7K2M-9QXA%20Q7ZK3M1X0V'],
      }),
    }),
    { description: 'Links by which the customer can go on on another channel.' },
  ),
});
export type StatusView = Frozen<Static<typeof StatusView>>;

export const MessageReceiptView = Type.Object({ messageId: Id });

export const ArticleView = Type.Object({
  slug: Type.String({ examples: ['label-printing-problems'] }),
  title: Type.String({ examples: ['Label printing problems'] }),
  category: Type.String({ examples: ['technical'] }),
  sections: Type.Array(
    Type.Object({
      heading: Type.String({ examples: ['Blank pages'] }),
      text: Type.String({ examples: ['Check that the ribbon is in place.'] }),
    }),
  ),
});
export type ArticleView = Frozen<Static<typeof ArticleView>>;

export const CapturedView = Type.Object({
  at: Time,
  channel: Type.String({ examples: ['webform'] }),
  replyId: Id,
  reference: Reference,
  subject: Type.String({ examples: ['Label will not print'] }),
  text: Type.String({ examples: ['Turn the printer off and on, then print the test page.'] }),
});
export type CapturedView = Frozen<Static<typeof CapturedView>>;

export const StandInView = Type.Object({
  at: Time,
  channel: Type.Union([Type.Literal('email'), Type.Literal('whatsapp')], { examples: ['email'] }),
  direction: Type.Union([Type.Literal('inbound'), Type.Literal('outbound')], {
    description: 'Inbound: from the customer to the desk.',
    examples: ['outbound'],
  }),
  from: Type.String({ examples: ['Support <support@ledgerdesk.example>'] }),
  to: Type.String({ examples: ['ada@example.org'] }),
  subject: Type.String({ examples: ['Re: Label will not print'] }),
  text: Type.String({ examples: ['Turn the printer off and on, then print the test page.'] }),
  status: Type.String({ description: 'What the provider says of it.', examples: ['sent'] }),
  headers: Type.Array(
    Type.Object({
      name: Type.String({ examples: ['In-Reply-To'] }),
      value: Type.String({ examples: ['<CA+1@mail.example.org>'] }),
    }),
    { description: 'Of a mail: how it threads and what it says of itself.' },
  ),
});
export type StandInView = Frozen<Static<typeof StandInView>>;

export const DeadLetterView = Type.Object({
  id: Id,
  topic: Type.String({ description: 'Where it was when it failed.', examples: ['fte.tickets.incoming'] }),
  partition: Type.Integer({ examples: [3] }),
  offset: Type.String({ examples: ['1042'] }),
  key: Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] }),
  headers: Type.Record(Type.String(), Type.String(), {
    examples: [{ ce_type: 'ledgerdesk.CustomerMessageReceived' }],
  }),
  value: Type.Record(Type.String(), Type.Unknown(), {
    examples: [{ ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11' }],
  }),
  attempts: Type.Integer({ examples: [6] }),
  error: Type.String({ examples: ['TicketKeepsMoving'] }),
  parkedAt: Time,
  state: Type.Union([Type.Literal('parked'), Type.Literal('redriven'), Type.Literal('discarded')], {
    examples: ['parked'],
  }),
  resolvedAt: orNull(Time),
  resolvedBy: orNull(Type.String({ examples: ['anna'] })),
});
export type DeadLetterView = Frozen<Static<typeof DeadLetterView>>;

export const ReadinessView = Type.Object({
  ready: Type.Boolean({ examples: [true] }),
  degraded: Type.Array(Type.String(), {
    description: 'What works less well than it should.',
    examples: [[]],
  }),
  reasons: Type.Optional(
    Type.Array(Type.String(), {
      description: 'What this process knows of why; absent where it knows nothing.',
    }),
  ),
  checks: Type.Record(
    Type.String(),
    Type.Union([Type.Literal('ok'), Type.Literal('failed'), Type.Literal('degraded')]),
    { examples: [{ database: 'ok', bus: 'ok' }] },
  ),
});
export type ReadinessView = Frozen<Static<typeof ReadinessView>>;

export const ProblemView = Type.Object({
  type: Type.String({
    description: 'Stable name of the kind of problem.',
    examples: ['/problems/invalid-fields'],
  }),
  title: Type.String({ examples: ['Some fields need another look'] }),
  status: Type.Integer({ examples: [422] }),
  instance: Type.String({
    description: 'Id of this request; also in the header X-Request-Id and in our logs.',
    examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'],
  }),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        field: Type.String({ examples: ['message'] }),
        message: Type.String({
          examples: ['Please write between 20 and 2000 characters; most emoji count as two or more.'],
        }),
      }),
    ),
  ),
});
export type ProblemView = Frozen<Static<typeof ProblemView>>;
