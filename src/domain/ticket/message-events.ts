// What happens to a message of the customer.
import { Type } from '@sinclair/typebox';
import { Channel } from '../conversation/channel.ts';
import { Evidence } from '../customer/identifier.ts';
import { Count, defineEvent, Id, personal } from '../event/define.ts';
import { Priority } from './classification.ts';
import { Attachment, Thread } from './message-parts.ts';
import { EscalationSignal, SuppressionReason } from './reasons.ts';

export const messageEvents = [
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
    /** The message proves that it is from the address that is answered, whoever that is. */
    provenAddress: Type.Optional(Type.Literal(true)),
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
] as const;
