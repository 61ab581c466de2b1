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
  /** A reply could not be delivered, and the customer does not know. */
  Type.Literal('undeliverable'),
  /** Somebody of the staff took it over without being asked. */
  Type.Literal('taken-over'),
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
    /** Part of the input that came from the provider's cache; absent where none is counted. */
    cachedTokens: Type.Optional(Count),
    /** Millionths of a dollar. */
    costMicros: Count,
  },
  { additionalProperties: false },
);
export type Usage = Static<typeof Usage>;

/** Why a message is left without an answer. consent: the customer only asked to be left alone, or to be written to again. */
export const SuppressionReason = Type.Union([
  Type.Literal('automatic'),
  Type.Literal('loop'),
  Type.Literal('spam'),
  Type.Literal('thanks'),
  Type.Literal('consent'),
]);
export type SuppressionReason = Static<typeof SuppressionReason>;

/** A message's place in its thread; ids as the provider gives them. */
export const Thread = Type.Object(
  {
    messageId: Type.Optional(Type.String()),
    inReplyTo: Type.Optional(Type.String()),
    /** Oldest first. */
    references: Type.Optional(Type.Array(Type.String())),
    providerThreadId: Type.Optional(Type.String()),
    /** As the customer wrote it. */
    subject: Type.Optional(Type.String()),
    /** The mailing list that it came through. */
    list: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Thread = Static<typeof Thread>;

/** A file that came with a message; its bytes are kept beside the log. */
export const Attachment = Type.Object(
  {
    fileName: Type.String(),
    /** As declared. */
    mediaType: Type.String(),
    /** What its bytes say, where that is something else. */
    actualType: Type.Optional(Type.String()),
    bytes: Type.Optional(Count),
  },
  { additionalProperties: false },
);
export type Attachment = Static<typeof Attachment>;

/** One reason for a hand-over that the policy saw, and where. */
export const EscalationSignal = Type.Object(
  {
    reason: EscalationReason,
    messageId: Id,
    /** The sentence around the phrase. */
    sentence: Type.String(),
    /** The words that fired, as the policy spells them; empty where it was the tone. */
    phrase: Type.String(),
  },
  { additionalProperties: false },
);
export type EscalationSignal = Static<typeof EscalationSignal>;

const Part = Type.Integer({ minimum: 1 });
const ProviderIds = Type.Array(Type.String());

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
    /** Who has to act on it: the agent, staff because the ticket is in their hands, or nobody, and then it is suppressed. */
    handling: Type.Union([Type.Literal('agent'), Type.Literal('staff'), Type.Literal('nobody')]),
    senderName: personal(Type.String(), '[erased]'),
    text: personal(Type.String(), '[erased]'),
    /** By the provider's clock, ms since the epoch; absent where the desk itself received it. */
    sentAt: Type.Optional(Count),
    /** Our mailbox or number that it came to. */
    account: Type.Optional(Type.String()),
    /** What led it to this ticket. */
    routedBy: Type.Optional(Type.String()),
    /** The address that was typed in the form; it proves nothing. */
    typedAddress: Type.Optional(personal(Type.String(), '')),
    /** The application that said who it is from, by a token that counts once. */
    hostToken: Type.Optional(
      Type.Object({ host: Type.String(), tokenId: Type.String() }, { additionalProperties: false }),
    ),
    /** The address that is answered. */
    replyTo: Type.Optional(personal(Type.String(), '')),
    thread: Type.Optional(personal(Thread, {})),
    attachments: Type.Optional(personal(Type.Array(Attachment), [])),
    /** The message as it came: where it is kept, and its SHA-256. */
    original: Type.Optional(
      personal(Type.Object({ fileId: Id, sha256: Type.String() }, { additionalProperties: false }), {
        fileId: '00000000-0000-0000-0000-000000000000',
        sha256: '',
      }),
    ),
  }),
  defineEvent('MessageSuppressed', 1, {
    messageId: Id,
    reason: SuppressionReason,
    /** In words for staff. */
    because: Type.Optional(Type.String()),
  }),
  /** Staff decided that a suppressed message is to be dealt with after all. */
  defineEvent('MessageReleased', 1, {
    messageId: Id,
    staffId: Type.String(),
    handling: Type.Union([Type.Literal('agent'), Type.Literal('staff')]),
  }),
  /** Staff agree that a suppressed message gets no answer: nobody is asked about it again. */
  defineEvent('MessageDiscarded', 1, {
    messageId: Id,
    staffId: Type.String(),
    /** In the words of staff: it may name people. */
    reason: personal(Type.String(), '[erased]'),
  }),
  defineEvent('SentimentAssessed', 2, {
    messageId: Id,
    /** −1 furious … 0 neutral … 1 delighted. */
    score: Type.Number({ minimum: -1, maximum: 1 }),
    /** Of a message that came while staff were in charge: what would have called them. */
    signals: Type.Optional(personal(Type.Array(EscalationSignal), [])),
    /** Of the ticket from now on, where that is more urgent than it was. */
    priority: Type.Optional(Priority),
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
  /** One request to a model, whatever came of it: a request that is tried again is there once for each attempt. */
  defineEvent('ModelCalled', 1, {
    runId: Id,
    model: Type.String(),
    /** Name and SHA-256 of the prompt file. */
    promptVersion: Type.Optional(Type.String()),
    promptDigest: Type.Optional(Type.String()),
    outcome: Type.Union([Type.Literal('ok'), Type.Literal('failed')]),
    /** Status and code, or the kind of failure. */
    fault: Type.Optional(Type.String()),
    usage: Usage,
    /** Nobody said what it used: the usage is the most it can have been. */
    estimated: Type.Optional(Type.Literal(true)),
    durationMs: Type.Number({ minimum: 0 }),
  }),
  defineEvent('ReplyComposed', 2, {
    replyId: Id,
    runId: Type.Optional(Id),
    kind: Type.Union([Type.Literal('answer'), Type.Literal('acknowledgement')]),
    channel: Channel,
    /** The messages it answers. */
    answers: Type.Array(Id),
    text: personal(Type.String(), '[erased]'),
    citations: Type.Array(Citation),
    /** Guardrails that this text was held against and passed; absent: a text of the desk's own, or one from version 1. */
    checks: Type.Optional(Type.Array(Type.String())),
    agent: Type.String(),
    model: Type.Optional(Type.String()),
    promptDigest: Type.Optional(Type.String()),
    usage: Usage,
    /** Where it goes, when not where the customer last wrote from. */
    to: Type.Optional(personal(Type.String(), '')),
    /** The code of this verification is put in when it leaves; on record it is hidden. */
    codeOf: Type.Optional(Id),
    /** BCP 47, where the agent says which it wrote in. */
    language: Type.Optional(Type.String()),
  }),
  defineEvent('ReplyRejected', 1, {
    runId: Id,
    rule: Type.String(),
    /** May quote the reply. */
    detail: personal(Type.String(), '[erased]'),
    text: personal(Type.String(), '[erased]'),
  }),
  defineEvent('ReplyAttempted', 1, {
    replyId: Id,
    attempt: Type.Integer({ minimum: 1 }),
    channel: Channel,
    /** Messages it goes out as; absent: one. */
    parts: Type.Optional(Part),
  }),
  defineEvent('ReplySent', 1, {
    replyId: Id,
    channel: Type.Optional(Channel),
    providerMessageId: Type.Optional(Type.String()),
    /** One for each part, where there are several. */
    providerMessageIds: Type.Optional(ProviderIds),
    /** Message-ID of a mail as it went out. */
    messageId: Type.Optional(Type.String()),
    providerThreadId: Type.Optional(Type.String()),
  }),
  // Of one part where it is named, otherwise of the whole reply. The id is there for news that overtakes ReplySent.
  defineEvent('ReplyDelivered', 1, {
    replyId: Id,
    part: Type.Optional(Part),
    /** True while the same is not known of all parts. */
    partial: Type.Optional(Type.Literal(true)),
    providerMessageId: Type.Optional(Type.String()),
  }),
  defineEvent('ReplyRead', 1, {
    replyId: Id,
    part: Type.Optional(Part),
    /** True while the same is not known of all parts. */
    partial: Type.Optional(Type.Literal(true)),
    providerMessageId: Type.Optional(Type.String()),
  }),
  defineEvent('ReplyFailed', 1, {
    replyId: Id,
    code: Type.String(),
    permanent: Type.Boolean(),
    /** Milliseconds until the next attempt; absent when permanent. */
    retryInMs: Type.Optional(Count),
    /** True when the provider's pace or ours put it off: none of the attempts that a reply has. */
    deferred: Type.Optional(Type.Literal(true)),
    part: Type.Optional(Part),
    /** Of the parts that went out before: the next attempt goes on after them. */
    providerMessageIds: Type.Optional(ProviderIds),
  }),
  /** Composed by the agent and overtaken by a human before it went out: it never will. */
  defineEvent('ReplyWithdrawn', 1, {
    replyId: Id,
    reason: Type.Literal('human-in-charge'),
    /** What it would have answered, which is the human's now. */
    messageIds: Type.Array(Id),
  }),
  defineEvent('TicketEscalated', 1, {
    reason: EscalationReason,
    by: Type.Union([
      Type.Literal('policy'),
      Type.Literal('agent'),
      Type.Literal('guardrail'),
      Type.Literal('customer'),
      Type.Literal('timer'),
      Type.Literal('delivery'),
      Type.Literal('staff'),
    ]),
    /** What in the customer's words or the run led to it. */
    evidence: personal(Type.String(), '[erased]'),
    /** Everything that fired, the weightiest first; absent where the policy did not decide. */
    signals: Type.Optional(personal(Type.Array(EscalationSignal), [])),
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
    /** The reply that could not be delivered and goes out on another channel now. */
    inPlaceOf: Type.Optional(Id),
    /** Where it goes, when not where the customer last wrote from. */
    to: Type.Optional(personal(Type.String(), '')),
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
  /** By the message that came back, or by somebody of the staff. */
  defineEvent('TicketReopened', 1, { messageId: Type.Optional(Id), by: Type.Optional(Type.String()) }),
  defineEvent('TicketClosed', 1, { by: Type.String() }),
  defineEvent('TicketRated', 1, {
    rating: Type.Integer({ minimum: 1, maximum: 5 }),
    comment: Type.Optional(personal(Type.String(), '[erased]')),
  }),
  /** Its customer was erased: nothing happens to it any more. */
  defineEvent('TicketErased', 1, {
    customerId: Id,
    /** Messages that were waiting for their outcome. */
    messageIds: Type.Array(Id),
  }),
  /** A code goes to an address that the customer claims; the code itself is nowhere. */
  defineEvent('VerificationRequested', 1, {
    verificationId: Id,
    address: personal(Type.String(), ''),
    /** ms since the epoch */
    expiresAt: Count,
    /** The how many-th to this address, from whatever conversation: no two have the same. Absent before that was counted. */
    ordinal: Type.Optional(Count),
    /** The messages that wait for it. */
    messageIds: Type.Array(Id),
  }),
  defineEvent('VerificationAnswered', 1, {
    verificationId: Id,
    messageId: Id,
    /** wrong: also too late, or once too often. */
    outcome: Type.Union([Type.Literal('right'), Type.Literal('wrong')]),
  }),
  defineEvent('TicketMoved', 1, { fromCustomerId: Id, toCustomerId: Id, because: Type.String() }),
] as const;

export type TicketEvent = EventOf<(typeof ticketEvents)[number]>;
