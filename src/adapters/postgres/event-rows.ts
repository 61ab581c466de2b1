// Event rows as they are read, and opening a batch of them with as few key look-ups as possible.
import type { EventCodec } from '../../application/log/event-codec.ts';
import type { EventMetadata, RecordedEvent } from '../../application/log/event-store.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import { openEvent } from '../../application/log/sealing.ts';
import { recordedEvent } from '../../application/log/stored-row.ts';
import type { KeyStore } from './keys.ts';

/** Select list for `RawEvent`, to stand behind `select` where the table is named e. */
export const eventColumns = `e.id, e.stream_id, e.version, e.type, e.schema_version, e.data, e.personal, e.metadata,
  (extract(epoch from e.occurred_at) * 1000)::float8 as at, (extract(epoch from e.recorded_at) * 1000)::float8 as recorded_at`;

export interface RawEvent {
  readonly id: bigint;
  readonly stream_id: string;
  readonly version: number;
  readonly type: string;
  readonly schema_version: number;
  readonly data: Record<string, unknown>;
  readonly personal: Uint8Array | null;
  readonly metadata: EventMetadata;
  readonly at: number;
  readonly recorded_at: number;
}

export interface Opening {
  readonly codec: EventCodec;
  readonly cipher: Cipher;
  readonly keys: KeyStore;
}

export async function openEvents(
  rows: readonly RawEvent[],
  { codec, cipher, keys }: Opening,
): Promise<RecordedEvent[]> {
  const keyIds = rows.map((row) => (row.personal ? cipher.keyIdOf(row.personal) : undefined));
  const secrets = await keys.secrets(keyIds.filter((id) => id !== undefined));
  return rows.map((row, index) => {
    const keyId = keyIds[index];
    const place = { streamId: row.stream_id, version: row.version, schemaVersion: row.schema_version };
    const stored = { ...place, type: row.type, data: row.data, personal: row.personal };
    const opened = openEvent(codec, cipher, stored, keyId === undefined ? undefined : secrets.get(keyId));
    const times = { at: Math.round(row.at), recordedAt: Math.round(row.recorded_at) };
    return recordedEvent({ ...place, ...times, id: row.id, metadata: row.metadata }, opened);
  });
}
