// Everything there is about a person, for the person: what they wrote and were told, by what they are known, and who looked at it.
import type { EventStore, RecordedEvent } from '../log/event-store.ts';
import type { Ledger } from '../log/ledger.ts';
import type { Clock } from '../platform/clock.ts';
import { ticketStream } from '../ticket/load-ticket.ts';
import type { TicketDirectory, TicketMessage } from '../ticket/ticket-directory.ts';
import { type KeptFile, loadPerson, type Person, type PersonalRead, type PersonDirectory } from './person.ts';

export interface ExportPorts {
  readonly events: EventStore;
  readonly ledger: Pick<Ledger, 'placesOf'>;
  readonly tickets: Pick<TicketDirectory, 'byId' | 'messagesOf'>;
  readonly people: Pick<PersonDirectory, 'ticketsOf' | 'filesOf' | 'reads'>;
  readonly clock: Clock;
}

/** Times are ISO 8601, UTC. */
export interface PersonExport {
  readonly format: 'ledgerdesk-person/1';
  readonly exportedAt: string;
  readonly customerId: string;
  /** Customers who are taken for the same person, this one first. */
  readonly customerIds: readonly string[];
  readonly isErased: boolean;
  readonly name: string | null;
  readonly identifiers: readonly ExportedIdentifier[];
  readonly consents: readonly ExportedConsent[];
  readonly tickets: readonly ExportedTicket[];
  readonly files: readonly (Omit<KeptFile, 'storedAt'> & { readonly storedAt: string })[];
  /** Of the customers themselves. */
  readonly events: readonly ExportedEvent[];
  /** Who of the staff looked at it, newest first. */
  readonly reads: readonly (Omit<PersonalRead, 'at'> & { readonly at: string })[];
}

export interface ExportedIdentifier {
  readonly customerId: string;
  readonly kind: string;
  readonly value: string;
  /** How much is proven about it being theirs. */
  readonly evidence: string;
}

export interface ExportedConsent {
  readonly channel: string;
  readonly address: string | null;
  readonly wish: 'stop' | 'start';
  readonly at: string;
}

export interface ExportedTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly subject: string;
  readonly status: string;
  readonly openedAt: string;
  readonly messages: readonly ExportedMessage[];
  readonly events: readonly ExportedEvent[];
}

export type ExportedMessage = Pick<
  TicketMessage,
  'messageId' | 'author' | 'kind' | 'channel' | 'senderName' | 'text' | 'state'
> & { readonly at: string };

export interface ExportedEvent {
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: { readonly kind: string; readonly id?: string };
  readonly data: object;
  readonly erased: boolean;
  /** Place in the ledger and hash there; null until it has them. */
  readonly position: string | null;
  readonly hash: string | null;
}

/** Reads on record that an export shows. */
const MOST_READS = 10_000;
const TICKETS_AT_ONCE = 8;

/** @returns undefined when there is no such customer @throws StoreUnavailable */
export async function exportPerson(
  ports: ExportPorts,
  customerId: string,
): Promise<PersonExport | undefined> {
  const person = await loadPerson(ports, customerId);
  if (!person) return undefined;
  const customerIds = person.members.map((one) => one.customer.customerId);
  const [ticketIds, files, reads] = await Promise.all([
    ports.people.ticketsOf(customerIds),
    ports.people.filesOf(customerIds),
    ports.people.reads({ customerIds, limit: MOST_READS }),
  ]);
  const tickets: ExportedTicket[] = [];
  for (let from = 0; from < ticketIds.length; from += TICKETS_AT_ONCE) {
    const some = ticketIds.slice(from, from + TICKETS_AT_ONCE);
    tickets.push(...(await Promise.all(some.map((id) => exportTicket(ports, id)))).flat());
  }
  const events = await Promise.all(
    person.members.map((one) => placed(ports, one.events as readonly RecordedEvent[])),
  );
  return {
    format: 'ledgerdesk-person/1',
    exportedAt: iso(ports.clock.now()),
    customerId: person.customerId,
    customerIds,
    isErased: person.members.every((one) => one.customer.isErased === true),
    name: person.customer.name?.text ?? null,
    identifiers: identifiersOf(person),
    consents: consentsOf(person),
    tickets,
    files: files.map((file) => ({ ...file, storedAt: iso(file.storedAt) })),
    events: events.flat(),
    reads: reads.map((read) => ({ ...read, at: iso(read.at) })),
  };
}

const iso = (at: number) => new Date(at).toISOString();

function identifiersOf({ members }: Person): readonly ExportedIdentifier[] {
  return members.flatMap(({ customer: { customerId, identifiers } }) =>
    identifiers.map(({ kind, value, evidence }) => ({ customerId, kind, value, evidence })),
  );
}

/** Every word, not only the last one: what held when is part of what is known. Of themselves only: another's is not theirs. */
function consentsOf({ members }: Person): readonly ExportedConsent[] {
  return members.flatMap(({ events }) =>
    events.flatMap((event) => {
      if (event.type !== 'ConsentWithdrawn' && event.type !== 'ConsentGiven') return [];
      const { channel, address = '', fromAnother } = event.data;
      if (fromAnother) return [];
      const wish = event.type === 'ConsentWithdrawn' ? 'stop' : 'start';
      return [{ channel, address: address || null, wish, at: iso(event.at) } as const];
    }),
  );
}

async function exportTicket(ports: ExportPorts, ticketId: string): Promise<readonly ExportedTicket[]> {
  const ticket = await ports.tickets.byId(ticketId);
  if (!ticket) return [];
  const [messages, recorded] = await Promise.all([
    ports.tickets.messagesOf(ticketId),
    ports.events.readStream(ticketStream(ticketId)),
  ]);
  const { reference, subject, status, openedAt } = ticket;
  return [
    {
      ticketId,
      reference,
      subject,
      status,
      openedAt: iso(openedAt),
      messages: messages.map(({ messageId, author, kind, channel, senderName, text, state, at }) => ({
        messageId,
        author,
        kind,
        channel,
        senderName,
        text,
        state,
        at: iso(at),
      })),
      events: await placed(ports, recorded),
    },
  ];
}

async function placed(
  { ledger }: Pick<ExportPorts, 'ledger'>,
  recorded: readonly RecordedEvent[],
): Promise<readonly ExportedEvent[]> {
  const [first] = recorded;
  if (!first) return [];
  const places = await ledger.placesOf(first.streamId);
  return recorded.map((event) => {
    const { streamId, version, type, data, erased, metadata } = event;
    const place = places.get(version);
    return {
      streamId,
      version,
      type,
      at: iso(event.at),
      recordedAt: iso(event.recordedAt),
      actor: metadata.actor,
      data,
      erased,
      position: place ? String(place.position) : null,
      hash: place?.hash ?? null,
    };
  });
}
