// Appending to PostgreSQL: one statement for any number of events and streams, with their places in `pending` and their
// inline rows. A single statement is atomic by itself and costs one round trip.
import type { EventCodec } from '../../application/log/event-codec.ts';
import {
  type AppendRequest,
  type RecordedEvent,
  sealedFor,
  storedMetadata,
} from '../../application/log/event-store.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import { type DataKey, sealPersonal } from '../../application/log/sealing.ts';
import type { Project } from '../../application/projection/row-change.ts';
import { appendStatement, type Prepared, type Statement } from './append-statement.ts';
import type { Db, Queryable } from './connection.ts';
import { translate } from './faults.ts';
import type { KeyStore } from './keys.ts';
import { applyChanges, splitChanges } from './row-changes.ts';

export interface PostgresStoreOptions {
  readonly codec: EventCodec;
  readonly cipher: Cipher;
  readonly keys: KeyStore;
  readonly project: Project;
  /** Called after a successful append, to wake whoever follows. */
  readonly onAppend?: () => void;
}

/** Appends all of the requests or none. @returns the events of each */
export async function appendAll(
  sql: Db,
  options: PostgresStoreOptions,
  requests: readonly AppendRequest[],
): Promise<readonly RecordedEvent[][]> {
  try {
    const { keys: opened, created } = await options.keys.forCustomers(requests.flatMap(customersOf));
    const sealed = requests.map((request) => seal(options, request, opened));
    const provisional = requests.flatMap((request, i) => recorded(request, sealed[i] ?? [], []));
    const [changes = [], ...later] = splitChanges(provisional.flatMap(options.project));
    const statement = appendStatement(sealed.flat(), created, changes);
    const rows =
      later.length === 0
        ? await run(sql, statement)
        : await sql.begin(async (tx) => {
            const appended = await run(tx, statement);
            for (const batch of later) await applyChanges(tx, batch);
            return appended;
          });
    options.keys.stored(created);
    options.onAppend?.();
    let taken = 0;
    return requests.map((request, i) => {
      const events = sealed[i] ?? [];
      taken += events.length;
      return recorded(request, events, rows.slice(taken - events.length, taken));
    });
  } catch (error) {
    throw translate(error);
  }
}

export const customersOf = ({ streams }: AppendRequest) =>
  streams.flatMap((stream) => sealedFor(stream) ?? []);

function seal(
  { codec, cipher }: PostgresStoreOptions,
  request: AppendRequest,
  opened: ReadonlyMap<string, DataKey>,
): Prepared[] {
  const metadata = JSON.stringify(storedMetadata(request));
  const occurredAt = new Date(request.at).toISOString();
  return request.streams.flatMap((stream) => {
    const { streamId, expectedVersion, events, actors } = stream;
    const sealer = sealedFor(stream);
    return events.map((event, index) => {
      const actor = actors?.get(event);
      const own = actor ? JSON.stringify(storedMetadata(request, actor)) : metadata;
      const encoded = codec.encode(event);
      const version = expectedVersion + index + 1;
      const key = sealer === undefined ? undefined : opened.get(sealer);
      if (encoded.personal && !key)
        throw new Error(`${event.type} has personal fields but no customer to seal them for`);
      const sealed = key ? sealPersonal(cipher, encoded, { streamId, version, type: event.type }, key) : null;
      const personal = sealed?.toHex() ?? null;
      return { streamId, version, isFirst: index === 0, encoded, personal, metadata: own, occurredAt };
    });
  });
}

type Appended = readonly { readonly id: bigint; readonly recorded_at: number }[];

async function run(sql: Queryable, { text, parameters }: Statement): Promise<Appended> {
  return sql.unsafe<{ id: bigint; recorded_at: number }[]>(text, [...parameters] as never[], {
    prepare: true,
  });
}

/** What the caller gets back; before the insert ids and storage times are not known yet, and projections use neither. */
function recorded(request: AppendRequest, events: readonly Prepared[], rows: Appended): RecordedEvent[] {
  const plain = request.streams.flatMap(({ events: given, actors }) =>
    given.map((original) => ({ original, actor: actors?.get(original) })),
  );
  return events.flatMap((event, index) => {
    const { original, actor } = plain[index] ?? {};
    if (!original) return [];
    const row = rows[index];
    const { streamId, version, encoded } = event;
    const ids = { id: row?.id ?? 0n, recordedAt: row ? Math.round(row.recorded_at) : request.at };
    const { at } = request;
    const metadata = storedMetadata(request, actor);
    return [
      {
        ...ids,
        streamId,
        version,
        type: encoded.type,
        schemaVersion: encoded.schemaVersion,
        data: original.data,
        metadata,
        at,
        erased: false,
      },
    ];
  });
}
