// What an auditor asks for, as what can be looked up: a reference, or everybody who is taken for a customer.
import { type Identifier, IdentifierKind, normaliseIdentifier } from '../../domain/customer/identifier.ts';
import type { CustomerDirectory } from '../customer/customer-directory.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';
import type { FoundTickets, TicketFinder, TicketQuery } from './find-tickets.ts';

export interface SeekPorts {
  readonly finder: TicketFinder;
  readonly tickets: Pick<TicketDirectory, 'byReference'>;
  readonly customers: Pick<CustomerDirectory, 'family' | 'findIdentifiers'>;
}

export interface Sought extends Omit<TicketQuery, 'customerIds'> {
  /** Of the one ticket; whatever else is asked for does not matter then. */
  readonly reference?: string;
  readonly customerId?: string;
}

/** @throws UnreadableCursor; StoreUnavailable */
export async function seekTickets(ports: SeekPorts, sought: Sought): Promise<FoundTickets> {
  const { reference, customerId, ...query } = sought;
  if (reference !== undefined) {
    const ticket = await ports.tickets.byReference(reference);
    return { tickets: ticket ? [{ ...ticket, matchedAt: ticket.updatedAt }] : [] };
  }
  if (customerId === undefined) return ports.finder.find(query);
  const family = await ports.customers.family(customerId);
  return ports.finder.find({ ...query, customerIds: [...new Set([customerId, ...family])] });
}

/** @returns whom it is linked to; nobody for what cannot be an identifier @throws StoreUnavailable */
export async function customersWith(
  { customers }: SeekPorts,
  kind: string,
  typed: string,
): Promise<readonly { readonly customerId: string }[]> {
  const known = IdentifierKind.anyOf.map((one) => one.const).find((one) => one === kind);
  const identifier: Identifier | undefined = known && normaliseIdentifier(known, typed);
  if (!identifier) return [];
  const found = await customers.findIdentifiers([identifier]);
  return [...new Set(found.map(({ customerId }) => customerId))].map((customerId) => ({ customerId }));
}
