// Opening a ticket.
import type { Channel } from '../conversation/channel.ts';
import type { Decision } from '../event/define.ts';
import type { Category, Priority } from './classification.ts';
import type { TicketEvent } from './events.ts';
import type { TicketState } from './state.ts';

export interface OpenTicket {
  readonly command: 'OpenTicket';
  readonly ticketId: string;
  readonly reference: string;
  readonly customerId: string;
  readonly channel: Channel;
  readonly category: Category;
  readonly priority: Priority;
  readonly subject: string;
  readonly linkedTo?: string;
}

export function openTicket(command: OpenTicket, state: TicketState): Decision<TicketEvent, 'ticket-exists'> {
  if (state) return { rejected: 'ticket-exists', detail: 'the ticket is already open' };
  const { command: _, ...data } = command;
  return [{ type: 'TicketOpened', data }];
}

/** Crockford's alphabet without I, L, O and U: readable aloud, and no word by accident. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The reference a customer reads out.
 * @param random at least 8 random bytes; 40 bits of them are used, so a clash is retried rather than prevented.
 */
export function ticketReference(random: Uint8Array): string {
  const symbols = Array.from(random.subarray(0, 8), (byte) => alphabet[byte & 31]);
  return `LD-${symbols.slice(0, 4).join('')}-${symbols.slice(4).join('')}`;
}
