// Finding tickets for an audit. Two ways: along the events that are sought, newest first, or along the tickets by last change.
// Which of them is told by what is asked for, not left to the planner: its guess for one in a million is a scan of everything.
import {
  type Cursor,
  cursorOf,
  cursorText,
  type FoundTicket,
  type FoundTickets,
  goesByEvent,
  type TicketFinder,
  type TicketQuery,
} from '../../application/audit/find-tickets.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

/** Clocks of several processes: a ticket's last change may carry an earlier time than an event before it. */
const skew = '5 minutes';

const columns = `t.ticket_id as "ticketId", t.reference, t.customer_id as "customerId", t.status, t.channel, t.category,
  t.priority, t.subject, (extract(epoch from t.opened_at) * 1000)::float8 as "openedAt",
  (extract(epoch from t.updated_at) * 1000)::float8 as "updatedAt",
  (extract(epoch from t.last_inbound_at) * 1000)::float8 as "lastInboundAt", t.escalation_reason as "escalationReason",
  t.assigned_to as "assignedTo", t.rating`;

type Row = FoundTicket & { readonly micros: bigint; readonly cursorId: string };

export function postgresTicketFinder(sql: Db): TicketFinder {
  return {
    async find(query) {
      const byEvent = goesByEvent(query);
      const after = query.after === undefined ? undefined : cursorOf(query.after, byEvent);
      const among = await ticketsOf(sql, query);
      if (among?.length === 0) return { tickets: [] };
      const { text, values } = byEvent ? alongEvents(query, after, among) : alongTickets(query, after, among);
      const rows = await answering(sql.unsafe<Row[]>(text, values as never[]));
      return page(rows, query.limit);
    },

    async openedAs(reference) {
      const [opened] = await answering(sql<{ stream: string }[]>`
        select stream_id as stream from events where type = 'TicketOpened' and data->>'reference' = ${reference}
        and stream_id like 'ticket-%' order by id limit 1`);
      return opened?.stream.slice('ticket-'.length);
    },
  };
}

/** What there is more of than this is soon met on the way along all of them. */
const most = 2_000;

/** The only tickets that come into question. @returns undefined where there may be too many, or all do */
async function ticketsOf(sql: Db, query: TicketQuery): Promise<readonly string[] | undefined> {
  const { actor, customerIds } = query;
  if (customerIds !== undefined) {
    const text = `select ticket_id as ticket from tickets where opened_for = any($1::uuid[]) limit ${most}`;
    const rows = await answering(sql.unsafe<{ ticket: string }[]>(text, [[...customerIds]] as never[]));
    return rows.length === most ? undefined : rows.map(({ ticket }) => ticket);
  }
  if (actor?.kind === 'customer')
    return actor.id === undefined || (await isKnown(sql, actor.id)) ? undefined : [];
  return actor === undefined || goesByEvent(query) ? undefined : ticketsBy(sql, actor.kind, query);
}

/** Whether there ever was such a customer, erased or not: nobody else wrote anything in their name. */
async function isKnown(sql: Db, customerId: string): Promise<boolean> {
  const text = 'select from events where stream_id = $1 limit 1';
  return (await answering(sql.unsafe(text, [`customer-${customerId}`]))).length > 0;
}

/** The tickets on which an actor, who is none of the customers, did anything that was sought. */
async function ticketsBy(sql: Db, kind: string, query: TicketQuery): Promise<readonly string[] | undefined> {
  if (literalKind(kind) === 'null') return [];
  const { values, use } = parameters();
  const text = `select stream_id as stream from events e where ${sought(query, 'e', use).join(' and ')} limit ${most}`;
  const rows = await answering(sql.unsafe<{ stream: string }[]>(text, values as never[]));
  if (rows.length === most) return undefined;
  const tickets = rows.flatMap(({ stream }) => (stream.startsWith('ticket-') ? [stream.slice(7)] : []));
  return [...new Set(tickets)];
}

/** One row more than was asked for says that there is another page. */
function page(rows: readonly Row[], limit: number): FoundTickets {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const tickets = shown.map(({ micros: _micros, cursorId: _cursorId, ...ticket }) => ticket);
  if (rows.length <= limit || !last) return { tickets };
  return { tickets, next: cursorText({ micros: BigInt(last.micros), id: last.cursorId }) };
}

/** @returns what stands for the value in the statement */
type Use = (value: unknown) => string;

/** Numbers values as they are used. */
function parameters() {
  const values: unknown[] = [];
  return { values, use: (value: unknown) => `$${values.push(value)}` };
}

const moment = (ms: number) => new Date(ms).toISOString();
const microsOf = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`;
const timeOf = ({ micros }: Cursor, use: Use) =>
  `timestamptz 'epoch' + ${use(String(micros))}::bigint * interval '1 microsecond'`;

/** What is asked of one event, as conditions on it. */
function sought({ type, actor, from, until }: TicketQuery, name: string, use: Use) {
  return [
    ...(type === undefined ? [] : [`${name}.type = ${use(type)}`]),
    ...(actor === undefined ? [] : [`${name}.metadata->'actor'->>'kind' = ${literalKind(actor.kind)}`]),
    ...(actor?.id === undefined ? [] : [`${name}.metadata->'actor'->>'id' = ${use(actor.id)}`]),
    ...(from === undefined ? [] : [`${name}.occurred_at >= ${use(moment(from))}::timestamptz`]),
    ...(until === undefined ? [] : [`${name}.occurred_at < ${use(moment(until))}::timestamptz`]),
  ];
}

const kinds = ['customer', 'agent', 'staff', 'system'] as const;

/** Written out, since a partial index is only used where the statement itself says what it holds. */
function literalKind(kind: string): string {
  const known = kinds.find((one) => one === kind);
  return known === undefined ? 'null' : `'${known}'`;
}

function asked({ customerIds, status }: TicketQuery, use: Use) {
  return [
    ...(status === undefined ? [] : [`t.status = ${use(status)}`]),
    ...(customerIds === undefined ? [] : [`t.opened_for = any(${use([...customerIds])}::uuid[])`]),
  ];
}

/** @param among the only tickets that come into question: their events are read then, and nothing else */
function alongEvents(query: TicketQuery, after: Cursor | undefined, among: readonly string[] | undefined) {
  const { values, use } = parameters();
  const events =
    among === undefined
      ? 'events'
      : `(select * from events where stream_id = any(${use(among.map((one) => `ticket-${one}`))}::text[]) offset 0)`;
  const conditions = [...sought(query, 'e', use), ...asked(query, use)];
  if (after) {
    conditions.push(`(e.occurred_at, e.id) < (${timeOf(after, use)}, ${use(after.id)}::bigint)`);
  }
  const newer = [
    'n.stream_id = e.stream_id',
    '(n.occurred_at, n.id) > (e.occurred_at, e.id)',
    ...sought(query, 'n', use),
  ];
  const text = `select ${columns}, (extract(epoch from e.occurred_at) * 1000)::float8 as "matchedAt",
      ${microsOf('e.occurred_at')} as micros, e.id::text as "cursorId"
    from ${events} e join tickets t
      on t.ticket_id = case when e.stream_id like 'ticket-%' then substr(e.stream_id, 8)::uuid end
    where ${conditions.join(' and ')} and not exists (select from events n where ${newer.join(' and ')})
    order by e.occurred_at desc, e.id desc limit ${use(query.limit + 1)}`;
  return { text, values };
}

/** @param among the only tickets that come into question */
function alongTickets(query: TicketQuery, after: Cursor | undefined, among: readonly string[] | undefined) {
  const { values, use } = parameters();
  const conditions = asked(query, use);
  if (among !== undefined) conditions.push(`t.ticket_id = any(${use([...among])}::uuid[])`);
  const { from, until, actor } = query;
  if (from !== undefined)
    conditions.push(`t.updated_at >= ${use(moment(from))}::timestamptz - interval '${skew}'`);
  if (until !== undefined)
    conditions.push(`t.opened_at < ${use(moment(until))}::timestamptz + interval '${skew}'`);
  if (after) {
    conditions.push(`(t.updated_at, t.ticket_id) < (${timeOf(after, use)}, ${use(after.id)}::uuid)`);
  }
  if (actor !== undefined || from !== undefined || until !== undefined)
    conditions.push(
      `exists (select from events e where ${["e.stream_id = 'ticket-' || t.ticket_id", ...sought(query, 'e', use)].join(' and ')})`,
    );
  const text = `select ${columns}, (extract(epoch from t.updated_at) * 1000)::float8 as "matchedAt",
      ${microsOf('t.updated_at')} as micros, t.ticket_id::text as "cursorId"
    from tickets t ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
    order by t.updated_at desc, t.ticket_id desc limit ${use(query.limit + 1)}`;
  return { text, values };
}
