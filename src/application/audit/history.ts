// What an auditor reads: a ticket's events with their places in the ledger, and the ticket as it was.
import type { Rejection } from '../../domain/event/define.ts';
import { evolve, type TicketState } from '../../domain/ticket/state.ts';
import type { Place } from '../log/ledger.ts';
import { loadTicket, type TicketRecord, ticketStream } from '../ticket/load-ticket.ts';
import type { LedgerReads } from './reading.ts';
import { type NamedTicket, type WhichPorts, whichTicket } from './which-ticket.ts';

export interface HistoryPorts extends WhichPorts {
  readonly ledger: Pick<LedgerReads, 'placesOf'>;
}

export interface AuditedEvent {
  readonly record: TicketRecord;
  /** Undefined until the relay has given it a place. */
  readonly place: Place | undefined;
  /** Since when a look back counts it, ms since the epoch: what was stored together counts together. */
  readonly knownAt: number;
}

export interface TicketHistory extends Pick<NamedTicket, 'ticketId' | 'reference' | 'isListed'> {
  readonly events: readonly AuditedEvent[];
}

/** @param named a reference or a ticket id @returns undefined when there is no such ticket */
export async function ticketHistory(ports: HistoryPorts, named: string): Promise<TicketHistory | undefined> {
  const ticket = await whichTicket(ports, named);
  if (!ticket) return undefined;
  const { ticketId, reference, isListed } = ticket;
  const [loaded, places] = await Promise.all([
    loadTicket(ports, ticketId),
    ports.ledger.placesOf(ticketStream(ticketId)),
  ]);
  return {
    ticketId,
    reference,
    isListed,
    events: knownSince(loaded.events.map((record) => ({ record, place: places.get(record.version) }))),
  };
}

/**
 * The events of an append became visible at once; until 0067 each of them asked the clock for itself. None was known before
 * those before it, whatever a clock that was set back says, or whoever wrote a time of their own.
 */
function knownSince(events: readonly Omit<AuditedEvent, 'knownAt'>[]): readonly AuditedEvent[] {
  let append: { readonly id: string | undefined; readonly at: number } | undefined;
  return events.map((event) => {
    const id = event.place?.transactionId;
    if (!append || id === undefined || append.id !== id)
      append = { id, at: Math.max(event.record.recordedAt, append?.at ?? 0) };
    return { ...event, knownAt: append.at };
  });
}

/** A version of the stream, 0 being before the first, or a moment in ms since the epoch; neither means now. */
export type Moment = { readonly version: number } | { readonly at: number } | undefined;

export interface ReplayedTicket {
  /** Last version that counts; 0 before the ticket was opened. */
  readonly version: number;
  /** When what that version holds happened, ms since the epoch. */
  readonly at: number;
  /** When it was stored: since then the ticket is known to be so. */
  readonly recordedAt: number;
  readonly state: TicketState;
}

/** The ticket as it was: replayed up to a version, or up to what had been recorded at a time. */
export function replay({ events }: TicketHistory, moment: Moment): ReplayedTicket {
  const within = events.slice(0, events.findLastIndex((event) => isWithin(event, moment)) + 1);
  const records = within.map((e) => e.record);
  const last = records.at(-1);
  return {
    version: last?.version ?? 0,
    at: last?.at ?? 0,
    recordedAt: last?.recordedAt ?? 0,
    state: records.reduce<TicketState>(evolve, undefined),
  };
}

/**
 * Why the ticket cannot be shown as it was then: what somebody takes for an old state must not be another one.
 * @returns undefined where it can
 */
export function notThereAt(
  { events }: TicketHistory,
  moment: Moment,
): Rejection<'version-unknown' | 'not-open-yet'> | undefined {
  if (!moment) return undefined;
  const [first] = events;
  if ('version' in moment) {
    const { length } = events;
    if (moment.version <= length) return undefined;
    const many = length === 1 ? '1 version' : `${length} versions`;
    return {
      rejected: 'version-unknown',
      detail: `the ticket has ${many}, and no version ${moment.version}`,
    };
  }
  if (first && first.knownAt <= moment.at) return undefined;
  const since = first ? `: it is known since ${new Date(first.knownAt).toISOString()}` : '';
  return { rejected: 'not-open-yet', detail: `the ticket was not open yet${since}` };
}

/** What we knew at a time is what had been stored by then, whenever it happened. */
function isWithin({ record, knownAt }: AuditedEvent, moment: Moment): boolean {
  if (!moment) return true;
  return 'version' in moment ? record.version <= moment.version : knownAt <= moment.at;
}
