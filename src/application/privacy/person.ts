// A person as the log has them: the customer, everybody merged into them, and all of their tickets.
import type { Customer } from '../../domain/customer/state.ts';
import { type CustomerRecord, loadFamily } from '../customer/family.ts';
import type { EventStore } from '../log/event-store.ts';

/** A file that came with a message, without what is in it. */
export interface KeptFile {
  readonly fileId: string;
  readonly channel: string;
  readonly providerMessageId: string;
  /** 0 is the message itself, as it came. */
  readonly ordinal: number;
  readonly mediaType: string;
  readonly bytes: number | null;
  readonly state: string;
  /** ms since the epoch */
  readonly storedAt: number;
}

/** A customer who is not there any more. */
export interface Erased {
  readonly customerId: string;
  /** Data keys that were destroyed. */
  readonly keyIds: readonly string[];
  /** ms since the epoch */
  readonly erasedAt: number;
}

/** Who read about whom. */
export interface PersonalRead {
  readonly staff: string;
  readonly role: string;
  readonly what: string;
  readonly ticketId: string | null;
  readonly customerId: string | null;
  /** ms since the epoch */
  readonly at: number;
}

/** The port to what the database has of people beside their streams. */
export interface PersonDirectory {
  /** Ids of all tickets of these customers, oldest first. */
  ticketsOf(customerIds: readonly string[]): Promise<readonly string[]>;
  filesOf(customerIds: readonly string[]): Promise<readonly KeptFile[]>;
  keysOf(customerIds: readonly string[]): Promise<readonly string[]>;
  /** Whose a ticket is, by its reference. */
  customerOf(reference: string): Promise<string | undefined>;
  /** Newest first. */
  erasures(limit: number): Promise<readonly Erased[]>;
  /** Those of the given customers that are here, and not erased. */
  present(customerIds: readonly string[]): Promise<readonly string[]>;
  /** Who read about these customers, or on this ticket, newest first; about anybody when both are absent. */
  reads(filter: {
    readonly customerIds?: readonly string[];
    readonly ticketId?: string;
    readonly limit: number;
  }): Promise<readonly PersonalRead[]>;
  /** Customers none of whose tickets changed since then, ms since the epoch; oldest first. */
  quietSince(at: number, limit: number): Promise<readonly string[]>;
  /** Removes files of messages stored before then; a file that is still awaited stays. @returns how many */
  dropFiles(before: number, limit: number): Promise<number>;
  /** Removes dead letters parked before then. @returns how many */
  dropDeadLetters(before: number, limit: number): Promise<number>;
}

export interface Person {
  /** The customer who stands for all of them. */
  readonly customerId: string;
  /** All of them as the one they are taken for. */
  readonly customer: Customer;
  /** The customer, and everybody merged into them. */
  readonly members: readonly Member[];
}

export interface Member {
  readonly customer: Customer;
  readonly version: number;
  readonly events: readonly CustomerRecord[];
}

/** @param customerId of whomever of them @returns undefined when there is no such customer @throws StoreUnavailable */
export async function loadPerson(
  { events }: { readonly events: Pick<EventStore, 'readStream'> },
  customerId: string,
): Promise<Person | undefined> {
  const { root, person, members } = await loadFamily(events, customerId);
  if (!root || !person) return undefined;
  const loaded = [...members.values()].flatMap(({ customer, ...rest }) =>
    customer ? [{ ...rest, customer }] : [],
  );
  return { customerId: root.customerId, customer: person, members: loaded };
}
