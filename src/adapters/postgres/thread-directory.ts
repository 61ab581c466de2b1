// What routing looks up: tickets by traces, references, people and addresses, and messages that have something in common.
import {
  type FoundTicket,
  type Hit,
  mostSuppressed,
  type SuppressedTicket,
  type ThreadDirectory,
} from '../../application/channel/thread-directory.ts';
import type { Recent } from '../../domain/conversation/loops.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

type HitRow = Pick<Hit, 'by' | 'key'> & FoundTicket;

/** Messages are counted so far and no further. */
const COUNT_TO = 200;

export function postgresThreadDirectory(sql: Db): ThreadDirectory {
  return {
    async find({ channel, traces, replyIds, reference, customerId, address, addressSince = 0 }) {
      const since = new Date(addressSince);
      const rows = await answering(sql<HitRow[]>`
        with hits as (
          select 'trace' as by, t.trace as key, t.ticket_id from threads t
          where t.channel = ${channel} and t.trace = any(${[...traces]}::text[])
          union all
          select 'reply', m.message_id::text, m.ticket_id from messages m
          where m.message_id = any(${[...replyIds]}::uuid[]) and m.author <> 'customer'
          union all
          select 'reference', k.reference, k.ticket_id from tickets k where k.reference = ${reference ?? null}
            and exists (select from messages m where m.ticket_id = k.ticket_id) -- of an erased one none is left
          union all
          (select 'customer', '', k.ticket_id from tickets k where k.opened_for = ${customerId ?? null}::uuid
           order by k.updated_at desc limit 50)
          union all
          (select 'address', '', i.ticket_id from inbound_traits i where i.address = ${address ?? null} and i.at >= ${since}
           group by i.ticket_id order by max(i.at) desc limit 50)
        )
        select h.by, h.key, k.ticket_id as "ticketId", k.reference, k.status, k.subject,
          k.opened_for as "customerId",
          (extract(epoch from k.updated_at) * 1000)::float8 as "updatedAt",
          w.has_written as "hasWritten", w.has_proven as "hasProven", k.only_claimed as "isOnlyClaimed",
          exists (select from messages m where m.ticket_id = k.ticket_id and m.author <> 'customer' and m.channel = 'email') as "isNamed"
        from hits h join tickets k on k.ticket_id = h.ticket_id
        cross join lateral (
          select count(*) > 0 as has_written, coalesce(bool_or(i.proven), false) as has_proven
          from inbound_traits i where i.ticket_id = k.ticket_id and i.address = ${address ?? null} and i.at >= ${since}
        ) w
        order by k.updated_at desc, k.ticket_id, h.by, h.key`);
      return rows.map(({ by, key, ...ticket }) => ({ by, key, ticket }));
    },
    async recent({ address, domain, body, ticketId }, since) {
      const after = new Date(since);
      const counted = (condition: ReturnType<Db>) =>
        sql`(select count(*)::int from (select from inbound_traits where ${condition} and at > ${after} limit ${COUNT_TO}) one)`;
      const [row] = await answering(sql<Recent[]>`
        select ${counted(sql`address = ${address ?? null}`)} as address, ${counted(sql`domain = ${domain ?? null}`)} as domain,
          ${counted(sql`body = ${body} and (address = ${address ?? null} or domain = ${domain ?? null})`)} as body, ${counted(sql`ticket_id = ${ticketId ?? null}::uuid`)} as ticket`);
      return row ? { ...row } : { address: 0, domain: 0, body: 0, ticket: 0 };
    },
    async suppressed({ channel, ...of }, since) {
      const from =
        'list' in of
          ? sql`select t.ticket_id from threads t where t.channel = ${channel} and t.trace = ${of.list}`
          : sql`select i.ticket_id from inbound_traits i
              where i.channel = ${channel} and i.at > ${new Date(since)}
                and ${'domain' in of ? sql`i.domain = ${of.domain}` : sql`i.address = ${of.address}`}`;
      const [row] = await answering(sql<SuppressedTicket[]>`
        select k.ticket_id as "ticketId", k.reference, k.opened_for as "customerId" from tickets k
        where k.status = 'closed' and k.opened_at > ${new Date(since)}
          and k.ticket_id in (${from})
          and (select count(*) < ${mostSuppressed} and bool_and(m.state = 'suppressed') from messages m where m.ticket_id = k.ticket_id)
        order by k.opened_at desc, k.ticket_id limit 1`);
      return row && { ...row };
    },
  };
}
