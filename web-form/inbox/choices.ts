// What can be done with a ticket as it stands, and which of it is the next thing to do.
import type { Step } from './calls.ts';
import type { InboxTicket } from './contract.ts';

export interface Choices {
  readonly first: Step | undefined;
  readonly more: readonly (Step | 'assign')[];
}

/** @param me the staff id of the reader */
export function choicesOf(
  ticket: Pick<InboxTicket, 'status' | 'assignee' | 'staffInCharge' | 'customer'>,
  me: string,
): Choices {
  const { status, assignee, staffInCharge, customer } = ticket;
  if (customer.erased) return { first: undefined, more: [] };
  if (status === 'closed') return { first: 'reopen', more: [] };
  if (status === 'resolved') return { first: 'reopen', more: ['close'] };
  if (staffInCharge && assignee === me) return { first: 'resolve', more: ['hand-back', 'assign', 'close'] };
  if (staffInCharge) return { first: 'take', more: ['assign', 'hand-back', 'resolve', 'close'] };
  return { first: 'take', more: ['assign', 'resolve', 'close'] };
}

/** What the ticket is while the desk has not answered yet: shown at once, and taken back when it says no. */
export function foreseen<T extends InboxTicket>(ticket: T, step: Step, me: string): T {
  switch (step) {
    case 'take':
      return { ...ticket, status: 'escalated', staffInCharge: true, assignee: me, reply: ready(ticket) };
    case 'hand-back':
      return {
        ...ticket,
        status: ticket.status === 'escalated' ? 'open' : ticket.status,
        staffInCharge: false,
      };
    default:
      return ticket;
  }
}

/** Who takes a ticket over may write at once. */
function ready({ reply }: InboxTicket): InboxTicket['reply'] {
  return reply.because === 'not-escalated' ? { ...reply, possible: true, because: null } : reply;
}
