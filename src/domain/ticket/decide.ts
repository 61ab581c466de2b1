// The rules of a ticket: which command leads to which events, and what is refused.
import { assessed } from './assess.ts';
import { type Of, reject, type TicketCommand, type TicketDecision } from './commands.ts';
import { decideDelivery } from './delivery.ts';
import type { TicketEvent } from './events.ts';
import { acknowledge, escalate, handBack, mayTellAgain } from './hand-over.ts';
import { reopen, takeOver } from './in-hand.ts';
import { openTicket } from './open.ts';
import { refuseClosed, refuseKnownReply } from './refusals.ts';
import { isAnswer } from './reply-progress.ts';
import { isAllSuppressed, type Ticket, type TicketState, unanswered } from './state.ts';
import { askForCode } from './verification.ts';

export type { TicketCommand, TicketDecision, TicketRejection } from './commands.ts';

/** Decides one command against the ticket as it is now. Pure: ids come with the command, time is stamped by the log. */
export function decide(command: TicketCommand, state: TicketState): TicketDecision {
  if (command.command === 'OpenTicket') return openTicket(command, state);
  if (!state) return reject('ticket-unknown', 'there is no such ticket');
  if (state.isErased) return reject('ticket-erased', 'its customer was erased');
  switch (command.command) {
    case 'ReceiveMessage':
      return receive(command, state);
    case 'SuppressMessage':
      return suppress(command, state);
    case 'ReleaseMessage':
      return releaseMessage(command, state);
    case 'DiscardMessage':
      return discardMessage(command, state);
    case 'ComposeReply':
      return compose(command, state);
    case 'Escalate':
      return escalate(command, state);
    case 'TakeOver':
      return takeOver(command, state);
    case 'Reopen':
      return reopen(command, state);
    case 'Assign':
      return (
        refuseClosed(state) ?? [
          { type: 'TicketAssigned', data: { staffId: command.staffId, by: command.by } },
        ]
      );
    case 'ReplyAsStaff':
      return replyAsStaff(command, state);
    case 'RerouteReply':
      return reroute(command, state);
    case 'AddNote':
      return [
        { type: 'NoteAdded', data: { noteId: command.noteId, staffId: command.staffId, text: command.text } },
      ];
    case 'HandBack':
      return handBack(command, state);
    case 'Resolve':
      return resolve(command, state);
    case 'Close':
      return state.status === 'resolved' || (state.status !== 'closed' && isAllSuppressed(state))
        ? [{ type: 'TicketClosed', data: { by: command.by } }]
        : reject('nothing-to-resolve', 'only a resolved ticket is closed');
    case 'AskForCode':
      return askForCode(command, state);
    case 'MoveTicket':
      return moveTicket(command, state);
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

function receive(command: Of<'ReceiveMessage'>, ticket: Ticket): TicketDecision {
  const closed = command.suppress ? undefined : refuseClosed(ticket);
  if (closed) return closed;
  if (ticket.messages.some((m) => m.messageId === command.messageId))
    return reject('message-known', 'the message is already on the ticket');
  const { command: _, acknowledgement, suppress: suppressed, code, ...message } = command;
  if (suppressed) {
    const { messageId } = command;
    return [
      { type: 'CustomerMessageReceived', data: { ...message, handling: 'nobody' } },
      { type: 'MessageSuppressed', data: { messageId, ...suppressed } },
    ];
  }
  const brought: readonly TicketEvent[] = code
    ? [{ type: 'VerificationAnswered', data: { ...code, messageId: command.messageId } }]
    : [];
  const handling = ticket.status === 'escalated' ? 'staff' : 'agent';
  const filed: TicketEvent = { type: 'CustomerMessageReceived', data: { ...message, handling } };
  if (ticket.status === 'resolved')
    return [{ type: 'TicketReopened', data: { messageId: command.messageId } }, filed, ...brought];
  const received: readonly TicketEvent[] =
    handling === 'staff' ? [filed, assessed(command, ticket)] : [filed];
  if (!acknowledgement || !mayTellAgain(ticket)) return [...received, ...brought];
  return (
    refuseKnownReply(acknowledgement.replyId, ticket) ?? [
      ...received,
      ...brought,
      acknowledge(acknowledgement, command.channel, [command.messageId]),
    ]
  );
}

/** Closed ones too: whoever looks back sees them where they belong. */
function moveTicket({ toCustomerId, because }: Of<'MoveTicket'>, { customerId }: Ticket): TicketDecision {
  if (customerId === toCustomerId) return [];
  return [{ type: 'TicketMoved', data: { fromCustomerId: customerId, toCustomerId, because } }];
}

function suppress(command: Of<'SuppressMessage'>, ticket: Ticket): TicketDecision {
  const waiting = unanswered(ticket).some((m) => m.messageId === command.messageId);
  if (!waiting) return reject('message-unknown', 'no unanswered message has this id');
  return [{ type: 'MessageSuppressed', data: { messageId: command.messageId, reason: command.reason } }];
}

/** Staff may have it answered even on a closed ticket: the filter was wrong, and the customer still waits. */
function releaseMessage({ messageId, staffId }: Of<'ReleaseMessage'>, ticket: Ticket): TicketDecision {
  const message = ticket.messages.find((m) => m.messageId === messageId);
  if (!message) return reject('message-unknown', 'there is no such message on the ticket');
  if (message.outcome !== 'suppressed') return reject('not-suppressed', 'the message is not suppressed');
  const handling = ticket.status === 'escalated' ? 'staff' : 'agent';
  return [{ type: 'MessageReleased', data: { messageId, staffId, handling } }];
}

/** It stays suppressed, and may be released all the same later. */
function discardMessage(
  { messageId, staffId, reason }: Of<'DiscardMessage'>,
  ticket: Ticket,
): TicketDecision {
  const message = ticket.messages.find((m) => m.messageId === messageId);
  if (!message) return reject('message-unknown', 'there is no such message on the ticket');
  if (message.outcome !== 'suppressed') return reject('not-suppressed', 'the message is not suppressed');
  if (message.isDiscarded) return reject('message-discarded', 'somebody has discarded the message already');
  return [{ type: 'MessageDiscarded', data: { messageId, staffId, reason } }];
}

function reroute(command: Of<'RerouteReply'>, ticket: Ticket): TicketDecision {
  const closed = refuseClosed(ticket) ?? refuseKnownReply(command.newReplyId, ticket);
  if (closed) return closed;
  const failed = ticket.replies.find((r) => r.replyId === command.replyId);
  if (!failed) return reject('reply-unknown', 'there is no such reply on the ticket');
  if (failed.progress !== 'failed') return reject('reply-not-failed', 'the reply has not failed for good');
  // Once: two who decide at the same moment must not both reach the customer. What failed again is a reply of its own.
  if (failed.reroutedAs !== undefined)
    return reject('reply-rerouted', 'the reply has gone out somewhere else already');
  const { newReplyId: replyId, replyId: inPlaceOf, staffId, channel, text, to } = command;
  return [{ type: 'StaffReplied', data: { replyId, staffId, channel, text, to, inPlaceOf } }];
}

function compose(command: Of<'ComposeReply'>, ticket: Ticket): TicketDecision {
  if (ticket.status === 'escalated') return reject('human-in-charge', 'a human has taken over');
  const closed = refuseClosed(ticket);
  if (closed) return closed;
  const known = refuseKnownReply(command.replyId, ticket);
  if (known) return known;
  const waiting = unanswered(ticket).map((m) => m.messageId);
  if (
    waiting.length === 0 ||
    waiting.length !== command.answers.length ||
    !waiting.every((id) => command.answers.includes(id))
  ) {
    return reject('reply-stale', 'the customer has written since, or has been answered');
  }
  if (command.citations.length === 0) return reject('citations-missing', 'an answer names its sources');
  const { command: _, answers, citations, checks, ...reply } = command;
  return [
    {
      type: 'ReplyComposed',
      data: {
        ...reply,
        kind: 'answer',
        channel: ticket.channel,
        answers: [...answers],
        citations: [...citations],
        ...(checks === undefined ? {} : { checks: [...checks] }),
      },
    },
  ];
}

function replyAsStaff(command: Of<'ReplyAsStaff'>, ticket: Ticket): TicketDecision {
  const closed = refuseClosed(ticket);
  if (closed) return closed;
  if (ticket.status !== 'escalated') return reject('not-escalated', 'take the ticket over before replying');
  const known = refuseKnownReply(command.replyId, ticket);
  if (known) return known;
  const { replyId, staffId, text } = command;
  return [{ type: 'StaffReplied', data: { replyId, staffId, text, channel: ticket.channel } }];
}

function resolve(command: Of<'Resolve'>, ticket: Ticket): TicketDecision {
  if (ticket.status === 'resolved' || ticket.status === 'closed')
    return reject('nothing-to-resolve', 'the ticket is already resolved');
  if (unanswered(ticket).length > 0)
    return reject('not-answered', 'a message is still waiting for its answer');
  const isAnsweredByStaff = command.byStaff === true && ticket.status === 'escalated' && !ticket.awaitsStaff;
  const isAnswered = ticket.status === 'pending' || isAnsweredByStaff;
  if (command.basis === 'assumed' && !isAnswered) {
    return reject('not-answered', 'only an answered ticket can be assumed resolved');
  }
  return [{ type: 'TicketResolved', data: { basis: command.basis, by: command.by } }];
}

/**
 * A rating of 4 or 5 on an answered ticket is the customer's confirmation; a lower one says nothing about being done.
 * A closed ticket takes a rating as well, and stays closed: what a customer thinks of the answer afterwards is worth
 * as much, and the status page stays readable. Rating again replaces the rating, for a later answer may be better.
 */
function rate(command: Of<'Rate'>, ticket: Ticket): TicketDecision {
  if (!ticket.replies.some(isAnswer)) return reject('not-answered', 'there is no answer to rate yet');
  const comment = command.comment === undefined ? {} : { comment: command.comment };
  const rated: TicketEvent = { type: 'TicketRated', data: { rating: command.rating, ...comment } };
  return command.rating >= 4 && ticket.status === 'pending'
    ? [rated, { type: 'TicketResolved', data: { basis: 'confirmed', by: command.by } }]
    : [rated];
}
