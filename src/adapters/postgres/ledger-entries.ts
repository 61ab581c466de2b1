// Entries of the ledger as they are read: a long batch in groups that travel together, and row by row where that does not hold.
import type { Queryable } from './connection.ts';
import { eventText, partTexts, textsTogether, together } from './event-rows.ts';
import { unlessTooLarge } from './faults.ts';

/**
 * Entries beside their events, each event looked up by its key: left to itself, the planner of a prepared statement joins the
 * whole of both tables for every batch.
 */
const entriesWhere = (
  condition: string,
) => `(select position, event_id, hash from ledger where position > $1::bigint and ${condition}) l
left join lateral (select ${eventText} as row from events e where e.id = l.event_id offset 0) e on true`;

/** One entry as a text: place, hash and id a line each, and the text of the event behind them where there is one. */
const entryText =
  "concat_ws(chr(10), l.position, coalesce(encode(l.hash, 'hex'), ''), coalesce(l.event_id, 0), e.row)";

/**
 * A long batch of a ledger without gaps. With both its ends said it is found by the index also where the table has no
 * statistics yet; with an end and a limit all of a young ledger was read for every batch.
 */
const readTogether = `select head, texts, coalesce(entries, 0) as entries from (select max(position) as head from ledger) h left join (
  select ${textsTogether(entryText)} as texts, count(*)::int as entries
  from ${entriesWhere('position <= $2::bigint')} group by l.position / ${together}
) g on true`;

/**
 * One row for each: of few entries, which cost less so, and where somebody took entries out or wrote a name that holds what
 * parts the texts. Two at one position, in a ledger whose key was dropped, both come, or the second would never be seen.
 */
const readApart = `select ${entryText} as text from ${entriesWhere(
  'true order by position fetch first ($2::int) rows with ties',
)}`;

/** Up to so many are few: whoever follows the ledger asks for no more, and mostly gets one or two. */
const few = 500;
const lastPosition = 2n ** 63n - 1n;

interface Entry {
  readonly position: bigint;
  readonly hash: string;
  readonly eventId: bigint;
  /** The text of the event; undefined when it is gone. */
  readonly row: string | undefined;
}

interface Together {
  /** Last position of the ledger; null for an empty one. */
  readonly head: bigint | null;
  readonly texts: string | null;
  readonly entries: number;
}

export async function entriesAfter(sql: Queryable, after: bigint, limit: number): Promise<readonly Entry[]> {
  const texts =
    (limit > few ? await textsTogetherAfter(sql, after, limit) : undefined) ??
    (await sql.unsafe<{ text: string }[]>(readApart, [String(after), limit], { prepare: true })).map(
      ({ text }) => text,
    );
  return byPosition(texts.map(entryOf));
}

/** @returns undefined where they have to be read one by one */
async function textsTogetherAfter(
  sql: Queryable,
  after: bigint,
  limit: number,
): Promise<readonly string[] | undefined> {
  const end = after + BigInt(limit) > lastPosition ? lastPosition : after + BigInt(limit);
  const groups = await sql
    .unsafe<Together[]>(readTogether, [String(after), String(end)], { prepare: true })
    .catch(unlessTooLarge);
  if (!groups) return undefined;
  const left = (groups[0]?.head ?? 0n) - after;
  if (left <= 0n) return [];
  const parted = groups.map(({ texts, entries }) => partTexts(texts, entries));
  const texts = parted.flatMap((one) => one ?? []);
  const isWhole = !parted.includes(undefined) && texts.length === (left < limit ? Number(left) : limit);
  return isWhole ? texts : undefined;
}

/** Groups come as the server finds them. */
function byPosition(entries: Entry[]): readonly Entry[] {
  const isOrdered = entries.every(({ position }, place) => position > (entries[place - 1]?.position ?? -1n));
  return isOrdered ? entries : entries.toSorted((a, b) => (a.position < b.position ? -1 : 1));
}

/** Whoever follows goes on behind the last one: a batch whose events are all gone must not look like the end. */
export async function entriesWithEvents(sql: Queryable, after: bigint, limit: number) {
  for (let from = after; ; ) {
    const entries = await entriesAfter(sql, from, limit);
    const found = entries.flatMap(({ position, row }) => (row === undefined ? [] : [{ position, row }]));
    const last = entries.at(-1);
    if (found.length > 0 || !last) return found;
    from = last.position;
  }
}

function entryOf(text: string): Entry {
  const first = text.indexOf('\n');
  const second = text.indexOf('\n', first + 1);
  const third = text.indexOf('\n', second + 1);
  return {
    position: BigInt(text.slice(0, first)),
    hash: text.slice(first + 1, second),
    eventId: BigInt(third < 0 ? text.slice(second + 1) : text.slice(second + 1, third)),
    row: third < 0 ? undefined : text.slice(third + 1),
  };
}
