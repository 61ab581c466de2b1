// Keys of staff, and who has signed in, as rows.
import type { AccessEvent } from '../../domain/access/events.ts';
import type { SessionEvent } from '../../domain/access/session-events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { Row, RowChange } from './row-change.ts';
import { staffKeys, staffSeen } from './tables.ts';

export function accessRows(recorded: RecordedEvent, event: AccessEvent): readonly RowChange[] {
  const at = new Date(recorded.at).toISOString();
  const by = recorded.metadata.actor.id ?? null;
  const patch = (set: Row): RowChange => ({
    op: 'patch',
    table: staffKeys,
    key: { key_id: event.data.keyId },
    set,
  });
  switch (event.type) {
    case 'StaffKeyMade': {
      const { keyId, name, role, digest, expiresAt } = event.data;
      const row = {
        key_id: keyId,
        name,
        role,
        digest,
        created_at: at,
        created_by: by,
        expires_at: expiresAt,
        revoked_at: null,
        revoked_by: null,
        replaced_by: null,
      };
      return [{ op: 'add', table: staffKeys, row }];
    }
    case 'StaffKeyReplaced':
      return [patch({ replaced_by: event.data.replacedBy, expires_at: event.data.expiresAt })];
    case 'StaffKeyRevoked':
      return [patch({ revoked_at: at, revoked_by: by })];
  }
}

export function sessionRows(recorded: RecordedEvent, event: SessionEvent): readonly RowChange[] {
  if (event.type !== 'StaffSignedIn') return [];
  const { name, role, way } = event.data;
  const seen_at = new Date(recorded.at).toISOString();
  return [{ op: 'put', table: staffSeen, row: { name, role, way, seen_at } }];
}
