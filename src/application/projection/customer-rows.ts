// Customers and their identifiers as rows.
import type { CustomerEvent } from '../../domain/customer/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { Cell, Row, RowChange } from './row-change.ts';
import { addressWishes, addressWords, customers, hints, identifiers, identityConflicts } from './tables.ts';
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
          row: { customer_id: event.data.customerId, name: null, registered_at: at, belongs_to: null },
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
      const { channel, address, sentAt = recorded.at, ordinal } = event.data;
      if (gone || !address) return [];
      const wish = event.type === 'ConsentWithdrawn' ? 'stop' : 'start';
      const { customerId } = event.data;
      const said_at = new Date(sentAt).toISOString();
      const said = { channel, address: addressTrait(address, digest), customer_id: customerId };
      return [
        { op: 'put', table: addressWishes, row: { ...said, wish, said_at } },
        ...(ordinal === undefined ? [] : [counted({ ...said, ordinal })]),
      ];
    }
    case 'CustomerErased':
      return [
        ...[customers, identifiers, addressWishes, addressWords, identityConflicts, hints].map(
          (table): RowChange => ({ op: 'remove', table, where: { customer_id: event.data.customerId } }),
        ),
        { op: 'remove', table: identityConflicts, where: { other_id: event.data.customerId } },
      ];
    case 'CustomerMerged': {
      const { customerId, into, members } = event.data;
      return [belongsTo(customerId, into), ...members.map((one) => belongsTo(one.customerId, into))];
    }
    case 'CustomerUnmerged': {
      const { customerId, members } = event.data;
      return [belongsTo(customerId, null), ...members.map((one) => belongsTo(one.customerId, customerId))];
    }
    case 'HintNoticed': {
      const { customerId, kind, traits } = event.data;
      return traits.map((trait) => {
        const row = { kind, trait: digest(`${kind} ${trait}`), customer_id: customerId };
        return { op: 'put', table: hints, row };
      });
    }
    case 'CustomerAbsorbed':
    case 'CustomerReleased':
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
      return [];
    case 'IdentityConflictFound':
      return event.data.others.map((other) => conflict(event.data, other, at));
    case 'IdentityConflictDismissed': {
      const { customerId, others } = event.data;
      return others.flatMap((other) => [dismissed(customerId, other), dismissed(other, customerId)]);
    }
  }
}

const counted = (row: Row): RowChange => ({ op: 'add', table: addressWords, row });

const belongsTo = (customerId: string, root: string | null): RowChange => ({
  op: 'patch',
  table: customers,
  key: { customer_id: customerId },
  set: { belongs_to: root },
});

function conflict(
  found: Extract<CustomerEvent, { type: 'IdentityConflictFound' }>['data'],
  other: string,
  at: string,
): RowChange {
  const { customerId, kinds, sourceMessageId = null } = found;
  const row: Record<string, Cell> = {
    customer_id: customerId,
    other_id: other,
    kinds,
    source_message_id: sourceMessageId,
    found_at: at,
    state: 'open',
  };
  return { op: 'put', table: identityConflicts, row };
}

const dismissed = (customerId: string, other: string): RowChange => ({
  op: 'patch',
  table: identityConflicts,
  key: { customer_id: customerId, other_id: other },
  set: { state: 'dismissed' },
});
