// What the in-memory database has of people beside their streams.
import type { PersonDirectory } from '../../application/privacy/person.ts';
import type { Row } from '../../application/projection/row-change.ts';
import { customers, personalReads, tickets } from '../../application/projection/tables.ts';
import { asMs, asText } from './cells.ts';
import type { MemoryLog } from './log.ts';

/** Files and dead letters are elsewhere in memory: none are found here. */
export function memoryPeople(log: MemoryLog): PersonDirectory {
  const all = () => [...log.tables.rows(tickets)];
  const byTime = (column: string) => (a: Row, b: Row) => asMs(a[column]) - asMs(b[column]);
  return {
    ticketsOf: async (customerIds) =>
      all()
        .filter((row) => customerIds.includes(asText(row['opened_for'])))
        .sort(byTime('opened_at'))
        .map((row) => asText(row['ticket_id'])),
    filesOf: async () => [],
    keysOf: async (customerIds) =>
      [...log.keys.values()]
        .filter((key) => customerIds.includes(key.customerId))
        .map((key) => key.keyId)
        .sort(),
    customerOf: async (reference) => {
      const row = all().find((ticket) => ticket['reference'] === reference);
      return row && asText(row['opened_for']);
    },
    erasures: async (limit) =>
      [...log.erased]
        .map(([customerId, { keyIds, at }]) => ({ customerId, keyIds, erasedAt: at }))
        .reverse()
        .slice(0, limit),
    present: async (customerIds) =>
      customerIds.filter((id) => log.tables.get(customers, { customer_id: id }) !== undefined).sort(),
    reads: async ({ customerIds, ticketId, limit }) =>
      [...log.tables.rows(personalReads)]
        .filter((row) => customerIds?.includes(asText(row['customer_id'])) ?? true)
        .filter((row) => ticketId === undefined || row['ticket_id'] === ticketId)
        .sort(byTime('at'))
        .reverse()
        .slice(0, limit)
        .map((row) => ({
          staff: asText(row['staff']),
          role: asText(row['role']),
          what: asText(row['what']),
          ticketId: asText(row['ticket_id']) || null,
          customerId: asText(row['customer_id']) || null,
          at: asMs(row['at']),
        })),
    quietSince: async (at, limit) =>
      [...log.tables.rows(customers)]
        .filter((row) => asMs(row['registered_at']) < at)
        .filter((row) =>
          all().every((t) => t['opened_for'] !== row['customer_id'] || asMs(t['updated_at']) < at),
        )
        .sort(byTime('registered_at'))
        .slice(0, limit)
        .map((row) => asText(row['customer_id'])),
    dropFiles: async () => 0,
    dropDeadLetters: async () => 0,
  };
}
