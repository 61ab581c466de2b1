// What happens to a reply by the agent or the desk, from its text to the customer reading it.
import { Type } from '@sinclair/typebox';
import { Channel } from '../conversation/channel.ts';
import { Count, defineEvent, Id, personal } from '../event/define.ts';
import { Citation } from './citation.ts';
import { WithdrawalReason } from './reasons.ts';
import { Usage } from './usage.ts';

const Part = Type.Integer({ minimum: 1 });
const ProviderIds = Type.Array(Type.String());

export const replyEvents = [
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
  /** Composed by the agent and overtaken before it went out, by a human or by the customer's next message: it never will. */
  defineEvent('ReplyWithdrawn', 2, {
    replyId: Id,
    reason: WithdrawalReason,
    /** What it would have answered: the human's now, or answered together with what the customer wrote since. */
    messageIds: Type.Array(Id),
    /** Since when the customer waits with these unanswered, ms since the epoch; in version 1 since it was withdrawn. */
    waitingSince: Type.Optional(Count),
    /** They wait for nobody: staff has written since, or ended the ticket. */
    isDealtWith: Type.Optional(Type.Literal(true)),
  }),
] as const;
