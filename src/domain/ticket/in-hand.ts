// Tickets that somebody of the staff takes in hand: from the agent, from a colleague, or back from its end.
import type { Decision } from '../event/define.ts';
import type { TicketRejection } from './commands.ts';
import type { TicketEvent } from './events.ts';
import { acknowledge } from './hand-over.ts';
import { refuseKnownReply } from './refusals.ts';
import { type Ticket, unanswered } from './state.ts';

interface Hands {
  /** Who has it then. */
  readonly staffId: string;
  /** Who decided so. */
  readonly by: string;
  /** What the customer is told if they wait for an answer, and the id of that reply; unused otherwise. */
  readonly acknowledgement: { readonly replyId: string; readonly text: string };
}

export type IntoHands =
  | ({ readonly command: 'TakeOver' } & Hands)
  /** From resolved or closed. */
  | ({ readonly command: 'Reopen' } & Hands);

type Decided = Decision<TicketEvent, TicketRejection>;

/** From here on the agent leaves it alone. Who has it already has it. */
export function takeOver(hands: Hands, ticket: Ticket): Decided {
  if (ticket.status === 'closed') return { rejected: 'ticket-closed', detail: 'reopen the ticket first' };
  if (ticket.status === 'resolved') return { rejected: 'ticket-resolved', detail: 'reopen the ticket first' };
  if (ticket.status !== 'escalated') return inHand(hands, ticket);
  return ticket.assignedTo === hands.staffId ? [] : [assigned(hands)];
}

/** It comes back to staff: nobody asked the agent anything. */
export function reopen(hands: Hands, ticket: Ticket): Decided {
  if (ticket.status !== 'resolved' && ticket.status !== 'closed')
    return { rejected: 'nothing-to-reopen', detail: 'the ticket is neither resolved nor closed' };
  const rest = inHand(hands, ticket);
  return Array.isArray(rest) ? [{ type: 'TicketReopened', data: { by: hands.by } }, ...rest] : rest;
}

const assigned = ({ staffId, by }: Hands): TicketEvent => ({ type: 'TicketAssigned', data: { staffId, by } });

/** Who waits is told that a person has it now; who has an answer is not written to. */
function inHand(hands: Hands, ticket: Ticket): Decided {
  const { acknowledgement } = hands;
  const messageIds = unanswered(ticket).map(({ messageId }) => messageId);
  const known = messageIds.length > 0 ? refuseKnownReply(acknowledgement.replyId, ticket) : undefined;
  if (known) return known;
  const { priority, channel } = ticket;
  const told = messageIds.length > 0 ? [acknowledge(acknowledgement, channel, messageIds)] : [];
  return [
    {
      type: 'TicketEscalated',
      data: { reason: 'taken-over', by: 'staff', evidence: '', priority, messageIds },
    },
    ...told,
    assigned(hands),
  ];
}
