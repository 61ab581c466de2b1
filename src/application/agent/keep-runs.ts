// Runs that led to nothing but cost something stay on record: staff took over meanwhile, or the work has to be done again.
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { type Actor, type EventMetadata, type EventStore, VersionConflict } from '../log/event-store.ts';
import type { Clock } from '../platform/clock.ts';
import { conflictRounds } from '../ticket/change-ticket.ts';
import { loadTicket, ticketAppend } from '../ticket/load-ticket.ts';

/** The runs of one call of the agent; filled while it works. */
export interface RunsSoFar {
  readonly events: TicketEvent[];
  /** Of the latest run. */
  metadata?: EventMetadata;
  /** Whose run an event is of, where it is not of who the metadata names. */
  readonly actors: Map<TicketEvent, Actor>;
}

/**
 * Appends the events of the runs, without any decision. Runs without a request to a model leave no trace: they cost nothing
 * and are made again.
 * @throws StoreUnavailable; the last VersionConflict when the ticket moved in every round
 */
export async function keepRuns(
  ports: { readonly events: EventStore; readonly clock: Clock },
  ticketId: string,
  { events, metadata, actors }: RunsSoFar,
): Promise<void> {
  if (!metadata || !events.some(({ type }) => type === 'ModelCalled')) return;
  for (let round = 1; ; round++) {
    const { ticket, version } = await loadTicket(ports, ticketId);
    if (!ticket || ticket.isErased) return; // nothing is written about who was erased
    const stream = { ...ticketAppend(ticket, version, [...events]), actors };
    try {
      await ports.events.append({ streams: [stream], metadata, at: ports.clock.now() });
      return;
    } catch (error) {
      if (!(error instanceof VersionConflict) || round >= conflictRounds) throw error;
    }
  }
}
