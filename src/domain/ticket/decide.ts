// The rules of a ticket: which command leads to which events, and what is refused.
import type { Channel } from '../conversation/channel.ts';
import type { Evidence } from '../customer/identifier.ts';
import type { Decision, Rejection } from '../event/define.ts';
import { openTicket, type OpenTicket } from './open.ts';
import type { Citation, EscalationReason, Priority, TicketEvent, Usage } from './events.ts';
import { decideDelivery, type DeliveryCommand } from './delivery.ts';
import { type Ticket, type TicketState, unanswered } from './state.ts';

export type TicketRejection =
  | 'ticket-exists'
  | 'ticket-unknown'
  | 'ticket-closed'
  | 'message-known'
  | 'message-unknown'
  | 'reply-known'
  | 'reply-unknown'
  | 'reply-stale'
  | 'reply-final'
  | 'human-in-charge'
  | 'not-escalated'
  | 'nothing-to-resolve'
  | 'not-answered'
  | 'citations-missing';

export type TicketCommand =
  | OpenTicket
  | DeliveryCommand
  | {
      readonly command: 'ReceiveMessage';
      readonly messageId: string;
      readonly customerId: string;
      readonly channel: Channel;
      readonly providerMessageId: string;
      readonly evidence: Evidence;
      readonly senderName: string;
      readonly text: string;
    }
  | {
      readonly command: 'SuppressMessage';
      readonly messageId: string;
      readonly reason: 'automatic' | 'loop' | 'spam';
    }
  | {
      readonly command: 'ComposeReply';
      readonly replyId: string;
      readonly runId: string;
      /** The messages that were unanswered when the run began; a different set now makes the reply stale. */
      readonly answers: readonly string[];
      readonly text: string;
      readonly citations: readonly Citation[];
      readonly agent: string;
      readonly model?: string;
      readonly promptDigest?: string;
      readonly usage: Usage;
    }
  | {
      readonly command: 'Escalate';
      readonly reason: EscalationReason;
      readonly by: 'policy' | 'agent' | 'guardrail' | 'customer' | 'timer';
      readonly evidence: string;
      readonly priority: Priority;
      /** What the customer is told, and the id of that reply. */
      readonly acknowledgement: { readonly replyId: string; readonly text: string };
      readonly runId?: string;
    }
  | { readonly command: 'Assign'; readonly staffId: string; readonly by: string }
  | {
      readonly command: 'ReplyAsStaff';
      readonly replyId: string;
      readonly staffId: string;
      readonly text: string;
    }
  | { readonly command: 'AddNote'; readonly noteId: string; readonly staffId: string; readonly text: string }
  | { readonly command: 'HandBack'; readonly staffId: string }
  | { readonly command: 'Resolve'; readonly basis: 'confirmed' | 'assumed'; readonly by: string }
  | { readonly command: 'Close'; readonly by: string }
  | { readonly command: 'Rate'; readonly rating: number; readonly comment?: string; readonly by: string };

export type TicketDecision = Decision<TicketEvent, TicketRejection>;

const reject = (rejected: TicketRejection, detail: string): Rejection<TicketRejection> => ({
  rejected,
  detail,
});
const noUsage: Usage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

/** Decides one command against the ticket as it is now. Pure: ids come with the command, time is stamped by the log. */
export function decide(command: TicketCommand, state: TicketState): TicketDecision {
  if (command.command === 'OpenTicket') return openTicket(command, state);
  if (!state) return reject('ticket-unknown', 'there is no such ticket');
  switch (command.command) {
    case 'ReceiveMessage':
      return receive(command, state);
    case 'SuppressMessage':
      return suppress(command, state);
    case 'ComposeReply':
      return compose(command, state);
    case 'Escalate':
      return escalate(command, state);
    case 'Assign':
      return open(state) ?? [{ type: 'TicketAssigned', data: { staffId: command.staffId, by: command.by } }];
    case 'ReplyAsStaff':
      return replyAsStaff(command, state);
    case 'AddNote':
      return [
        { type: 'NoteAdded', data: { noteId: command.noteId, staffId: command.staffId, text: command.text } },
      ];
    case 'HandBack':
      return state.status === 'escalated'
        ? [{ type: 'TicketHandedBack', data: { staffId: command.staffId } }]
        : reject('not-escalated', 'only an escalated ticket can be handed back');
    case 'Resolve':
      return resolve(command, state);
    case 'Close':
      return state.status === 'resolved'
        ? [{ type: 'TicketClosed', data: { by: command.by } }]
        : reject('nothing-to-resolve', 'only a resolved ticket is closed');
    case 'Rate':
      return rate(command, state);
    case 'AttemptReply':
    case 'RecordSent':
    case 'RecordDelivered':
    case 'RecordRead':
    case 'RecordFailure':
      return decideDelivery(command, state);
  }
}

type Of<C extends TicketCommand['command']> = Extract<TicketCommand, { command: C }>;

function open(ticket: Ticket): Rejection<TicketRejection> | undefined {
  return ticket.status === 'closed'
    ? reject('ticket-closed', 'the ticket is closed; a new message opens a linked one')
    : undefined;
}

function receive(command: Of<'ReceiveMessage'>, ticket: Ticket): TicketDecision {
  const closed = open(ticket);
  if (closed) return closed;
  if (ticket.messages.some((m) => m.messageId === command.messageId))
    return reject('message-known', 'the message is already on the ticket');
  const { command: _, ...message } = command;
  const handling = ticket.status === 'escalated' ? 'staff' : 'agent';
  const received: TicketEvent = { type: 'CustomerMessageReceived', data: { ...message, handling } };
  return ticket.status === 'resolved'
    ? [{ type: 'TicketReopened', data: { messageId: command.messageId } }, received]
    : [received];
}

function suppress(command: Of<'SuppressMessage'>, ticket: Ticket): TicketDecision {
  const waiting = unanswered(ticket).some((m) => m.messageId === command.messageId);
  if (!waiting) return reject('message-unknown', 'no unanswered message has this id');
  return [{ type: 'MessageSuppressed', data: { messageId: command.messageId, reason: command.reason } }];
}

function compose(command: Of<'ComposeReply'>, ticket: Ticket): TicketDecision {
  if (ticket.status === 'escalated') return reject('human-in-charge', 'a human has taken over');
  const closed = open(ticket);
  if (closed) return closed;
  if (ticket.replies.some((r) => r.replyId === command.replyId))
    return reject('reply-known', 'the reply is already on the ticket');
  const waiting = unanswered(ticket).map((m) => m.messageId);
  if (
    waiting.length === 0 ||
    waiting.length !== command.answers.length ||
    !waiting.every((id) => command.answers.includes(id))
  ) {
    return reject('reply-stale', 'the customer has written since, or has been answered');
  }
  if (command.citations.length === 0) return reject('citations-missing', 'an answer names its sources');
  const { command: _, answers, citations, ...reply } = command;
  return [
    {
      type: 'ReplyComposed',
      data: {
        ...reply,
        kind: 'answer',
        channel: ticket.channel,
        answers: [...answers],
        citations: [...citations],
      },
    },
  ];
}

function escalate(command: Of<'Escalate'>, ticket: Ticket): TicketDecision {
  const closed = open(ticket);
  if (closed) return closed;
  if (ticket.status === 'escalated') return reject('human-in-charge', 'the ticket is already with staff');
  const messageIds = unanswered(ticket).map((m) => m.messageId);
  const { reason, by, evidence, priority, runId, acknowledgement } = command;
  const run = runId === undefined ? {} : { runId };
  return [
    { type: 'TicketEscalated', data: { reason, by, evidence, priority, messageIds, ...run } },
    {
      type: 'ReplyComposed',
      data: {
        ...acknowledgement,
        ...run,
        kind: 'acknowledgement',
        channel: ticket.channel,
        answers: messageIds,
        citations: [],
        agent: 'policy',
        usage: noUsage,
      },
    },
  ];
}

function replyAsStaff(command: Of<'ReplyAsStaff'>, ticket: Ticket): TicketDecision {
  const closed = open(ticket);
  if (closed) return closed;
  if (ticket.status !== 'escalated') return reject('not-escalated', 'take the ticket over before replying');
  if (ticket.replies.some((r) => r.replyId === command.replyId))
    return reject('reply-known', 'the reply is already on the ticket');
  const { replyId, staffId, text } = command;
  return [{ type: 'StaffReplied', data: { replyId, staffId, text, channel: ticket.channel } }];
}

function resolve(command: Of<'Resolve'>, ticket: Ticket): TicketDecision {
  if (ticket.status === 'resolved' || ticket.status === 'closed')
    return reject('nothing-to-resolve', 'the ticket is already resolved');
  if (command.basis === 'assumed' && ticket.status !== 'pending') {
    return reject('not-answered', 'only an answered ticket can be assumed resolved');
  }
  return [{ type: 'TicketResolved', data: { basis: command.basis, by: command.by } }];
}

/** A rating of 4 or 5 on an answered ticket is the customer's confirmation; a lower one says nothing about being done. */
function rate(command: Of<'Rate'>, ticket: Ticket): TicketDecision {
  if (!ticket.replies.some((r) => r.kind === 'answer'))
    return reject('not-answered', 'there is no answer to rate yet');
  const comment = command.comment === undefined ? {} : { comment: command.comment };
  const rated: TicketEvent = { type: 'TicketRated', data: { rating: command.rating, ...comment } };
  return command.rating >= 4 && ticket.status === 'pending'
    ? [rated, { type: 'TicketResolved', data: { basis: 'confirmed', by: command.by } }]
    : [rated];
}
