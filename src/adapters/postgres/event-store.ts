// The event store on PostgreSQL. What several ask for at once shares a statement.
import type { AppendRequest, EventStore, RecordedEvent } from '../../application/log/event-store.ts';
import { appendAll, customersOf, type PostgresStoreOptions } from './append-requests.ts';
import type { Db } from './connection.ts';
import {
  eventOpener,
  eventText,
  type Opening,
  openEvents,
  partTexts,
  textsTogether,
  together,
} from './event-rows.ts';
import { answering, translate, wasUndone } from './faults.ts';
import { inGroups } from './grouping.ts';

/**
 * Shared statements take the server 54 µs for an event where one by itself takes 133, and the program half as long.
 * More at once gain nothing, and take connections from those who read.
 */
const statementsAtOnce = 3;
const requestsTogether = 32;

export function postgresEventStore(sql: Db, options: PostgresStoreOptions): EventStore {
  const append = inGroups({
    inFlight: statementsAtOnce,
    most: requestsTogether,
    keysOf: (request: AppendRequest) => [
      ...request.streams.map(({ streamId }) => streamId),
      ...customersOf(request),
      // An erasure seals nothing, and shares no statement with who opens a ticket.
      ...(request.metadata.customerId === undefined ? [] : [request.metadata.customerId]),
    ],
    perform: (requests) => appendAll(sql, options, requests),
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

/** Groups of versions one after the other, so that the first are opened while the server still reads the others. */
const rangeTogether = `select c.texts, c.count
from generate_series($2::int, least($3::int, coalesce((select max(version) from events where stream_id = $1), 0)), ${together}) as g (first)
cross join lateral (
  select ${textsTogether('row')} as texts, count(*)::int as count from (
    select ${eventText} as row from events e
    where stream_id = $1 and version >= g.first and version < g.first + ${together} and version <= $3 order by version
  ) x
) c`;

const rangeApart = `select ${eventText} as row from events e where stream_id = $1 and version between $2 and $3 order by version`;

/** Opens events while further ones arrive. */
async function readRange(
  sql: Db,
  opening: Opening,
  streamId: string,
  range: Parameters<EventStore['readStream']>[1] = {},
): Promise<readonly RecordedEvent[]> {
  const asked = [streamId, range.from ?? 1, range.to ?? 2_147_483_647];
  try {
    const { take, events } = eventOpener(opening);
    let isWhole = true;
    await sql
      .unsafe<{ texts: string | null; count: number }[]>(rangeTogether, asked, { prepare: true })
      .forEach(({ texts, count }) => {
        const parts = partTexts(texts, count);
        if (parts) for (const row of parts) take(row);
        else isWhole = false;
      });
    if (isWhole) return await events();
    const rows = await sql.unsafe<{ row: string }[]>(rangeApart, asked, { prepare: true });
    return await openEvents(
      rows.map(({ row }) => row),
      opening,
    );
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
