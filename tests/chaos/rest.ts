// Coming to rest: everything that providers have is read, and all work is done. What a run would only wait for is hurried.
import type { Db } from '../../src/adapters/postgres/connection.ts';
import { until } from '../e2e/desk.ts';
import type { Meddler } from './bus.ts';
import { unfinished } from './evidence.ts';
import type { Topology } from './processes.ts';
import type { Writers } from './writers.ts';

const REST_WITHIN_MS = 300_000;
/** A send begins within this of its attempt, or waits for its turn no longer. */
const SENDS_WITHIN = '8 s';
/** Past the time for which an attempt without an outcome may still be on its way, whatever the provider. */
const AHEAD_MS = 240_000;
const HURRY_EVERY_MS = 5_000;

/** In the long form each fault begins on a desk that has got over the one before; customers keep writing. */
export async function recovered(sql: Db): Promise<void> {
  const nothingWaits = async () => {
    const [row] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from timers t join tickets k on k.ticket_id = t.ticket_id
      where t.kind in ('answer', 'deliver') and k.updated_at < now() - interval '10 s'`;
    return row?.waiting === 0;
  };
  await until('nothing waits for long', nothingWaits, REST_WITHIN_MS);
}

/**
 * The search for messages whose webhook was lost comes every five minutes, and a mailbox whose reader died is free after
 * two; here that is now. Who reads is settled by a lease besides.
 */
export async function allRead(sql: Db, { written }: Writers): Promise<void> {
  await sql`update channel_accounts set due_at = clock_timestamp(), claimed_until = null`;
  let missing = written.length;
  const look = async () => {
    const rows = await sql<{ id: string }[]>`
      select provider_message_id as id from claims where channel in ('email', 'whatsapp')`;
    const known = new Set(rows.map(({ id }) => id));
    missing = written.filter(({ providerMessageId }) => !known.has(providerMessageId)).length;
    return missing === 0;
  };
  await until('all messages are read', look, REST_WITHIN_MS).catch((error: unknown) => {
    throw new Error(`${missing} messages of providers were not read`, { cause: error });
  });
}

/**
 * An attempt whose sender died is looked up once it can no longer be on its way, which takes three minutes. All clocks are
 * put ahead together when nothing is just being sent; the timers, which go by the database's clock, are made due.
 */
export async function timePasses(sql: Db, topology: Topology): Promise<void> {
  const nothingIsBeingSent = async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from events
      where type = 'ReplyAttempted' and recorded_at > clock_timestamp() - ${SENDS_WITHIN}::interval`;
    return row?.count === 0;
  };
  await until('nothing is being sent', nothingIsBeingSent, REST_WITHIN_MS);
  for (const { setClock } of topology.processes) setClock(AHEAD_MS);
}

/** @param letters dead letters that have to be there */
export async function atRest(sql: Db, bus: Meddler, letters: number): Promise<void> {
  let why: readonly string[] = [];
  let hurriedAt = 0;
  const look = async () => {
    if (performance.now() - hurriedAt > HURRY_EVERY_MS) {
      hurriedAt = performance.now();
      await hurry(sql);
    }
    const [parked] = await sql<{ count: number }[]>`select count(*)::int as count from dead_letters`;
    const lag = await bus.lag();
    why = [
      ...(await unfinished(sql)),
      ...(lag > 0 ? [`${lag} messages on the bus`] : []),
      ...((parked?.count ?? 0) < letters ? [`${parked?.count} of ${letters} dead letters`] : []),
    ];
    return why.length === 0;
  };
  await until('rest', look, REST_WITHIN_MS).catch((error: unknown) => {
    throw new Error(`no rest: ${why.join(', ')}`, { cause: error });
  });
}

async function hurry(sql: Db): Promise<void> {
  await sql`update timers set due_at = clock_timestamp() where kind in ('answer', 'deliver') and due_at > clock_timestamp()`;
  await sql`delete from timer_claims where timer_id in (select timer_id from timers where kind in ('answer', 'deliver'))`;
}
