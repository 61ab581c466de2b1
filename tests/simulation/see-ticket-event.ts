// What each event of a ticket has to agree with: all that was seen of the ticket before.
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import {
  compose,
  isAccepted,
  isWaiting,
  move,
  partsOf,
  settle,
  takeOver,
  type Watched,
  type WatchedReply,
} from './watched-tickets.ts';

type Data<T extends TicketEvent['type']> = Extract<TicketEvent, { type: T }>['data'];

export function seeEvent(watched: Watched, ticketId: string, event: TicketEvent): void {
  const { withStaff } = watched;
  switch (event.type) {
    case 'CustomerMessageReceived':
      received(watched, ticketId, event.data);
      break;
    case 'MessageSuppressed':
      settle(watched, event.data.messageId, 'suppressed');
      break;
    case 'ReplyComposed':
      composed(watched, ticketId, event.data);
      break;
    case 'StaffReplied':
      if (withStaff.has(ticketId)) takeOver(watched, ticketId);
      compose(watched, ticketId, event.data.replyId, { kind: 'answer' });
      break;
    case 'TicketAssigned':
      if (withStaff.has(ticketId)) takeOver(watched, ticketId);
      break;
    case 'TicketEscalated':
      escalated(watched, ticketId, event.data);
      break;
    case 'TicketHandedBack':
    case 'TicketResolved':
      withStaff.delete(ticketId);
      break;
    case 'ReplyAttempted':
      move(watched, event.data.replyId, (reply) => attempted(watched, reply, event.data));
      break;
    case 'ReplySent':
      move(watched, event.data.replyId, (reply) => {
        if (!isAccepted(reply)) watched.report(`${event.data.replyId} counts as sent, but never was`);
        reply.progress = 'sent';
      });
      break;
    case 'ReplyDelivered':
    case 'ReplyRead':
      move(watched, event.data.replyId, (reply) => delivered(watched, reply, event.data));
      break;
    case 'ReplyWithdrawn':
      withdrawn(watched, ticketId, event.data);
      break;
    case 'ReplyFailed':
      move(watched, event.data.replyId, (reply) => {
        reply.progress = event.data.permanent ? 'failed' : 'composed';
        reply.delayed = true;
      });
      break;
    default:
      break;
  }
}

function received(
  watched: Watched,
  ticketId: string,
  { messageId, providerMessageId, handling }: Data<'CustomerMessageReceived'>,
): void {
  const { claims, messages, withStaff, report } = watched;
  if (claims.has(providerMessageId)) report(`${providerMessageId} is filed twice`);
  claims.add(providerMessageId);
  messages.set(messageId, { ticketId, providerMessageId, outcome: undefined, isAskedAgain: false });
  if (handling === 'staff') settle(watched, messageId, 'escalated');
  if (handling !== 'nobody' && (handling === 'staff') !== withStaff.has(ticketId))
    report(`${messageId} is in the wrong hands`);
}

function composed(
  watched: Watched,
  ticketId: string,
  { replyId, kind, answers, citations }: Data<'ReplyComposed'>,
): void {
  const hasSources = citations.length > 0;
  compose(watched, ticketId, replyId, { kind, answers: kind === 'answer' ? answers : [], hasSources });
  if (kind === 'acknowledgement') return;
  if (watched.withStaff.has(ticketId))
    watched.report(`the agent answers ${ticketId} although a human is in charge`);
  for (const messageId of answers) settle(watched, messageId, 'answered');
}

function escalated(
  watched: Watched,
  ticketId: string,
  { reason, messageIds }: Data<'TicketEscalated'>,
): void {
  const { withStaff, untold, report } = watched;
  if (withStaff.has(ticketId)) report(`${ticketId} is handed over twice`);
  withStaff.add(ticketId);
  // Who cannot be reached cannot be told; nothing they wrote may be left to it.
  if (reason !== 'undeliverable') {
    untold.add(ticketId);
    takeOver(watched, ticketId);
  } else if (messageIds.length > 0) report(`${ticketId} leaves messages to an undelivered word`);
  for (const messageId of messageIds) settle(watched, messageId, 'escalated');
}

function attempted(
  watched: Watched,
  reply: WatchedReply,
  { replyId, parts = 1 }: Data<'ReplyAttempted'>,
): void {
  const { report } = watched;
  if (reply.progress !== 'composed') report(`${replyId} is attempted when ${reply.progress}`);
  if (reply.isOvertaken && reply.accepted.size === 0)
    report(`${replyId} is attempted although a human took over`);
  if (isOutdated(watched, reply)) report(`${replyId} is attempted although the customer wrote again`);
  reply.attempts++;
  reply.parts = parts;
  reply.progress = 'attempted';
}

/** Some message of the ticket waits, and none of those it answers has lost an answer before. What names no source asks for a code. */
function isOutdated(watched: Watched, { ticketId, answers, hasSources, accepted }: WatchedReply): boolean {
  return (
    hasSources &&
    accepted.size === 0 &&
    isWaiting(watched, ticketId) &&
    !answers.some((messageId) => watched.messages.get(messageId)?.isAskedAgain)
  );
}

function delivered(
  { report }: Watched,
  reply: WatchedReply,
  { replyId, part, partial }: Data<'ReplyDelivered' | 'ReplyRead'>,
): void {
  const parts = part === undefined ? partsOf(reply) : [part - 1];
  if (!parts.every((one) => reply.accepted.has(one) && reply.confirmed.has(one)))
    report(`${replyId} counts as delivered, but nobody said so`);
  if (!partial) reply.progress = 'sent';
}

function withdrawn(
  watched: Watched,
  ticketId: string,
  { replyId, reason, messageIds }: Data<'ReplyWithdrawn'>,
): void {
  const { messages, report } = watched;
  const isForHuman = reason === 'human-in-charge';
  const wroteAgain = isWaiting(watched, ticketId);
  for (const messageId of messageIds) {
    const message = messages.get(messageId);
    if (message?.outcome !== 'answered') {
      report(`${messageId} loses an answer it does not have`);
      continue;
    }
    if (!isForHuman && message.isAskedAgain) report(`${messageId} loses its answer twice`);
    message.outcome = isForHuman ? 'escalated' : undefined;
    message.isAskedAgain ||= !isForHuman;
  }
  move(watched, replyId, (reply) => {
    if (reply.progress !== 'composed') report(`${replyId} is withdrawn when ${reply.progress}`);
    if (isForHuman && !reply.isOvertaken) report(`${replyId} is withdrawn although nobody took over`);
    if (!isForHuman && !wroteAgain) report(`${replyId} is withdrawn although nobody wrote`);
    if (reply.accepted.size > 0) report(`${replyId} is withdrawn although it was sent`);
    if (!Bun.deepEquals(reply.answers, messageIds)) report(`${replyId} leaves messages behind`);
    reply.progress = 'withdrawn';
  });
}
