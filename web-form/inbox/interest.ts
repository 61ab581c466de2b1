// What a change makes worth asking again: most events of a busy desk change nothing on this screen.
import type { Change } from '../staff/feed.ts';

export interface Watching {
  readonly reference: string | undefined;
  readonly ticketId: string | undefined;
  readonly customerId: string | undefined;
}

export interface Stale {
  readonly queues: boolean;
  readonly list: boolean;
  readonly ticket: boolean;
  readonly customer: boolean;
}

/** The agent's work on the way to an answer: the answer itself is what is shown. */
const inner = new Set([
  'CustomerHistoryConsulted',
  'KnowledgeSearched',
  'ToolCalled',
  'ModelCalled',
  'AgentFailed',
  'ReplyRejected',
  'SentimentAssessed',
]);
/** A reply on its way changes what stands under it, and no queue. */
const delivery = new Set(['ReplyAttempted', 'ReplySent', 'ReplyDelivered', 'ReplyRead']);
const ofTickets =
  /^(Ticket|CustomerMessage|Message|Reply|Staff|Note|Verification|Sentiment|Knowledge|Tool|Model|CustomerHistory)/;

const nothing: Stale = { queues: false, list: false, ticket: false, customer: false };

/** @param watching what is open on the screen */
export function staleBy(change: Change, watching: Watching): Stale {
  if (inner.has(change.type)) return nothing;
  const ticket =
    (change.reference !== undefined && change.reference === watching.reference) ||
    (change.ticketId !== undefined && change.ticketId === watching.ticketId);
  if (delivery.has(change.type)) return { ...nothing, ticket };
  const customer = change.customerId !== undefined && change.customerId === watching.customerId;
  if (change.reference !== undefined || change.ticketId !== undefined || ofTickets.test(change.type))
    return {
      queues: true,
      list: true,
      ticket,
      customer: customer && /^Ticket(Opened|Moved|Erased)/.test(change.type),
    };
  // Merges, undos, new identifiers, erasures: they change queues, and the card of whom they are about.
  if (
    /^(Customer|Identif|Identity|Merge|Privacy|Erasure)/.test(change.type) ||
    change.customerId !== undefined
  )
    return { queues: true, list: true, ticket: customer, customer };
  return nothing;
}
