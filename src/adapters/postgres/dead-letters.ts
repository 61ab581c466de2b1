// Dead letters as rows.
import type { DeadLetter, DeadLetters } from '../../application/bus/dead-letters.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresDeadLetters(sql: Db): DeadLetters {
  const columns = sql`dead_letter_id as "deadLetterId", topic, partition, "offset", key, headers, value, attempts, error,
    (extract(epoch from parked_at) * 1000)::float8 as "parkedAt", state,
    (extract(epoch from resolved_at) * 1000)::float8 as "resolvedAt", resolved_by as "resolvedBy"`;
  return {
    async add(letter) {
      const {
        deadLetterId,
        topic,
        partition,
        offset,
        key,
        headers,
        value,
        attempts,
        error,
        parkedAt,
        state,
      } = letter;
      await answering(sql`
        insert into dead_letters (dead_letter_id, topic, partition, "offset", key, headers, value, attempts, error, parked_at, state)
        values (${deadLetterId}, ${topic}, ${partition}, ${offset}, ${key}, ${JSON.stringify(headers)}::text::jsonb,
          ${JSON.stringify(value)}::text::jsonb, ${attempts}, ${error}, ${new Date(parkedAt)}, ${state})
        on conflict on constraint dead_letters_origin do nothing`);
    },
    list: ({ state, limit }) =>
      answering(sql<DeadLetter[]>`
        select ${columns} from dead_letters where ${state ?? null}::text is null or state = ${state ?? null}
        order by parked_at desc, dead_letter_id limit ${limit}`),
    get: async (id) =>
      (
        await answering(sql<DeadLetter[]>`select ${columns} from dead_letters where dead_letter_id = ${id}`)
      )[0],
    async parked() {
      const [row] = await answering(
        sql<{ parked: number }[]>`select count(*)::int as parked from dead_letters where state = 'parked'`,
      );
      return row?.parked ?? 0;
    },
    async resolve(id, { state, by, at }) {
      const { count } = await answering(sql`
        update dead_letters set state = ${state}, resolved_by = ${by}, resolved_at = ${new Date(at)}
        where dead_letter_id = ${id} and state = 'parked'`);
      return count === 1;
    },
  };
}
