// Load, decide, append; when the ticket moved meanwhile, decide again on what it is now.
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import type { TicketDecision, TicketRejection } from '../../domain/ticket/decide.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { evolve, type Ticket, type TicketState } from '../../domain/ticket/state.ts';
import {
  type EventMetadata,
  type EventStore,
  type StreamAppend,
  sealedFor,
  VersionConflict,
} from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { asTicketRecord, loadTicket, ticketAppend } from './load-ticket.ts';

export interface ChangePorts {
  readonly events: EventStore;
  readonly clock: Clock;
  /** Spreads the pauses between rounds, so that writers in step do not stay in step. */
  readonly ids?: Pick<Ids, 'random'>;
}

export interface ChangedTicket {
  /** False when the decision was that nothing has to happen. */
  readonly changed: boolean;
  readonly ticket: Ticket;
}

/** Nearly every conflict is gone in the second round; ten mean that something writes to the ticket without pause. */
export const conflictRounds = 10;

/**
 * Decides on the ticket as it is and appends the events at the version the decision saw.
 * @param decide pure, and called again after a conflict: it may be asked several times
 * @returns the ticket after the change, or why the rules refuse it
 * @throws VersionConflict after `conflictRounds` rounds; UniqueConflict, StoreUnavailable
 */
export async function changeTicket(
  ports: ChangePorts,
  ticketId: string,
  metadata: EventMetadata,
  decide: (ticket: Ticket) => TicketDecision,
): Promise<ChangedTicket | Rejection<TicketRejection>> {
  for (let round = 1; ; round++) {
    const { ticket, version } = await loadTicket(ports, ticketId);
    if (!ticket) return { rejected: 'ticket-unknown', detail: 'there is no such ticket' };
    const decision = decide(ticket);
    if (isRejection(decision)) return decision;
    if (decision.length === 0) return { changed: false, ticket };
    const stream = inNameOf(ticketAppend(ticket, version, decision), decision);
    try {
      const recorded = await ports.events.append({ streams: [stream], metadata, at: ports.clock.now() });
      return {
        changed: true,
        ticket: recorded.map(asTicketRecord).reduce<TicketState>(evolve, ticket) ?? ticket,
      };
    } catch (error) {
      if (!(error instanceof VersionConflict) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}

/** What moves a ticket concerns the customer it is moved to. */
function inNameOf(stream: StreamAppend, decision: readonly TicketEvent[]): StreamAppend {
  const moved = decision.find((event) => event.type === 'TicketMoved');
  if (!moved) return stream;
  return {
    ...stream,
    customerId: moved.data.toCustomerId,
    sealedFor: sealedFor(stream) ?? moved.data.fromCustomerId,
  };
}

/** Waits a little longer each round: at once after the first conflict, then 2 … 16 ms times a spread of 0.5 … 1.5. */
export async function pauseBeforeRetry(
  ports: Pick<ChangePorts, 'clock' | 'ids'>,
  round: number,
  signal?: AbortSignal,
): Promise<void> {
  if (round <= 1) return;
  const spread = 0.5 + (ports.ids?.random(1)[0] ?? 128) / 256;
  await ports.clock.sleep(Math.min(2 ** (round - 1), 16) * spread, signal);
}
