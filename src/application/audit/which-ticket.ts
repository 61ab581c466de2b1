// Which ticket is meant by a name. The read models know most; the log knows every one that was ever opened.
import { asTicketRecord, ticketStream } from '../ticket/load-ticket.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';
import type { TicketFinder } from './find-tickets.ts';
import type { EventReads } from './reading.ts';

export interface WhichPorts {
  readonly events: EventReads;
  readonly tickets: Pick<TicketDirectory, 'byId' | 'byReference'>;
  readonly finder: Pick<TicketFinder, 'openedAs'>;
}

export interface NamedTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly customerId: string;
  /** False where the read models lack it: somebody took its row, and no queue and no search shows it. */
  readonly isListed: boolean;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const referenceForm = /^LD-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

/** @param named a reference or a ticket id @returns undefined when no ticket was ever opened under it @throws StoreUnavailable */
export async function whichTicket(
  { events, tickets, finder }: WhichPorts,
  named: string,
): Promise<NamedTicket | undefined> {
  const isId = uuid.test(named);
  const sought = named.toUpperCase();
  const listed = isId ? await tickets.byId(named) : await tickets.byReference(sought);
  if (listed) {
    const { ticketId, reference, customerId } = listed;
    return { ticketId, reference, customerId, isListed: true };
  }
  const ticketId = isId ? named : referenceForm.test(sought) ? await finder.openedAs(sought) : undefined;
  if (ticketId === undefined) return undefined;
  const [first] = await events.readStream(ticketStream(ticketId), { to: 1 });
  const opened = first && asTicketRecord(first);
  if (opened?.type !== 'TicketOpened') return undefined;
  const { reference, customerId } = opened.data;
  return { ticketId, reference, customerId, isListed: false };
}
