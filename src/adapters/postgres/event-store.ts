// The event store on PostgreSQL: one statement appends any number of events to any number of streams, with their
// places in `pending` and their inline rows. A single statement is atomic by itself and costs one round trip.

import type { EncodedEvent, EventCodec } from '../../application/log/event-codec.ts';
import {
  type AppendRequest,
  type EventStore,
  type RecordedEvent,
  storedMetadata,
} from '../../application/log/event-store.ts';
import type { Cipher, WrappedKey } from '../../application/log/keyring.ts';
import { type DataKey, sealPersonal } from '../../application/log/sealing.ts';
import type { Project, RowChange } from '../../application/projection/row-change.ts';
import type { Db, Queryable } from './connection.ts';
import { eventColumns, openEvents, type RawEvent } from './event-rows.ts';
import { translate } from './faults.ts';
import type { KeyStore } from './keys.ts';
import { changeClauses, splitChanges } from './row-changes.ts';

export interface PostgresStoreOptions {
  readonly codec: EventCodec;
  readonly cipher: Cipher;
  readonly keys: KeyStore;
  readonly project: Project;
  /** Called after a successful append, to wake whoever follows. */
  readonly onAppend?: () => void;
}

interface Prepared {
  readonly streamId: string;
  readonly version: number;
  readonly isFirst: boolean;
  readonly encoded: EncodedEvent;
  readonly personal: string | null;
}

/** The seven arrays in $1–$7, metadata in $8, time in $9; expressions for row changes follow. */
const appendHead = `with input as (
  select * from unnest($1::text[], $2::int[], $3::boolean[], $4::text[], $5::int[], $6::text[], $7::text[])
    with ordinality as i (stream_id, version, is_first, type, schema_version, data, personal, nr)
), inserted as (
  insert into events (stream_id, version, type, schema_version, data, personal, metadata, occurred_at)
  select stream_id, case when is_first then expect_version(stream_id, version) else version end, type, schema_version,
    data::jsonb, decode(personal, 'hex'), $8::text::jsonb, $9::text::timestamptz
  from input order by nr
  returning id, stream_id, version, recorded_at
), waiting as (
  insert into pending (event_id) select id from inserted
)`;
const appendTail = `
select id, (extract(epoch from recorded_at) * 1000)::float8 as recorded_at from inserted order by id`;

export function postgresEventStore(sql: Db, options: PostgresStoreOptions): EventStore {
  const { codec, cipher, keys, project } = options;

  const seal = (request: AppendRequest, opened: ReadonlyMap<string, DataKey>): Prepared[] =>
    request.streams.flatMap(({ streamId, expectedVersion, customerId, events }) =>
      events.map((event, index) => {
        const encoded = codec.encode(event);
        const version = expectedVersion + index + 1;
        const key = customerId === undefined ? undefined : opened.get(customerId);
        if (encoded.personal && !key)
          throw new Error(`${event.type} has personal fields but no customer to seal them for`);
        const sealed = key
          ? sealPersonal(cipher, encoded, { streamId, version, type: event.type }, key)
          : null;
        const personal = sealed ? Buffer.from(sealed).toString('hex') : null;
        return { streamId, version, isFirst: index === 0, encoded, personal };
      }),
    );

  return {
    async append(request) {
      try {
        const customerIds = request.streams.flatMap((s) =>
          s.customerId === undefined ? [] : [s.customerId],
        );
        const { keys: opened, created } = await keys.forCustomers(customerIds);
        const events = seal(request, opened);
        if (events.length === 0) return [];
        const provisional = recorded(request, events, []);
        const [changes = [], ...later] = splitChanges(provisional.flatMap(project));
        const statement = appendStatement(request, events, created, changes);
        const rows =
          later.length === 0
            ? await run(sql, statement)
            : await sql.begin(async (tx) => {
                const appended = await run(tx, statement);
                for (const batch of later) await applyChanges(tx, batch);
                return appended;
              });
        keys.stored(created);
        options.onAppend?.();
        return recorded(request, events, rows);
      } catch (error) {
        throw translate(error);
      }
    },

    async readStream(streamId, range) {
      try {
        const rows = await sql.unsafe<RawEvent[]>(
          `select ${eventColumns} from events e where stream_id = $1 and version between $2 and $3 order by version`,
          [streamId, range?.from ?? 1, range?.to ?? 2_147_483_647],
          { prepare: true },
        );
        return await openEvents(rows, options);
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

interface Statement {
  readonly text: string;
  readonly parameters: readonly (string | string[] | number[] | (string | null)[])[];
}

type Appended = readonly { readonly id: bigint; readonly recorded_at: number }[];

async function run(sql: Queryable, { text, parameters }: Statement): Promise<Appended> {
  return sql.unsafe<{ id: bigint; recorded_at: number }[]>(text, [...parameters] as never[], {
    prepare: true,
  });
}

function appendStatement(
  request: AppendRequest,
  events: readonly Prepared[],
  created: readonly WrappedKey[],
  changes: readonly RowChange[],
): Statement {
  const keyParameter = created.length > 0 ? 1 : 0;
  const { clauses, parameters } = changeClauses(changes, 10 + keyParameter);
  const keyClause = `new_keys as (insert into customer_keys (key_id, customer_id, wrapped, master_key_id)
    select k."keyId", k."customerId", decode(k.wrapped, 'hex'), k."masterKeyId"
    from jsonb_to_recordset($10::text::jsonb) k ("keyId" uuid, "customerId" uuid, wrapped text, "masterKeyId" text))`;
  const all = created.length > 0 ? [keyClause, ...clauses] : clauses;
  return {
    text: [appendHead, ...all].join(', ') + appendTail,
    parameters: [
      events.map((e) => e.streamId),
      events.map((e) => e.version),
      events.map((e) => String(e.isFirst)), // as text: the driver takes an array of booleans for one boolean
      events.map((e) => e.encoded.type),
      events.map((e) => e.encoded.schemaVersion),
      events.map((e) => JSON.stringify(e.encoded.data)),
      events.map((e) => e.personal),
      JSON.stringify(storedMetadata(request)),
      new Date(request.at).toISOString(),
      ...(created.length > 0 ? [JSON.stringify(created)] : []),
      ...parameters,
    ],
  };
}

/** Row changes on their own, for followers and rebuilds. */
export async function applyChanges(sql: Queryable, changes: readonly RowChange[]): Promise<void> {
  for (const batch of splitChanges(changes)) {
    const { clauses, parameters } = changeClauses(batch, 1);
    if (clauses.length > 0)
      await sql.unsafe(`with ${clauses.join(', ')} select`, [...parameters], { prepare: true });
  }
}

/** What the caller gets back; before the insert ids and storage times are not known yet, and projections use neither. */
function recorded(request: AppendRequest, events: readonly Prepared[], rows: Appended): RecordedEvent[] {
  const plain = request.streams.flatMap((s) => s.events);
  return events.flatMap((event, index) => {
    const original = plain[index];
    if (!original) return [];
    const row = rows[index];
    const { streamId, version, encoded } = event;
    const ids = { id: row?.id ?? 0n, recordedAt: row ? Math.round(row.recorded_at) : request.at };
    const { at } = request;
    const metadata = storedMetadata(request);
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
