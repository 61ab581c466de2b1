// What can be done with a ticket as it stands, and which of it is the next thing to do.
import type { Step } from './calls.ts';
import type { InboxTicket } from './contract.ts';

export interface Choices {
  readonly first: Step | undefined;
  readonly more: readonly (Step | 'assign')[];
}

type Chooses = Pick<InboxTicket, 'status' | 'assignee' | 'staffInCharge' | 'customer' | 'messages'>;

/** @param me the staff id of the reader */
export function choicesOf(ticket: Chooses, me: string): Choices {
  const { status, assignee, staffInCharge, customer } = ticket;
  if (customer.erased) return { first: undefined, more: [] };
  if (status === 'closed') return { first: 'reopen', more: [] };
  if (status === 'resolved') return { first: 'reopen', more: ['close'] };
  // Whoever waits for an answer is answered first: until then it cannot be handed back or count as settled.
  const isAnswered = !isWaiting(ticket);
  if (!staffInCharge)
    return { first: 'take', more: status === 'pending' ? ['assign', 'resolve'] : ['assign'] };
  if (assignee !== me) return { first: 'take', more: ['assign', ...(isAnswered ? ends : [])] };
  return isAnswered
    ? { first: 'hand-back', more: ['resolve', 'confirm', 'assign'] }
    : { first: undefined, more: ['assign', 'confirm'] };
}

const ends = ['hand-back', 'resolve', 'confirm'] as const;

function isWaiting({ messages }: Pick<InboxTicket, 'messages'>): boolean {
  const last = messages.findLast(
    ({ kind, suppressed }) => kind === 'staff' || kind === 'agent' || (kind === 'customer' && !suppressed),
  );
  return last?.kind === 'customer';
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
  const { because, ...way } = reply;
  return because === 'not-escalated' ? { ...way, possible: true } : reply;
}
