// A code that came back raises what is known about the address, on the customer's own stream.
import { normaliseEmail } from '../../domain/customer/identifier.ts';
import { bySpelling, countable, type MailAliases } from '../../domain/customer/mail-aliases.ts';
import type { Ticket } from '../../domain/ticket/state.ts';
import { type EventMetadata, type EventStore, isConflict } from '../log/event-store.ts';
import type { Clock } from '../platform/clock.ts';
import { conflictRounds, pauseBeforeRetry } from '../ticket/change-ticket.ts';
import type { CustomerDirectory } from './customer-directory.ts';
import { recognise } from './recognise.ts';

export interface ProofPorts {
  readonly events: EventStore;
  readonly customers: Pick<CustomerDirectory, 'findIdentifiers'>;
  readonly clock: Clock;
  /** Absent: every spelling is an address of its own. */
  readonly mailAliases?: MailAliases;
}

/**
 * Nothing where it is known already, and nothing where the address belongs to somebody else by now.
 * @throws StoreUnavailable; a conflict after many rounds
 */
export async function keepProof(
  ports: ProofPorts,
  ticket: Ticket,
  proven: { readonly address: string; readonly messageId: string },
  metadata: EventMetadata,
): Promise<void> {
  const identifier = normaliseEmail(proven.address);
  if (!identifier) return;
  const customerId = ticket.openedFor ?? ticket.customerId;
  const spellings = bySpelling({ identifier, evidence: 'verified' }, ports.mailAliases);
  for (let round = 1; ; round++) {
    const links = await ports.customers.findIdentifiers(spellings.map((one) => one.identifier));
    const owners = new Set(links.map((link) => link.member ?? link.customerId));
    if (owners.size !== 1 || !owners.has(customerId)) return;
    const seen = countable(spellings, links);
    const { appends } = await recognise(ports.events, { customerId, isNew: false }, [
      { command: 'Recognise', customerId, messageId: proven.messageId, seen },
    ]);
    if (appends.length === 0) return;
    try {
      await ports.events.append({ streams: appends, metadata, at: ports.clock.now() });
      return;
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
      await pauseBeforeRetry(ports, round);
    }
  }
}
