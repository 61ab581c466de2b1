// Customers and their identifiers as rows.
import type { CustomerEvent } from '../../domain/customer/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { addressWishes, customers, identifiers } from './tables.ts';
import { addressTrait, type Digest } from './thread-rows.ts';

/**
 * Rows of one customer event.
 * @param digest see Digest
 */
export function customerRows(
  recorded: RecordedEvent,
  event: CustomerEvent,
  digest: Digest,
): readonly RowChange[] {
  const at = new Date(recorded.at).toISOString();
  // Replayed after an erasure, every address reads the same: none is anybody's any more.
  const gone = recorded.erased;
  switch (event.type) {
    case 'CustomerRegistered':
      return [
        {
          op: 'add',
          table: customers,
          row: { customer_id: event.data.customerId, name: null, registered_at: at },
        },
      ];
    case 'CustomerNamed':
      return [
        {
          op: 'patch',
          table: customers,
          key: { customer_id: event.data.customerId },
          set: { name: event.data.name },
        },
      ];
    case 'IdentifierLinked': {
      if (gone) return [];
      const { kind, value, customerId, evidence } = event.data;
      return [
        {
          op: 'add',
          table: identifiers,
          row: { kind, value, customer_id: customerId, evidence, linked_at: at },
        },
      ];
    }
    case 'IdentifierEvidenceRaised':
      if (gone) return [];
      return [
        {
          op: 'patch',
          table: identifiers,
          key: { kind: event.data.kind, value: event.data.value },
          set: { evidence: event.data.to },
        },
      ];
    case 'IdentifierUnlinked':
      if (gone) return [];
      return [
        { op: 'remove', table: identifiers, where: { kind: event.data.kind, value: event.data.value } },
      ];
    case 'ConsentWithdrawn':
    case 'ConsentGiven': {
      const { channel, address } = event.data;
      if (gone || !address) return [];
      const wish = event.type === 'ConsentWithdrawn' ? 'stop' : 'start';
      const row = { channel, address: addressTrait(address, digest), wish };
      return [{ op: 'put', table: addressWishes, row }];
    }
    case 'IdentityConflictFound':
      return [];
  }
}
