// Codes that prove a claimed address: asked for in a conversation, sent to the address, answered in the conversation.
// The code itself is nowhere in here: whoever knows the secret makes it from the id.
import type { Happened } from '../event/define.ts';
import { type Of, reject, type TicketDecision } from './commands.ts';
import type { TicketEvent } from './events.ts';
import { refuseClosed } from './refusals.ts';
import { type Ticket, unanswered } from './state.ts';

export interface Verification {
  readonly verificationId: string;
  /** Where the code went. */
  readonly address: string;
  /** ms since the epoch */
  readonly expiresAt: number;
  readonly wrongAnswers: number;
  /** The message that brought the code. */
  readonly provenBy?: string;
  /** The messages that were waiting for it. */
  readonly messageIds: readonly string[];
}

/** ms */
export const codeLife = 10 * 60_000;
export const mostWrongAnswers = 3;
/** Codes in one conversation. */
export const mostVerifications = 3;
/** Codes to one address in a day, from whatever conversation. */
export const mostCodesPerAddress = 5;

/** What stands for the code wherever it could be read. */
export const hiddenCode = '••••••';

/** The mail that brings a code: of the desk's own words it alone has the dots. Whoever asked must not see whether there was one. */
export function isCodeMail(message: { readonly kind: string; readonly text: string }): boolean {
  return message.kind === 'acknowledgement' && message.text.includes(hiddenCode);
}

const codeShape = /(?<![\p{L}\p{N}])\d{3}[ -]?\d{3}(?![\p{L}\p{N}])/gu;

/** The text without anything that could be a code. */
export function withoutCodes(text: string): string {
  return text.replace(codeShape, hiddenCode);
}

/** What could be a code, digits only; of several the first: who sends many is guessing. */
export function codeIn(text: string): string | undefined {
  return text.match(codeShape)?.[0].replace(/\D/g, '');
}

/** The code that is still awaited. @param at ms since the epoch */
export function awaited(ticket: Ticket, at: number): Verification | undefined {
  const last = ticket.verifications?.at(-1);
  if (!last || last.provenBy !== undefined || last.wrongAnswers >= mostWrongAnswers) return undefined;
  return at <= last.expiresAt ? last : undefined;
}

/** The last one while nobody has brought its code, expired and used up ones included. */
export function unproven(ticket: Ticket): Verification | undefined {
  const last = ticket.verifications?.at(-1);
  return last?.provenBy === undefined ? last : undefined;
}

/** Asks for a code, or only says so where there may be no further one: the answer is the same. */
export function askForCode(command: Of<'AskForCode'>, ticket: Ticket): TicketDecision {
  if (ticket.status === 'escalated') return reject('human-in-charge', 'a human has taken over');
  const closed = refuseClosed(ticket);
  if (closed) return closed;
  const { answers, notice, runId, request } = command;
  const waiting = unanswered(ticket).map((message) => message.messageId);
  if (waiting.length !== answers.length || !waiting.every((id) => answers.includes(id)))
    return reject('reply-stale', 'the customer has written since, or has been answered');
  const made = {
    answers: [...answers],
    citations: [],
    agent: 'policy',
    usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
    ...(runId === undefined ? {} : { runId }),
  };
  const told: TicketEvent = {
    type: 'ReplyComposed',
    data: { ...made, replyId: notice.replyId, text: notice.text, kind: 'answer', channel: ticket.channel },
  };
  if (!request || (ticket.verifications?.length ?? 0) >= mostVerifications) return [told];
  const { mail, ...asked } = request;
  const { verificationId, address } = asked;
  return [
    { type: 'VerificationRequested', data: { ...asked, messageIds: [...answers] } },
    {
      type: 'ReplyComposed',
      data: {
        ...made,
        answers: [],
        replyId: mail.replyId,
        text: mail.text,
        kind: 'acknowledgement',
        channel: 'email',
        to: address,
        codeOf: verificationId,
      },
    },
    told,
  ];
}

type VerificationEvent = Extract<TicketEvent, { type: 'VerificationRequested' | 'VerificationAnswered' }>;

export function evolveVerification(ticket: Ticket, { type, data }: Happened<VerificationEvent>): Ticket {
  const known = ticket.verifications ?? [];
  if (type === 'VerificationRequested') {
    const { verificationId, address, expiresAt, messageIds } = data;
    return {
      ...ticket,
      verifications: [...known, { verificationId, address, expiresAt, messageIds, wrongAnswers: 0 }],
    };
  }
  const verifications = known.map((one) => {
    if (one.verificationId !== data.verificationId) return one;
    return data.outcome === 'right'
      ? { ...one, provenBy: data.messageId }
      : { ...one, wrongAnswers: one.wrongAnswers + 1 };
  });
  return { ...ticket, verifications };
}
