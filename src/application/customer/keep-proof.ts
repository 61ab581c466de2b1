// A code that came back raises what is known about the address, on the customer's own stream.
import { normaliseEmail } from '../../domain/customer/identifier.ts';
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
  for (let round = 1; ; round++) {
    const [link] = await ports.customers.findIdentifiers([identifier]);
    if ((link?.member ?? link?.customerId) !== customerId) return;
    const seen = [{ identifier, evidence: 'verified' as const }];
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
