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
    case 'CustomerRegistered': {
      const { customerId: customer_id } = event.data;
      const row = { customer_id, name: null, registered_at: at, belongs_to: null };
      return [{ op: 'add', table: customers, row }];
    }
    case 'CustomerNamed': {
      const { customerId: customer_id, name } = event.data;
      return [{ op: 'patch', table: customers, key: { customer_id }, set: { name } }];
    }
    case 'IdentifierLinked':
    case 'IdentifierEvidenceRaised':
    case 'IdentifierUnlinked':
      return gone ? [] : [identifierRow(event, at)];
    case 'ConsentWithdrawn':
    case 'ConsentGiven':
      return gone ? [] : wishRows(event, recorded.at, digest);
    case 'CustomerErased':
      return withoutCustomer(event.data.customerId);
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

type Of<Type extends CustomerEvent['type']> = Extract<CustomerEvent, { type: Type }>;

function identifierRow(
  event: Of<'IdentifierLinked' | 'IdentifierEvidenceRaised' | 'IdentifierUnlinked'>,
  at: string,
): RowChange {
  const { kind, value } = event.data;
  switch (event.type) {
    case 'IdentifierLinked': {
      const { customerId, evidence } = event.data;
      const row = { kind, value, customer_id: customerId, evidence, linked_at: at };
      return { op: 'add', table: identifiers, row };
    }
    case 'IdentifierEvidenceRaised':
      return { op: 'patch', table: identifiers, key: { kind, value }, set: { evidence: event.data.to } };
    case 'IdentifierUnlinked':
      return { op: 'remove', table: identifiers, where: { kind, value } };
  }
}

/** Whether an address wants to be written to. @param recordedAt when it was said, where nobody says better */
function wishRows(
  { type, data }: Of<'ConsentWithdrawn' | 'ConsentGiven'>,
  recordedAt: RecordedEvent['at'],
  digest: Digest,
): readonly RowChange[] {
  const { channel, address, sentAt = recordedAt, ordinal, customerId } = data;
  if (!address) return [];
  const said = { channel, address: addressTrait(address, digest), customer_id: customerId };
  const row = {
    ...said,
    wish: type === 'ConsentWithdrawn' ? 'stop' : 'start',
    said_at: new Date(sentAt).toISOString(),
  };
  return [
    { op: 'put', table: addressWishes, row },
    ...(ordinal === undefined ? [] : [counted({ ...said, ordinal })]),
  ];
}

const counted = (row: Row): RowChange => ({ op: 'add', table: addressWords, row });

function withoutCustomer(customerId: string): readonly RowChange[] {
  return [
    ...[customers, identifiers, addressWishes, addressWords, identityConflicts, hints].map(
      (table): RowChange => ({ op: 'remove', table, where: { customer_id: customerId } }),
    ),
    { op: 'remove', table: identityConflicts, where: { other_id: customerId } },
  ];
}

const belongsTo = (customerId: string, root: string | null): RowChange => ({
  op: 'patch',
  table: customers,
  key: { customer_id: customerId },
  set: { belongs_to: root },
});

function conflict(found: Of<'IdentityConflictFound'>['data'], other: string, at: string): RowChange {
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
