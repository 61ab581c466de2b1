// How a customer's messages sounded, over all their tickets.
import type { EventStore } from '../log/event-store.ts';
import { loadTicket } from '../ticket/load-ticket.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';

export interface Mood {
  readonly reference: string;
  readonly messageId: string;
  /** When the message arrived, ms since the epoch. */
  readonly at: number;
  /** −1 furious … 1 delighted. */
  readonly score: number;
}

/** Tickets that are read, newest first. */
const mostTickets = 50;

/** @returns oldest first; empty for a customer nobody knows @throws StoreUnavailable */
export async function moodsOf(
  ports: { readonly events: EventStore; readonly tickets: Pick<TicketDirectory, 'ofCustomer'> },
  customerId: string,
): Promise<readonly Mood[]> {
  const moods: Mood[] = [];
  for (const { ticketId, reference } of await ports.tickets.ofCustomer(customerId, mostTickets)) {
    const { events } = await loadTicket(ports, ticketId);
    const arrived = new Map(
      events.flatMap((e) =>
        e.type === 'CustomerMessageReceived' ? [[e.data.messageId, e.at] as const] : [],
      ),
    );
    for (const event of events)
      if (event.type === 'SentimentAssessed') {
        const { messageId, score } = event.data;
        moods.push({ reference, messageId, at: arrived.get(messageId) ?? event.at, score });
      }
  }
  return moods.sort((a, b) => a.at - b.at);
}
