// Erasing a person: one append ends their customers and all of their tickets, and with it their keys are destroyed.
// What is under way decides on a version that is gone, is refused, and finds nothing to do when it looks again.
import type { ErasureBasis } from '../../domain/customer/events.ts';
import { decidePrivacy, type PrivacyRejection } from '../../domain/customer/privacy.ts';
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { unanswered } from '../../domain/ticket/state.ts';
import { customerStream } from '../customer/family.ts';
import { type EventMetadata, type EventStore, isConflict, type StreamAppend } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { conflictRounds, pauseBeforeRetry } from '../ticket/change-ticket.ts';
import { loadTicket, ticketStream } from '../ticket/load-ticket.ts';
import type { ErasureList } from './erasure-list.ts';
import { loadPerson, type Person, type PersonDirectory } from './person.ts';

export interface ErasePorts {
  readonly events: EventStore;
  readonly people: Pick<PersonDirectory, 'ticketsOf' | 'keysOf'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Kept outside the database, so that a restored backup can be brought up to it. */
  readonly erasureList: Pick<ErasureList, 'add'>;
  /** Has this process forget opened keys. The database tells the others. */
  readonly forgetKeys: (customerIds: readonly string[]) => void;
}

export interface Erasure {
  readonly basis: ErasureBasis;
  readonly caseNumber?: string;
  /** Name of the staff key, or of the user at the command line. */
  readonly staffId: string;
  readonly traceparent?: string;
  /** Nobody is erased who has a ticket that changed since then, ms since the epoch: decided with the erasure, not before it. */
  readonly quietSince?: number;
}

export interface ErasedPerson {
  readonly customerIds: readonly string[];
  readonly keyIds: readonly string[];
  readonly tickets: number;
}

/** customer-active: they were to be erased for being quiet, and are not. */
export type EraseRejection = PrivacyRejection | 'customer-active';

/**
 * Erases the customer, everybody merged into them, and all of their tickets. Once: who comes second is refused.
 * @throws StoreUnavailable; a conflict after many rounds
 */
export async function erasePerson(
  ports: ErasePorts,
  customerId: string,
  erasure: Erasure,
): Promise<ErasedPerson | Rejection<EraseRejection>> {
  for (let round = 1; ; round++) {
    try {
      return await eraseOnce(ports, customerId, erasure);
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}

async function eraseOnce(
  ports: ErasePorts,
  named: string,
  erasure: Erasure,
): Promise<ErasedPerson | Rejection<EraseRejection>> {
  const { events, people, clock } = ports;
  const person = await loadPerson(ports, named);
  if (!person) return { rejected: 'customer-unknown', detail: 'there is no such customer' };
  const customerIds = person.members.map((one) => one.customer.customerId);
  const ticketIds = await people.ticketsOf(customerIds);
  const ends = endsOf(person, erasure, ticketIds.length);
  if (isRejection(ends)) return ends;
  const tickets = await Promise.all(ticketIds.map((id) => endOfTicket(ports, id)));
  const { quietSince } = erasure;
  if (quietSince !== undefined && tickets.some(({ changedAt }) => changedAt >= quietSince))
    return { rejected: 'customer-active', detail: 'a ticket of the customer has changed since' };
  const keyIds = await people.keysOf(customerIds);
  const at = clock.now();
  // Before the erasure: what is on the list and not erased is erased by the next look at it, the other way round is lost.
  await ports.erasureList.add({ customerIds, keyIds, at, basis: erasure.basis, by: erasure.staffId });
  const streams = [...ends, ...tickets.flatMap(({ ends: end }) => end)];
  await events.append({ streams, metadata: metadataOf(ports, person, erasure), at });
  ports.forgetKeys(customerIds);
  return { customerIds, keyIds, tickets: ticketIds.length };
}

/** What ends each customer who is not erased yet. No customer on the streams: a key would be looked up, and made. */
function endsOf(
  { members }: Person,
  { basis, caseNumber }: Erasure,
  tickets: number,
): readonly StreamAppend[] | Rejection<PrivacyRejection> {
  const living = members.filter((one) => !one.customer.isErased);
  const held = living.find((one) => (one.customer.holds ?? []).length > 0);
  const streams: StreamAppend[] = [];
  for (const { customer, version } of living.length === 0 ? members : held ? [held, ...living] : living) {
    const numbered = caseNumber === undefined ? {} : { caseNumber };
    const decided = decidePrivacy({ command: 'Erase', basis, ...numbered, tickets }, customer);
    if (isRejection(decided)) return decided;
    const streamId = customerStream(customer.customerId);
    if (streams.every((one) => one.streamId !== streamId))
      streams.push({ streamId, expectedVersion: version, events: decided });
  }
  return streams;
}

async function endOfTicket(
  ports: Pick<ErasePorts, 'events'>,
  ticketId: string,
): Promise<{ readonly ends: readonly StreamAppend[]; readonly changedAt: number }> {
  const { ticket, version, events } = await loadTicket(ports, ticketId);
  if (!ticket || ticket.isErased) return { ends: [], changedAt: 0 };
  const { customerId } = ticket;
  const messageIds = unanswered(ticket).map((message) => message.messageId);
  const ended = { type: 'TicketErased', data: { customerId, messageIds } } as const;
  const end = { streamId: ticketStream(ticketId), expectedVersion: version, events: [ended] };
  return { ends: [end], changedAt: events.at(-1)?.at ?? 0 };
}

function metadataOf(
  { ids }: Pick<ErasePorts, 'ids'>,
  { customerId }: Person,
  { staffId, traceparent }: Erasure,
): EventMetadata {
  const actor = { kind: 'staff', id: staffId } as const;
  const trace = traceparent === undefined ? {} : { traceparent };
  return { correlationId: ids.next(), actor, customerId, ...trace };
}
