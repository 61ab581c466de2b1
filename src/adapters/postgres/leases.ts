// Leases as rows. Time is the database's, so that holders with wrong clocks agree.
import { type Lease, LeaseLost, type Leases } from '../../application/log/ledger.ts';
import type { Db, Queryable } from './connection.ts';
import { translate } from './faults.ts';

export function postgresLeases(sql: Db): Leases {
  return {
    async acquire(name, holder, ttlMs) {
      try {
        const [row] = await sql<{ epoch: bigint }[]>`
          insert into leases as l (name, holder, epoch, expires_at)
          values (${name}, ${holder}, 1, clock_timestamp() + ${ttlMs} * interval '1 millisecond')
          on conflict (name) do update set holder = excluded.holder, epoch = l.epoch + 1, expires_at = excluded.expires_at
          where l.expires_at < clock_timestamp() or l.holder = excluded.holder
          returning epoch`;
        return row && { name, holder, epoch: row.epoch };
      } catch (error) {
        throw translate(error);
      }
    },
    async renew(lease, ttlMs) {
      try {
        const { count } = await sql`
          update leases set expires_at = clock_timestamp() + ${ttlMs} * interval '1 millisecond'
          where name = ${lease.name} and holder = ${lease.holder} and epoch = ${lease.epoch}`;
        if (count === 0) throw new LeaseLost(lease.name);
      } catch (error) {
        throw translate(error);
      }
    },
    async release(lease) {
      try {
        await sql`update leases set expires_at = '-infinity' where name = ${lease.name} and epoch = ${lease.epoch}`;
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

/** To stand first in a transaction that only the holder may make. Locks the row, so that a successor waits for us. */
export async function requireLease(tx: Queryable, lease: Lease): Promise<void> {
  const { count } = await tx`
    update leases set expires_at = greatest(expires_at, clock_timestamp())
    where name = ${lease.name} and holder = ${lease.holder} and epoch = ${lease.epoch}`;
  if (count === 0) throw new LeaseLost(lease.name);
}
