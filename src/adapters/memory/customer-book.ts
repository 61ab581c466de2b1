// What staff look up about customers, over the in-memory tables.
import {
  type Alike,
  type CustomerBook,
  type CustomerSummary,
  type HeldTicket,
  mostAlike,
  type OpenConflict,
} from '../../application/customer/customer-directory.ts';
import type { Row } from '../../application/projection/row-change.ts';
import { customers, hints, identityConflicts, tickets } from '../../application/projection/tables.ts';
import { asMs, asText } from './cells.ts';
import type { MemoryTables } from './database.ts';
import { rootOf } from './directories.ts';

const byTime = (column: string, key: string) => (a: Row, b: Row) =>
  asMs(b[column]) - asMs(a[column]) || (asText(a[key]) < asText(b[key]) ? -1 : 1);

/** Conflicts that nobody has decided about: customers who were merged since are no question any more. */
export function stillTwo(tables: MemoryTables): readonly Row[] {
  const has = (cell: Row[string] | undefined) =>
    tables.get(customers, { customer_id: asText(cell) }) !== undefined;
  return [...tables.rows(identityConflicts)].filter(
    (row) =>
      row['state'] === 'open' &&
      has(row['customer_id']) &&
      has(row['other_id']) &&
      rootOf(tables, asText(row['customer_id'])) !== rootOf(tables, asText(row['other_id'])),
  );
}

export function memoryCustomerBook(tables: MemoryTables): CustomerBook {
  const known = (cell: Row[string] | undefined) =>
    tables.get(customers, { customer_id: asText(cell) }) !== undefined;
  const held = (ids: readonly string[], keep: (row: Row) => boolean, limit: number) =>
    [...tables.rows(tickets)]
      .filter((row) => ids.includes(asText(row['opened_for'])) && keep(row))
      .sort(byTime('opened_at', 'ticket_id'))
      .slice(0, limit)
      .map(toTicket);
  return {
    conflicts: async (limit) =>
      stillTwo(tables)
        .map(toConflict)
        .sort((a, b) => a.foundAt - b.foundAt || (keyOf(a) < keyOf(b) ? -1 : 1))
        .slice(0, limit),
    byId: async (customerId) => {
      const row = tables.get(customers, { customer_id: customerId });
      return row && toCustomer(row);
    },
    namesakes: async (name, limit) =>
      [...tables.rows(customers)]
        .filter((row) => asText(row['name']).toLowerCase() === name.toLowerCase() && row['name'] !== null)
        .sort(byTime('registered_at', 'customer_id'))
        .slice(0, limit)
        .map(toCustomer),
    alike: async (ids, limit) => {
      const all = [...tables.rows(hints)];
      const mine = all.filter((row) => ids.includes(asText(row['customer_id'])));
      const found = new Map<string, Alike>();
      for (const { kind, trait } of mine) {
        const same = all.filter((row) => row['kind'] === kind && row['trait'] === trait);
        if (same.length > mostAlike) continue;
        for (const row of same) {
          const customerId = asText(row['customer_id']);
          if (ids.includes(customerId)) continue;
          const { count } = found.get(`${customerId} ${asText(kind)}`) ?? { count: 0 };
          found.set(`${customerId} ${asText(kind)}`, { customerId, kind, count: count + 1 } as Alike);
        }
      }
      return [...found.values()]
        .sort((a, b) => b.count - a.count || (a.customerId < b.customerId ? -1 : 1))
        .slice(0, limit);
    },
    astray: async (limit) =>
      [...tables.rows(tickets)]
        .filter((row) => known(row['opened_for']))
        .map((row) => ({ row, belongsTo: rootOf(tables, asText(row['opened_for'])) }))
        .filter(({ row, belongsTo }) => row['customer_id'] !== belongsTo)
        .slice(0, limit)
        .map(({ row, belongsTo }) => ({ ticketId: asText(row['ticket_id']), belongsTo })),
    ticketsHeld: async (ids, limit) => held(ids, () => true, limit),
    ticketsAway: async (ids, holder, limit) => held(ids, (row) => row['customer_id'] !== holder, limit),
  };
}

const keyOf = ({ customerId, otherId }: OpenConflict) => `${customerId} ${otherId}`;

function toConflict(row: Row): OpenConflict {
  const { customer_id: customerId, other_id: otherId, kinds, source_message_id: sourceMessageId } = row;
  return { customerId, otherId, kinds, sourceMessageId, foundAt: asMs(row['found_at']) } as OpenConflict;
}

function toCustomer(row: Row): CustomerSummary {
  const { customer_id: customerId, belongs_to: belongsTo, name } = row;
  return { customerId, belongsTo, name, registeredAt: asMs(row['registered_at']) } as CustomerSummary;
}

function toTicket(row: Row): HeldTicket {
  const { ticket_id: ticketId, reference, status, customer_id: customerId, opened_for: openedFor } = row;
  return { ticketId, reference, status, customerId, openedFor } as HeldTicket;
}
