// What staff look up about customers: conflicts, namesakes, and which tickets are whose.
import {
  type Alike,
  type CustomerBook,
  type CustomerSummary,
  type HeldTicket,
  mostAlike,
  type OpenConflict,
} from '../../application/customer/customer-directory.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

/** Conflicts, as `f`, that nobody has decided about: customers who were merged since are no question any more. */
export const stillTwo = (sql: Db) => sql`identity_conflicts f
  join customers a on a.customer_id = f.customer_id
  join customers b on b.customer_id = f.other_id
  where f.state = 'open' and coalesce(a.belongs_to, a.customer_id) <> coalesce(b.belongs_to, b.customer_id)`;

export function postgresCustomerBook(sql: Db): CustomerBook {
  const customer = sql`customer_id as "customerId", belongs_to as "belongsTo", name,
    (extract(epoch from registered_at) * 1000)::float8 as "registeredAt"`;
  const ticket = sql`ticket_id as "ticketId", reference, status, customer_id as "customerId", opened_for as "openedFor"`;
  return {
    conflicts: (limit) =>
      answering(sql<OpenConflict[]>`
        select f.customer_id as "customerId", f.other_id as "otherId", f.kinds, f.source_message_id as "sourceMessageId",
          (extract(epoch from f.found_at) * 1000)::float8 as "foundAt"
        from ${stillTwo(sql)}
        order by f.found_at, f.customer_id, f.other_id limit ${limit}`),
    byId: async (customerId) =>
      (
        await answering(
          sql<CustomerSummary[]>`select ${customer} from customers where customer_id = ${customerId}`,
        )
      )[0],
    namesakes: (name, limit) =>
      answering(sql<CustomerSummary[]>`
        select ${customer} from customers where lower(name) = lower(${name}) and name is not null
        order by registered_at desc, customer_id limit ${limit}`),
    alike: (customerIds, limit) =>
      answering(sql<Alike[]>`
        select o.customer_id as "customerId", o.kind, count(*)::int as count
        from hints h join hints o on o.kind = h.kind and o.trait = h.trait
        where h.customer_id = any(${[...customerIds]}::uuid[]) and o.customer_id <> all(${[...customerIds]}::uuid[])
          and (select count(*) from (
            select from hints x where x.kind = h.kind and x.trait = h.trait limit ${mostAlike + 1}
          ) many) <= ${mostAlike}
        group by o.customer_id, o.kind order by count desc, o.customer_id limit ${limit}`),
    // By the few customers who were merged, and by the few tickets that were moved: never all of either.
    astray: (limit) =>
      answering(sql<{ ticketId: string; belongsTo: string }[]>`
        select t.ticket_id as "ticketId", c.belongs_to as "belongsTo"
        from customers c join tickets t on t.opened_for = c.customer_id
        where c.belongs_to is not null and t.customer_id <> c.belongs_to
        union all
        select t.ticket_id, c.customer_id
        from tickets t join customers c on c.customer_id = t.opened_for
        where t.customer_id <> t.opened_for and c.belongs_to is null
        limit ${limit}`),
    ticketsHeld: (customerIds, limit) =>
      answering(sql<HeldTicket[]>`
        select ${ticket} from tickets where opened_for = any(${[...customerIds]}::uuid[])
        order by opened_at desc, ticket_id limit ${limit}`),
    ticketsAway: (customerIds, holder, limit) =>
      answering(sql<HeldTicket[]>`
        select ${ticket} from tickets where opened_for = any(${[...customerIds]}::uuid[]) and customer_id <> ${holder}
        order by opened_at desc, ticket_id limit ${limit}`),
  };
}
