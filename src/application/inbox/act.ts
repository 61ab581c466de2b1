// What staff do on a ticket: decided on the ticket as it is now, and refused when it moved in a way that matters since they
// looked. The same act again is the same act: who sends twice has done it once.
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import type { TicketDecision, TicketRejection } from '../../domain/ticket/decide.ts';
import { VersionConflict } from '../log/event-store.ts';
import type { Ids } from '../platform/clock.ts';
import { type ChangePorts, conflictRounds, pauseBeforeRetry } from '../ticket/change-ticket.ts';
import { type LoadedTicket, loadTicket, ticketAppend } from '../ticket/load-ticket.ts';
import { byStaff, type StaffDecision } from '../ticket/staff-decision.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';
import { type Concern, type MovedOn, movedOn } from './what-matters.ts';

export interface ActPorts extends ChangePorts {
  readonly tickets: Pick<TicketDirectory, 'byReference'>;
  readonly ids: Ids;
}

/** Who acts, and on what they saw. */
export interface Acting extends StaffDecision {
  /** The version of the ticket that they looked at; absent: whatever it is. */
  readonly seen?: number;
}

export interface Done {
  /** Of the ticket now. */
  readonly version: number;
}

export type ActRejection = TicketRejection | 'reply-not-possible' | 'reply-too-long';
export type Acted = Done | MovedOn | Rejection<ActRejection>;

export interface Act {
  readonly concern: Concern;
  /** Whether it is on the ticket already: then nothing is left to do. */
  readonly isDone?: (loaded: LoadedTicket) => boolean;
  /** What else stands in its way, looked up. */
  readonly hindrance?: (loaded: LoadedTicket) => Promise<Rejection<ActRejection> | undefined>;
  /** Pure; asked again after a conflict. */
  readonly decide: (loaded: LoadedTicket) => TicketDecision;
}

/** @throws StoreUnavailable; VersionConflict when the ticket moved in every round */
export async function act(ports: ActPorts, reference: string, acting: Acting, what: Act): Promise<Acted> {
  const found = await ports.tickets.byReference(reference);
  if (!found) return { rejected: 'ticket-unknown', detail: 'there is no such ticket' };
  const metadata = byStaff(ports.ids, acting);
  for (let round = 1; ; round++) {
    const loaded = await loadTicket(ports, found.ticketId);
    const { ticket, version, events } = loaded;
    if (!ticket) return { rejected: 'ticket-unknown', detail: 'there is no such ticket' };
    if (what.isDone?.(loaded)) return { version };
    const { seen = version, staffId } = acting;
    const moved = movedOn(events, { seen, concern: what.concern, staffId });
    if (moved) return moved;
    const hindrance = await what.hindrance?.(loaded);
    if (hindrance) return hindrance;
    const decision = what.decide(loaded);
    if (isRejection(decision)) return decision as Rejection<TicketRejection>;
    if (decision.length === 0) return { version };
    try {
      const stream = ticketAppend(ticket, version, decision);
      await ports.events.append({ streams: [stream], metadata, at: ports.clock.now() });
      return { version: version + decision.length };
    } catch (error) {
      if (!(error instanceof VersionConflict) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}
