// The event store on PostgreSQL: one statement appends any number of events to any number of streams, with their
// places in `pending` and their inline rows. A single statement is atomic by itself and costs one round trip.

import type { EventCodec } from '../../application/log/event-codec.ts';
import {
  type AppendRequest,
  type EventStore,
  type RecordedEvent,
  sealedFor,
  storedMetadata,
} from '../../application/log/event-store.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import { type DataKey, sealPersonal } from '../../application/log/sealing.ts';
import type { Project, RowChange } from '../../application/projection/row-change.ts';
import { appendStatement, type Prepared, type Statement } from './append-statement.ts';
import type { Db, Queryable } from './connection.ts';
import { eventOpener, eventText, type Opening } from './event-rows.ts';
import { answering, translate, wasUndone } from './faults.ts';
import { inGroups } from './grouping.ts';
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

/**
 * Shared statements take the server 54 µs for an event where one by itself takes 133, and the program half as long.
 * More at once gain nothing, and take connections from those who read.
 */
const statementsAtOnce = 3;
const requestsTogether = 32;

export function postgresEventStore(sql: Db, options: PostgresStoreOptions): EventStore {
  const { codec, cipher, keys, project } = options;

  const seal = (request: AppendRequest, opened: ReadonlyMap<string, DataKey>): Prepared[] => {
    const metadata = JSON.stringify(storedMetadata(request));
    const occurredAt = new Date(request.at).toISOString();
    return request.streams.flatMap((stream) => {
      const { streamId, expectedVersion, events } = stream;
      const sealer = sealedFor(stream);
      return events.map((event, index) => {
        const encoded = codec.encode(event);
        const version = expectedVersion + index + 1;
        const key = sealer === undefined ? undefined : opened.get(sealer);
        if (encoded.personal && !key)
          throw new Error(`${event.type} has personal fields but no customer to seal them for`);
        const sealed = key
          ? sealPersonal(cipher, encoded, { streamId, version, type: event.type }, key)
          : null;
        const personal = sealed ? Buffer.from(sealed).toString('hex') : null;
        return { streamId, version, isFirst: index === 0, encoded, personal, metadata, occurredAt };
      });
    });
  };

  /** Appends all of the requests or none. @returns the events of each */
  const appendAll = async (requests: readonly AppendRequest[]): Promise<readonly RecordedEvent[][]> => {
    try {
      const { keys: opened, created } = await keys.forCustomers(requests.flatMap(customersOf));
      const sealed = requests.map((request) => seal(request, opened));
      const provisional = requests.flatMap((request, i) => recorded(request, sealed[i] ?? [], []));
      const [changes = [], ...later] = splitChanges(provisional.flatMap(project));
      const statement = appendStatement(sealed.flat(), created, changes);
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
      let taken = 0;
      return requests.map((request, i) => {
        const events = sealed[i] ?? [];
        taken += events.length;
        return recorded(request, events, rows.slice(taken - events.length, taken));
      });
    } catch (error) {
      throw translate(error);
    }
  };

  const append = inGroups({
    inFlight: statementsAtOnce,
    most: requestsTogether,
    keysOf: (request: AppendRequest) => [
      ...request.streams.map(({ streamId }) => streamId),
      ...customersOf(request),
      // An erasure seals nothing, and shares no statement with who opens a ticket.
      ...(request.metadata.customerId === undefined ? [] : [request.metadata.customerId]),
    ],
    perform: appendAll,
    wasUndone,
  });

  const readWhole = inGroups({
    inFlight: statementsAtOnce,
    most: requestsTogether,
    keysOf: () => [],
    perform: (streamIds: readonly string[]) => readStreams(sql, options, streamIds),
    wasUndone: () => true, // nothing is written
  });

  return {
    append: async (request) =>
      request.streams.some(({ events }) => events.length > 0) ? append(request) : [],

    readStream: (streamId, range) =>
      range === undefined ? readWhole(streamId) : readRange(sql, options, streamId, range),

    async now() {
      const [row] = await answering(sql<{ now: number }[]>`
        select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`);
      if (!row) throw new Error('the database does not know the time');
      return Math.round(row.now);
    },
  };
}

/** Opens events while further ones arrive. */
async function readRange(
  sql: Db,
  opening: Opening,
  streamId: string,
  range: Parameters<EventStore['readStream']>[1] = {},
): Promise<readonly RecordedEvent[]> {
  try {
    const { take, events } = eventOpener(opening);
    await sql
      .unsafe<{ row: string }[]>(
        `select ${eventText} as row from events e where stream_id = $1 and version between $2 and $3 order by version`,
        [streamId, range.from ?? 1, range.to ?? 2_147_483_647],
        { prepare: true },
      )
      .forEach(({ row }) => {
        take(row);
      });
    return await events();
  } catch (error) {
    throw translate(error);
  }
}

/** Several whole streams in one round trip. @returns the events of each, in the order asked for */
async function readStreams(
  sql: Db,
  opening: Opening,
  streamIds: readonly string[],
): Promise<readonly (readonly RecordedEvent[])[]> {
  const [only] = streamIds;
  if (only !== undefined && streamIds.length === 1) return [await readRange(sql, opening, only)];
  try {
    const openers = new Map(streamIds.map((streamId) => [streamId, eventOpener(opening)]));
    await sql
      .unsafe<{ stream: string; row: string }[]>(
        `select stream_id as stream, ${eventText} as row from events e where stream_id = any($1::text[]) order by stream_id, version`,
        [[...openers.keys()]],
        { prepare: true },
      )
      .forEach(({ stream, row }) => {
        openers.get(stream)?.take(row);
      });
    const opened = new Map<string, readonly RecordedEvent[]>();
    for (const [streamId, { events }] of openers) opened.set(streamId, await events());
    return streamIds.map((streamId) => opened.get(streamId) ?? []);
  } catch (error) {
    throw translate(error);
  }
}

const customersOf = ({ streams }: AppendRequest) => streams.flatMap((stream) => sealedFor(stream) ?? []);

type Appended = readonly { readonly id: bigint; readonly recorded_at: number }[];

async function run(sql: Queryable, { text, parameters }: Statement): Promise<Appended> {
  return sql.unsafe<{ id: bigint; recorded_at: number }[]>(text, [...parameters] as never[], {
    prepare: true,
  });
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
