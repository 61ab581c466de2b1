// What the database has of people beside their streams.
import type { Erased, KeptFile, PersonalRead, PersonDirectory } from '../../application/privacy/person.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

export function postgresPeople(sql: Db): PersonDirectory {
  const counted = async (query: PromiseLike<{ readonly count: number }>) => (await answering(query)).count;
  const first = async <T>(query: PromiseLike<readonly { readonly id: T }[]>) =>
    (await answering(query)).map(({ id }) => id);
  return {
    ticketsOf: (customerIds) =>
      first(sql<{ id: string }[]>`select ticket_id as id from tickets
        where opened_for = any(${[...customerIds]}::uuid[]) order by opened_at, ticket_id`),
    keysOf: (customerIds) =>
      first(sql<{ id: string }[]>`select key_id as id from customer_keys
        where customer_id = any(${[...customerIds]}::uuid[]) order by key_id`),
    present: (customerIds) =>
      first(sql<{ id: string }[]>`select customer_id as id from customers
        where customer_id = any(${[...customerIds]}::uuid[]) order by customer_id`),
    async customerOf(reference) {
      const [id] = await first(
        sql<{ id: string }[]>`select opened_for as id from tickets where reference = ${reference}`,
      );
      return id;
    },
    filesOf: (customerIds) =>
      answering(sql<KeptFile[]>`
        select file_id as "fileId", channel, provider_message_id as "providerMessageId", ordinal,
          media_type as "mediaType", bytes, state, ${sql.unsafe(ms('stored_at'))} as "storedAt"
        from message_files where customer_id = any(${[...customerIds]}::uuid[]) order by stored_at, file_id`),
    erasures: (limit) =>
      answering(sql<Erased[]>`
        select customer_id as "customerId", key_ids as "keyIds", ${sql.unsafe(ms('erased_at'))} as "erasedAt"
        from erasures order by erased_at desc, customer_id limit ${limit}`),
    reads: ({ customerIds, ticketId, limit }) =>
      answering(sql<PersonalRead[]>`
        select staff, role, what, ticket_id as "ticketId", customer_id as "customerId", ${sql.unsafe(ms('at'))} as at
        from personal_reads
        where ${customerIds === undefined ? sql`true` : sql`customer_id = any(${[...customerIds]}::uuid[])`}
          and ${ticketId === undefined ? sql`true` : sql`ticket_id = ${ticketId}`}
        order by personal_reads.at desc, read_id desc limit ${limit}`),
    quietSince: (at, limit) =>
      first(sql<{ id: string }[]>`
        select c.customer_id as id from customers c
        where c.registered_at < ${new Date(at)}
          and not exists (select from tickets t where t.opened_for = any(family_of(c.customer_id)) and t.updated_at >= ${new Date(at)})
        order by c.registered_at, c.customer_id limit ${limit}`),
    dropFiles: (before, limit) =>
      counted(sql`
        with held as (
          select unnest(family_of((p.data->>'customerId')::uuid)) as customer_id from events p
          where p.type = 'LegalHoldPlaced' and not exists (
            select from events l where l.type = 'LegalHoldLifted' and l.stream_id = p.stream_id and l.data->>'holdId' = p.data->>'holdId')
        )
        delete from message_files where file_id in (
          select file_id from message_files where stored_at < ${new Date(before)} and state <> 'awaited'
            and customer_id not in (select customer_id from held where customer_id is not null)
          order by stored_at limit ${limit})`),
    dropDeadLetters: (before, limit) =>
      counted(sql`delete from dead_letters where dead_letter_id in (
        select dead_letter_id from dead_letters where parked_at < ${new Date(before)}
        order by parked_at limit ${limit})`),
  };
}
