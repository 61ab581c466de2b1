// The event store in memory: the same refusals and the same sealing as in PostgreSQL.
import type { EventCodec } from '../../application/log/event-codec.ts';
import {
  type AppendRequest,
  type EventStore,
  type RecordedEvent,
  type StreamAppend,
  sealedFor,
  storedMetadata,
  VersionConflict,
} from '../../application/log/event-store.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import { type DataKey, openEvent, sealPersonal } from '../../application/log/sealing.ts';
import { recordedEvent } from '../../application/log/stored-row.ts';
import type { Clock, Ids } from '../../application/platform/clock.ts';
import type { Project } from '../../application/projection/row-change.ts';
import type { MemoryEventRow, MemoryLog } from './log.ts';

export interface MemoryStoreOptions {
  readonly codec: EventCodec;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly project: Project;
}

type Stored = Pick<MemoryEventRow, 'recordedAt' | 'transactionId'>;

export function memoryEventStore(log: MemoryLog, options: MemoryStoreOptions): EventStore {
  const { codec, cipher, clock, ids, project } = options;

  const keyFor = (customerId: string): DataKey => {
    let wrapped = [...log.keys.values()].find((k) => k.customerId === customerId);
    if (!wrapped) {
      if (log.erased.has(customerId)) throw new VersionConflict(`customer-${customerId}`);
      wrapped = cipher.createKey(ids.next(), customerId);
      log.keys.set(wrapped.keyId, wrapped);
    }
    return { keyId: wrapped.keyId, secret: cipher.unwrap(wrapped) };
  };

  const encode = (stream: StreamAppend, request: AppendRequest, stored: Stored): MemoryEventRow[] =>
    stream.events.map((event, index) => {
      const encoded = codec.encode(event);
      const version = stream.expectedVersion + index + 1;
      const place = { streamId: stream.streamId, version, type: event.type };
      const sealer = sealedFor(stream);
      if (encoded.personal && !sealer)
        throw new Error(`${event.type} has personal fields but no customer to seal them for`);
      const personal =
        encoded.personal && sealer ? sealPersonal(cipher, encoded, place, keyFor(sealer)) : null;
      log.lastId += 1n;
      const { type, schemaVersion } = encoded;
      const data = structuredClone(encoded.data);
      const metadata = structuredClone(storedMetadata(request, stream.actors?.get(event)));
      return {
        id: log.lastId,
        ...place,
        type,
        schemaVersion,
        data,
        personal,
        metadata,
        at: request.at,
        ...stored,
      };
    });

  return {
    async append(request) {
      requireVersions(log, request.streams);
      requireLiving(log, request.streams);
      const stored = { recordedAt: clock.now(), transactionId: String(log.lastId + 1n) };
      const rows = request.streams.flatMap((stream) => encode(stream, request, stored));
      const recorded = rows.map((row) => openRow(row, options, log));
      log.tables.apply(recorded.flatMap(project));
      for (const row of rows) {
        log.events.push(row);
        log.pending.push(row.id);
        log.streams.set(row.streamId, [...(log.streams.get(row.streamId) ?? []), row]);
      }
      for (const event of recorded) if (event.type === 'CustomerErased') destroyKeys(log, event);
      for (const wake of log.appended) wake();
      return recorded;
    },
    async readStream(streamId, range) {
      const rows = log.streams.get(streamId) ?? [];
      const from = range?.from ?? 1;
      const to = range?.to ?? Number.POSITIVE_INFINITY;
      return rows
        .filter((r) => r.version >= from && r.version <= to)
        .map((row) => openRow(row, options, log));
    },
    now: async () => clock.now(),
  };
}

/** Nobody opens a ticket for who was erased. */
function requireLiving(log: MemoryLog, streams: readonly StreamAppend[]): void {
  for (const { events } of streams) {
    const opened = events.find(({ type }) => type === 'TicketOpened');
    const customerId = opened && String(Object(opened.data).customerId);
    if (customerId !== undefined && log.erased.has(customerId))
      throw new VersionConflict(`customer-${customerId}`);
  }
}

function destroyKeys(log: MemoryLog, { data, at }: RecordedEvent): void {
  const customerId = String(Object(data).customerId);
  const theirs = [...log.keys.values()].filter((key) => key.customerId === customerId);
  for (const { keyId } of theirs) log.keys.delete(keyId);
  log.erased.set(customerId, { keyIds: theirs.map(({ keyId }) => keyId), at });
}

/** A part without events decides nothing; two parts of one stream cannot both be on top of what is stored. */
function requireVersions(log: MemoryLog, streams: readonly StreamAppend[]): void {
  const seen = new Set<string>();
  for (const { streamId, expectedVersion } of streams.filter((s) => s.events.length > 0)) {
    const version = log.streams.get(streamId)?.length ?? 0;
    if (version !== expectedVersion || seen.has(streamId)) throw new VersionConflict(streamId);
    seen.add(streamId);
  }
}

/** Opens one stored row with whatever key is still there. */
export function openRow(
  row: MemoryEventRow,
  { codec, cipher }: MemoryStoreOptions,
  log: MemoryLog,
): RecordedEvent {
  const key = row.personal && log.keys.get(cipher.keyIdOf(row.personal));
  const opened = openEvent(codec, cipher, row, key ? cipher.unwrap(key) : undefined);
  const { id, streamId, version, schemaVersion, at, recordedAt } = row;
  const metadata = structuredClone(row.metadata) as RecordedEvent['metadata'];
  return recordedEvent({ id, streamId, version, schemaVersion, metadata, at, recordedAt }, opened);
}
