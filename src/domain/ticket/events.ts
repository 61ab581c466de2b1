// Everything that can happen to a ticket, messages included. Stream: ticket-<id>.
import { Type } from '@sinclair/typebox';
import { Channel } from '../conversation/channel.ts';
import { Count, defineEvent, type EventOf, Id, personal } from '../event/define.ts';
import { Category, Priority } from './classification.ts';
import { messageEvents } from './message-events.ts';
import { EscalationReason, EscalationSignal } from './reasons.ts';
import { replyEvents } from './reply-events.ts';
import { runEvents } from './run-events.ts';

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
  ...messageEvents,
  ...runEvents,
  ...replyEvents,
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
