// A ticket as its stream tells it: folded state, the events themselves, and the version a decision is made on.
import type { Happened } from '../../domain/event/define.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { evolve, initialState, type Ticket, type TicketState } from '../../domain/ticket/state.ts';
import type { EventStore, RecordedEvent, StreamAppend } from '../log/event-store.ts';

/** A stored event of a ticket: type and payload tied together, beside what the log knows of it. */
export type TicketRecord = Omit<RecordedEvent, 'type' | 'data'> & Happened<TicketEvent>;

export interface LoadedTicket {
  /** undefined when there is no such ticket. */
  readonly ticket: Ticket | undefined;
  /** Version of the stream; 0 when there is none. */
  readonly version: number;
  readonly events: readonly TicketRecord[];
}

export function ticketStream(ticketId: string): string {
  return `ticket-${ticketId}`;
}

/** Events for a ticket on top of the version a decision was made on. A moved ticket stays under the key that sealed it. */
export function ticketAppend(
  { ticketId, customerId, openedFor = customerId }: Ticket,
  expectedVersion: number,
  events: readonly TicketEvent[],
): StreamAppend {
  const seal = openedFor === customerId ? {} : { sealedFor: openedFor };
  return { streamId: ticketStream(ticketId), expectedVersion, customerId, ...seal, events };
}

/** Reads and folds a ticket's stream. @throws StoreUnavailable */
export async function loadTicket(
  ports: { readonly events: Pick<EventStore, 'readStream'> },
  ticketId: string,
): Promise<LoadedTicket> {
  const recorded = await ports.events.readStream(ticketStream(ticketId));
  const events = recorded.map(asTicketRecord);
  const ticket = events.reduce<TicketState>(evolve, initialState);
  return { ticket, version: events.at(-1)?.version ?? 0, events };
}

/** The store checks payloads against the declared schemas and lifts old ones; here only the type says so. */
export function asTicketRecord(recorded: RecordedEvent): TicketRecord {
  return recorded as TicketRecord;
}
