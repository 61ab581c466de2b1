// Handing a ticket to a human without a run: because the customer asks for one, or has waited too long.
import { acknowledgement } from '../../domain/agent/acknowledgement.ts';
import { likelyLanguageOf } from '../../domain/agent/language.ts';
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { decide, type TicketRejection } from '../../domain/ticket/decide.ts';
import { higher } from '../../domain/ticket/priority.ts';
import type { EscalationReason } from '../../domain/ticket/reasons.ts';
import { unanswered } from '../../domain/ticket/state.ts';
import type { EventMetadata, EventStore } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { type ChangedTicket, changeTicket } from '../ticket/change-ticket.ts';
import { loadTicket } from '../ticket/load-ticket.ts';
import { floorOf } from './priority.ts';
import { latestWords, situationOf } from './situation.ts';

export interface HandOverPorts {
  readonly events: EventStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  /** Whether nobody of the team is at work at a moment, ms since the epoch; absent: somebody always is. */
  readonly isOffHours?: (at: number) => boolean;
}

interface HandOver {
  readonly reason: EscalationReason;
  readonly by: 'customer' | 'timer';
  readonly evidence: string;
  readonly metadata: EventMetadata;
  /** Whether it makes sense without an unanswered message. */
  readonly whenAnswered: boolean;
}

/**
 * The customer's explicit wish for a human. Asking again changes nothing.
 * @param wish.evidence the customer's words, or where the wish was expressed; sealed
 * @returns unchanged when a human is in charge already; a rejection for an unknown or closed ticket
 */
export async function requestHuman(
  ports: HandOverPorts,
  ticketId: string,
  wish: { readonly evidence: string; readonly metadata: EventMetadata },
): Promise<ChangedTicket | Rejection<TicketRejection>> {
  return await handOver(ports, ticketId, {
    ...wish,
    reason: 'human-requested',
    by: 'customer',
    whenAnswered: true,
  });
}

/**
 * Escalates a ticket whose messages waited too long; unchanged when they have been dealt with.
 * @param trace W3C trace context of the timer; absent: that of the message
 * @throws StoreUnavailable
 */
export async function escalateOverdue(
  ports: HandOverPorts,
  ticketId: string,
  trace?: string,
): Promise<ChangedTicket | Rejection<TicketRejection>> {
  const situation = situationOf(await loadTicket(ports, ticketId));
  const cause = situation?.cause;
  const traceparent = trace ?? cause?.metadata.traceparent;
  const metadata: EventMetadata = {
    correlationId: cause?.metadata.correlationId ?? ticketId,
    ...(cause === undefined ? {} : { causationId: cause.messageId }),
    actor: { kind: 'system', id: 'timer' },
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  const evidence = 'No outcome within the time limit.';
  return await handOver(ports, ticketId, {
    reason: 'overdue',
    by: 'timer',
    evidence,
    metadata,
    whenAnswered: false,
  });
}

async function handOver(
  ports: HandOverPorts,
  ticketId: string,
  { reason, by, evidence, metadata, whenAnswered }: HandOver,
): Promise<ChangedTicket | Rejection<TicketRejection>> {
  const replyId = ports.ids.next();
  let waiting = 0;
  const setting = {
    language: likelyLanguageOf(latestWords((await loadTicket(ports, ticketId)).events)),
    offHours: ports.isOffHours?.(ports.clock.now()) ?? false,
  };
  const outcome = await changeTicket(ports, ticketId, metadata, (ticket) => {
    waiting = unanswered(ticket).length;
    if (ticket.status === 'escalated' || (waiting === 0 && !whenAnswered)) return [];
    const text = acknowledgement(reason, ticket.reference, setting);
    const priority = higher(ticket.priority, floorOf(reason));
    const told = { replyId, text };
    return decide({ command: 'Escalate', reason, by, evidence, priority, acknowledgement: told }, ticket);
  });
  if (!isRejection(outcome) && outcome.changed && waiting > 0) {
    ports.telemetry.count('messages_escalated', { channel: outcome.ticket.channel, reason }, waiting);
  }
  return outcome;
}
