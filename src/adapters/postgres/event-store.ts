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
import { answering, translate, unlessTooLarge, wasUndone } from './faults.ts';
import { inGroups } from './grouping.ts';

/**
 * Shared statements take the server less than half the time for an event that one by itself takes, and the program half as
 * long. More at once gain nothing, and take connections from those who read.
 */
const sharing = { inFlight: 3, most: 32, patience: 10 };

export function postgresEventStore(sql: Db, options: PostgresStoreOptions): EventStore {
  const append = inGroups({
    ...sharing,
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
    ...sharing,
    keysOf: () => [],
    perform: (streamIds: readonly string[]) => readStreams(sql, options, streamIds),
    wasUndone,
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

/** Most streams have fewer events, and are read row by row: to group them costs more than it spares. */
const short = 64;
/** Versions of a long stream that are read in groups. A version beyond them is hardly ours: then row by row. */
const spanned = 10_000;

const rangeApart = `select ${eventText} as row from events e
where stream_id = $1 and version between $2 and $3 order by version limit $4`;

/** Groups of versions one after the other, so that the first are opened while the server still reads the others. */
const rangeTogether = `select c.texts, c.count, s.last
from (select coalesce(max(version), 0) as last from events where stream_id = $1) s
cross join generate_series($2::bigint, least($3::bigint, s.last, $2::bigint + ${spanned - 1}), ${together}) as g (first)
cross join lateral (
  select ${textsTogether('row')} as texts, count(*)::int as count from (
    select ${eventText} as row from events e
    where stream_id = $1 and version >= g.first and version < g.first + ${together} and version <= $3 order by version
  ) x
) c`;

interface Together {
  readonly texts: string | null;
  readonly count: number;
  /** Last version of the stream. */
  readonly last: number;
}

/** Opens events while further ones arrive. */
async function readRange(
  sql: Db,
  opening: Opening,
  streamId: string,
  { from = 1, to = 2_147_483_647 }: { readonly from?: number; readonly to?: number } = {},
): Promise<readonly RecordedEvent[]> {
  try {
    const apart = (first: number, most: number | null) =>
      sql.unsafe<{ row: string }[]>(rangeApart, [streamId, first, to, most] as never[], { prepare: true });
    const { take, events } = eventOpener(opening);
    await apart(from, short).forEach(({ row }) => {
      take(row);
    });
    const beginning = await events();
    const last = beginning.at(-1)?.version ?? to;
    if (beginning.length < short || last >= to) return beginning;
    const rest =
      (await openedTogether(sql, opening, [streamId, last + 1, to])) ??
      (await openEvents(
        (await apart(last + 1, null)).map(({ row }) => row),
        opening,
      ));
    return [...beginning, ...rest];
  } catch (error) {
    throw translate(error);
  }
}

/** @returns undefined where they have to be read one by one */
async function openedTogether(
  sql: Db,
  opening: Opening,
  asked: readonly [streamId: string, from: number, to: number],
): Promise<readonly RecordedEvent[] | undefined> {
  const { take, events } = eventOpener(opening);
  const [, from, to] = asked;
  let isWhole = true;
  await sql
    .unsafe<Together[]>(rangeTogether, [...asked], { prepare: true })
    .forEach(({ texts, count, last }) => {
      const parts = partTexts(texts, count);
      if (!parts || Math.min(last, to) >= from + spanned) isWhole = false;
      else for (const row of parts) take(row);
    })
    .catch((error: unknown) => {
      isWhole = false;
      unlessTooLarge(error);
    });
  return isWhole ? await events() : undefined;
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
