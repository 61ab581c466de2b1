// Everything that can happen to a ticket, messages included. Stream: ticket-<id>.
import { type Static, Type } from '@sinclair/typebox';
import { Channel } from '../conversation/channel.ts';
import { Evidence } from '../customer/identifier.ts';
import { defineEvent, type EventOf, Id, personal } from '../event/define.ts';

const Count = Type.Integer({ minimum: 0 });

export const Category = Type.Union([
  Type.Literal('account'),
  Type.Literal('billing'),
  Type.Literal('orders'),
  Type.Literal('shipping'),
  Type.Literal('returns'),
  Type.Literal('integrations'),
  Type.Literal('technical'),
  Type.Literal('general'),
]);
export type Category = Static<typeof Category>;

export const Priority = Type.Union([
  Type.Literal('low'),
  Type.Literal('normal'),
  Type.Literal('high'),
  Type.Literal('urgent'),
]);
export type Priority = Static<typeof Priority>;

export const EscalationReason = Type.Union([
  Type.Literal('legal'),
  Type.Literal('refund'),
  Type.Literal('pricing'),
  Type.Literal('security'),
  Type.Literal('threat'),
  Type.Literal('human-requested'),
  Type.Literal('anger'),
  Type.Literal('nothing-found'),
  Type.Literal('low-confidence'),
  Type.Literal('guardrail'),
  Type.Literal('turn-cap'),
  Type.Literal('spend-cap'),
  Type.Literal('agent-failure'),
  Type.Literal('overdue'),
]);
export type EscalationReason = Static<typeof EscalationReason>;

/** Where a statement in a reply comes from. */
export const Citation = Type.Object(
  {
    chunkId: Type.String(),
    articleId: Type.String(),
    slug: Type.String(),
    title: Type.String(),
    heading: Type.String(),
  },
  { additionalProperties: false },
);
export type Citation = Static<typeof Citation>;

export const Usage = Type.Object(
  {
    inputTokens: Count,
    outputTokens: Count,
    /** Millionths of the currency of the price table. */
    costMicros: Count,
  },
  { additionalProperties: false },
);
export type Usage = Static<typeof Usage>;

export const ticketEvents = [
  defineEvent('TicketOpened', 1, {
    ticketId: Id,
    reference: Type.String(),
    customerId: Id,
    channel: Channel,
    category: Category,
    priority: Priority,
    subject: personal(Type.String(), '[erased]'),
    /** The closed or other ticket this one continues. */
    linkedTo: Type.Optional(Id),
  }),
  defineEvent('CustomerMessageReceived', 1, {
    messageId: Id,
    customerId: Id,
    channel: Channel,
    providerMessageId: Type.String(),
    /** Strength of the sender's identity in this message. */
    evidence: Evidence,
    /** Who has to act on it: the agent, or staff because the ticket is in their hands. */
    handling: Type.Union([Type.Literal('agent'), Type.Literal('staff')]),
    senderName: personal(Type.String(), '[erased]'),
    text: personal(Type.String(), '[erased]'),
  }),
  defineEvent('MessageSuppressed', 1, {
    messageId: Id,
    reason: Type.Union([
      Type.Literal('automatic'),
      Type.Literal('loop'),
      Type.Literal('spam'),
      Type.Literal('thanks'),
    ]),
  }),
  defineEvent('SentimentAssessed', 1, {
    messageId: Id,
    /** −1 furious … 0 neutral … 1 delighted. */
    score: Type.Number({ minimum: -1, maximum: 1 }),
  }),
  defineEvent('CustomerHistoryConsulted', 1, {
    runId: Id,
    tickets: Count,
    /** True when history exists but the identity is only claimed, so that none was shown. */
    withheld: Type.Boolean(),
  }),
  defineEvent('KnowledgeSearched', 1, {
    runId: Id,
    query: personal(Type.String(), '[erased]'),
    category: Type.Optional(Category),
    results: Type.Array(
      Type.Object(
        { chunkId: Type.String(), articleId: Type.String(), score: Type.Number() },
        { additionalProperties: false },
      ),
    ),
    /** 0 … 1: how sure the search is that the best passage answers the query. */
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    sufficient: Type.Boolean(),
  }),
  defineEvent('ToolCalled', 1, {
    runId: Id,
    tool: Type.String(),
    // Sealed: a digest of a short question can be guessed, and must not outlive the customer's erasure.
    argumentsDigest: personal(Type.String(), '[erased]'),
    resultDigest: personal(Type.String(), '[erased]'),
    outcome: Type.Union([Type.Literal('ok'), Type.Literal('refused'), Type.Literal('failed')]),
    durationMs: Type.Number({ minimum: 0 }),
  }),
  defineEvent('ReplyComposed', 1, {
    replyId: Id,
    runId: Type.Optional(Id),
    kind: Type.Union([Type.Literal('answer'), Type.Literal('acknowledgement')]),
    channel: Channel,
    /** The messages it answers. */
    answers: Type.Array(Id),
    text: personal(Type.String(), '[erased]'),
    citations: Type.Array(Citation),
    agent: Type.String(),
    model: Type.Optional(Type.String()),
    promptDigest: Type.Optional(Type.String()),
    usage: Usage,
  }),
  defineEvent('ReplyRejected', 1, {
    runId: Id,
    rule: Type.String(),
    /** May quote the reply. */
    detail: personal(Type.String(), '[erased]'),
    text: personal(Type.String(), '[erased]'),
  }),
  defineEvent('ReplyAttempted', 1, { replyId: Id, attempt: Type.Integer({ minimum: 1 }), channel: Channel }),
  defineEvent('ReplySent', 1, { replyId: Id, providerMessageId: Type.Optional(Type.String()) }),
  defineEvent('ReplyDelivered', 1, { replyId: Id }),
  defineEvent('ReplyRead', 1, { replyId: Id }),
  defineEvent('ReplyFailed', 1, {
    replyId: Id,
    code: Type.String(),
    permanent: Type.Boolean(),
    /** Milliseconds until the next attempt; absent when permanent. */
    retryInMs: Type.Optional(Count),
  }),
  defineEvent('TicketEscalated', 1, {
    reason: EscalationReason,
    by: Type.Union([
      Type.Literal('policy'),
      Type.Literal('agent'),
      Type.Literal('guardrail'),
      Type.Literal('customer'),
      Type.Literal('timer'),
    ]),
    /** What in the customer's words or the run led to it. */
    evidence: personal(Type.String(), '[erased]'),
    priority: Priority,
    messageIds: Type.Array(Id),
    runId: Type.Optional(Id),
  }),
  defineEvent('TicketAssigned', 1, { staffId: Type.String(), by: Type.String() }),
  defineEvent('StaffReplied', 1, {
    replyId: Id,
    staffId: Type.String(),
    channel: Channel,
    text: personal(Type.String(), '[erased]'),
  }),
  defineEvent('NoteAdded', 1, {
    noteId: Id,
    staffId: Type.String(),
    text: personal(Type.String(), '[erased]'),
  }),
  defineEvent('TicketHandedBack', 1, { staffId: Type.String() }),
  defineEvent('TicketResolved', 1, {
    basis: Type.Union([Type.Literal('confirmed'), Type.Literal('assumed')]),
    by: Type.String(),
  }),
  defineEvent('TicketReopened', 1, { messageId: Id }),
  defineEvent('TicketClosed', 1, { by: Type.String() }),
  defineEvent('TicketRated', 1, {
    rating: Type.Integer({ minimum: 1, maximum: 5 }),
    comment: Type.Optional(personal(Type.String(), '[erased]')),
  }),
  defineEvent('TicketMoved', 1, { fromCustomerId: Id, toCustomerId: Id, because: Type.String() }),
] as const;

export type TicketEvent = EventOf<(typeof ticketEvents)[number]>;
