// Refusals that several commands share.
import type { Rejection } from '../event/define.ts';
import { reject, type TicketRejection } from './commands.ts';
import type { Ticket } from './state.ts';

export function refuseClosed(ticket: Ticket): Rejection<TicketRejection> | undefined {
  return ticket.status === 'closed'
    ? reject('ticket-closed', 'the ticket is closed; please write a new message')
    : undefined;
}

export function refuseKnownReply(replyId: string, ticket: Ticket): Rejection<TicketRejection> | undefined {
  return ticket.replies.some((r) => r.replyId === replyId)
    ? reject('reply-known', 'the reply is already on the ticket')
    : undefined;
}
