// The queues of staff, counted and listed.
import { dueOrder, startsBehind } from '../../application/inbox/due-order.ts';
import {
  type Inbox,
  type InboxTicket,
  type PageRequest,
  placeAfter,
  type QueueCount,
  searchTerms,
  type Thresholds,
} from '../../application/inbox/inbox.ts';
import { excerptLength } from '../../application/projection/ticket-patches.ts';
import type { Db } from './connection.ts';
import { stillTwo } from './customer-book.ts';
import { answering } from './faults.ts';

/** Texts of a search, the newest: who looks for a word that is everywhere is not helped by more. */
const mostHits = 500;
/**
 * Whether a word is everywhere the newest texts tell: of so many, where it is in a tenth. Then it is looked for in the newest
 * alone, since the index leads to all of its texts before the first 500 are known.
 */
const sample = 200;
const newest = 5_000;

export function postgresInbox(sql: Db): Inbox {
  const isOverdue = ({ urgent, high, normal, low }: Thresholds) => sql`waiting_since <= case priority
    when 'urgent' then ${new Date(urgent)}::timestamptz when 'high' then ${new Date(high)}::timestamptz
    when 'normal' then ${new Date(normal)}::timestamptz else ${new Date(low)}::timestamptz end`;
  return {
    counts: (thresholds) =>
      answering(sql<QueueCount[]>`
        with waiting as (
          select count(*) filter (where ${isOverdue(thresholds)})::int as overdue, min(waiting_since) as oldest,
            count(*) filter (where status = 'escalated' and ${isOverdue(thresholds)})::int as escalated_overdue,
            min(waiting_since) filter (where status = 'escalated') as escalated_oldest
          from tickets where waiting_since is not null
        ), failed as (
          select t.ticket_id, t.waiting_since, t.priority, min(m.at) as since
          from messages m join tickets t on t.ticket_id = m.ticket_id
          where m.state = 'failed' and t.status <> 'closed' group by t.ticket_id
        ), counted (nr, queue, count, overdue, oldest) as (
          select 1, 'escalated', (select count(*)::int from tickets where status = 'escalated'), escalated_overdue, escalated_oldest from waiting
          union all
          select 2, 'failed', count(*)::int, count(*) filter (where ${isOverdue(thresholds)})::int, min(since) from failed
          union all
          select 3, 'suppressed', count(*)::int, 0, min(at) from messages where state = 'suppressed' and not discarded
          union all
          select 4, 'conflicts', count(*)::int, 0, min(f.found_at) from ${stillTwo(sql)}
          union all
          select 5, 'all', (select count(*)::int from tickets where status <> 'closed'), overdue, oldest from waiting
        )
        select queue, count, overdue, (extract(epoch from oldest) * 1000)::float8 as "oldestAt" from counted order by nr`),
    mineOf: async (staffId, thresholds) => {
      const [row] = await answering(sql<QueueCount[]>`
        select 'mine' as queue, count(*)::int as count, count(*) filter (where ${isOverdue(thresholds)})::int as overdue,
          (extract(epoch from min(waiting_since)) * 1000)::float8 as "oldestAt"
        from tickets where assigned_to = ${staffId} and status not in ('resolved', 'closed')`);
      return row ?? { queue: 'mine', count: 0, overdue: 0, oldestAt: null };
    },
    page: (request) => answering(page(sql, request)),
    assignees: async () => {
      const rows = await answering(sql<{ name: string }[]>`
        select distinct assigned_to as name from tickets where assigned_to is not null and status not in ('resolved', 'closed')`);
      return rows.map(({ name }) => name);
    },
    signedInWithoutKey: async () => {
      const rows = await answering(
        sql<{ name: string }[]>`select name from staff_seen where way <> 'key' and role <> 'auditor'`,
      );
      return rows.map(({ name }) => name);
    },
    references: async (ticketIds) => {
      const rows = await answering(sql<{ ticketId: string; reference: string }[]>`
        select ticket_id as "ticketId", reference from tickets where ticket_id = any(${[...ticketIds]}::uuid[])`);
      return new Map(rows.map(({ ticketId, reference }) => [ticketId, reference]));
    },
  };
}

/** The page is found by indexes alone, and only its tickets get their names. */
async function page(sql: Db, request: PageRequest): Promise<readonly InboxTicket[]> {
  const { queue, limit, dueAt, search } = request;
  const wanted = search === undefined ? sql`` : sql`and t.ticket_id in (select ticket_id from hits)`;
  const those: Those = sql`${within(sql, request)} ${wanted}`;
  const isAll = queue === 'all';
  const hits = search === undefined ? sql`` : sql`with hits as materialized (${hitsOf(sql, search)})`;
  const rows = await sql<InboxTicket[]>`${hits}
    select t.ticket_id as "ticketId", t.reference, t.customer_id as "customerId", coalesce(r.name, c.name) as "customerName",
      t.subject, t.channel, t.status, t.priority, t.escalation_reason as reason, t.assigned_to as assignee,
      (extract(epoch from t.waiting_since) * 1000)::float8 as "waitingSince",
      (extract(epoch from t.last_message_at) * 1000)::float8 as "lastMessageAt",
      coalesce(nullif(t.excerpt, ''), (
        select left(regexp_replace(m.text, '\\s+', ' ', 'g'), ${excerptLength}) from messages m
        where m.ticket_id = t.ticket_id and m.state <> 'suppressed' and m.kind <> 'acknowledgement' and m.text <> '[erased]'
        order by m.version desc limit 1
      ), '') as excerpt
    from (${isAll ? lastMessages(sql, request, those) : longestWaiting(sql, request, those)}) t
    left join customers c on c.customer_id = t.customer_id
    left join customers r on r.customer_id = c.belongs_to
    order by t.last_message_at desc, t.ticket_id desc`;
  if (isAll) return rows;
  const inOrder = dueOrder(dueAt);
  const places = rows.map((row) => ({ row, place: placeAfter(queue, row) }));
  return places
    .sort((a, b) => inOrder(a.place, b.place))
    .slice(0, limit)
    .map(({ row }) => row);
}

type Those = ReturnType<typeof within>;

function lastMessages(sql: Db, { limit, after }: PageRequest, those: Those) {
  const rest = after
    ? sql`and (t.last_message_at, t.ticket_id) < (${moment(after.at ?? Infinity)}::text::timestamptz, ${after.ticketId}::uuid)`
    : sql``;
  return sql`select * from tickets t where ${those} ${rest}
    order by t.last_message_at desc, t.ticket_id desc limit ${limit}`;
}

/** Of every priority as many as a page takes: what is due first is among them. */
function longestWaiting(sql: Db, { limit, after, dueAt }: PageRequest, those: Those) {
  const starts = startsBehind(after, dueAt);
  const since = sql`coalesce(t.waiting_since, 'infinity')`;
  return sql`select l.* from unnest(${starts.map((one) => one.priority)}::text[],
      ${starts.map((one) => moment(one.since))}::text[]::timestamptz[], ${starts.map((one) => one.ticketId)}::uuid[]) as s (priority, since, id)
    cross join lateral (
      select * from tickets t where ${those} and t.priority = s.priority and (${since}, t.ticket_id) > (s.since, s.id)
      order by ${since}, t.ticket_id limit ${limit}
    ) l`;
}

/** @param at ms since the epoch; infinite: before or behind all */
const moment = (at: number) =>
  Number.isFinite(at) ? new Date(at).toISOString() : at > 0 ? 'infinity' : '-infinity';

function within(sql: Db, { queue, staffId, search }: PageRequest) {
  switch (queue) {
    case 'escalated':
      return sql`t.status = 'escalated'`;
    case 'mine':
      return sql`t.assigned_to = ${staffId} and t.status not in ('resolved', 'closed')`;
    case 'failed':
      return sql`t.status <> 'closed' and t.ticket_id in (select m.ticket_id from messages m where m.state = 'failed')`;
    case 'all':
      return search === undefined ? sql`t.status <> 'closed'` : sql`true`;
  }
}

function hitsOf(sql: Db, search: string) {
  const { words, reference, address, id } = searchTerms(search);
  const query = words.map((word) => `'${word}':*`).join(' & ');
  // A word that nobody ever wrote is taken for one with many hits, which led through all texts in their order. So it is looked up
  // apart from the order, and asked for twice: the planner then expects few enough for the index.
  const alone = sql`offset 0`;
  const byWords = sql`
    (with near as materialized (
      select ticket_id from (select ticket_id, words from search_texts order by text_id desc limit ${newest}) s
      where s.words @@ to_tsquery('simple', ${query}) and ${sample / 10} <= (
        select count(*) from (select words from search_texts order by text_id desc limit ${sample}) n
        where n.words @@ to_tsquery('simple', ${query})
      ) limit ${mostHits}
    )
    select ticket_id from near
    union all
    (select s.ticket_id from (
        select s.text_id, s.ticket_id from search_texts s
        where s.words @@ to_tsquery('simple', ${query}) and s.words @@ to_tsquery('simple', ${query})
          and (select count(*) from near) < ${mostHits} ${alone}
      ) s order by s.text_id desc limit ${mostHits}))
    union
    (select t.ticket_id from (
        select c.customer_id from customers c
        where c.name is not null and to_tsvector('simple', c.name) @@ to_tsquery('simple', ${query})
        order by c.customer_id desc limit ${mostHits}
      ) c cross join lateral (select ticket_id from tickets where customer_id = c.customer_id ${alone}) t
      order by t.ticket_id desc limit ${mostHits})
    union`;
  return sql`${words.length === 0 ? sql`` : byWords}
    select t.ticket_id from tickets t where t.reference = ${reference}
    union
    select t.ticket_id from tickets t where t.ticket_id = ${id}::uuid
    union
    (select t.ticket_id from tickets t where t.opened_for = ${id}::uuid limit ${mostHits})
    union
    (select t.ticket_id from tickets t where t.customer_id = ${id}::uuid limit ${mostHits})
    union
    select t.ticket_id from identifiers i join tickets t on t.customer_id = i.customer_id
      where i.kind in ('email', 'phone', 'whatsapp-user') and i.value in (${address}, ${search.trim()})`;
}
