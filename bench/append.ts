// Appending with 20 writers, a relay at work: against bare inserts and emmett on the same database.
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { Db } from '../src/adapters/postgres/connection.ts';
import type { AppendRequest } from '../src/application/log/event-store.ts';
import type { Core } from '../src/main/core.ts';
import type { Benchmark } from './benchmark.ts';
import { startChild } from './child.ts';
import { coreOn } from './desk.ts';
import { atLeast, median, medianRatio, percent, type Report, times, whole } from './figures.ts';
import { historyConsulted, newTicket, plainMetadata } from './sample.ts';
import type { Store } from './store.ts';

const writers = 20;
/** The relay keeps up when what waits once the writers stop is gone in this share of the time they wrote. */
const mayTake = 0.1;

const names = {
  bare: 'bare INSERT (postgres.js)',
  ours: 'append, relay running',
  alone: 'append, no relay',
  emmett: 'emmett appendToStream',
  accept: 'accept: 4 events, rows, sealing; relay running',
} as const;
type Contender = keyof typeof names;

export const append: Benchmark = {
  summary: 'events appended per second by 20 writers, against emmett and bare inserts',
  async run(store, quick) {
    const rounds = quick ? 1 : 5;
    const roundMs = quick ? 100 : 1_500;
    const sql = store.pool(writers);
    const core = coreOn(sql, store.folder);
    const pool = new pg.Pool({ connectionString: store.connectionString, max: writers });
    pool.on('error', () => {}); // a connection that ends with the database is no fault
    const emmett = getPostgreSQLEventStore(store.connectionString, {
      connectionOptions: { pooled: true, pool },
    });
    await emmett.schema.migrate();
    await sql`create table bare_events (like events including all)`;

    const write: Record<Contender, () => Promise<unknown>> = {
      bare: () => insertBare(sql, core.ids.next()),
      ours: () => core.events.append(oneEvent(core.ids.next())),
      alone: () => core.events.append(oneEvent(core.ids.next())),
      emmett: () =>
        emmett.appendToStream(`run-${core.ids.next()}`, [{ ...historyConsulted(), metadata: plainMetadata }]),
      accept: () => core.events.append(newTicket(core.ids)),
    };
    const order: readonly Contender[] = ['bare', 'alone', 'ours', 'emmett', 'accept'];
    const rates: Record<Contender, number[]> = { bare: [], ours: [], alone: [], emmett: [], accept: [] };
    const backlogs: Backlog[] = [];
    for (const contender of order) await during(roundMs / 3, write[contender]);
    for (let round = 0; round < rounds; round++) {
      for (const contender of order) {
        if (contender === 'ours' || contender === 'accept') {
          const backlog = await drained(core, sql, store, async () => {
            const rate = await during(roundMs, write[contender]);
            rates[contender].push(rate);
            return rate * (roundMs / 1000) * (contender === 'accept' ? 4 : 1);
          });
          backlogs.push(backlog);
        } else rates[contender].push(await during(roundMs, write[contender]));
      }
    }
    await emmett.close();
    await pool.end();
    return report(store, rates, { backlogs, roundMs });
  },
};

export function oneEvent(id: string): AppendRequest {
  return {
    at: Date.now(),
    metadata: plainMetadata,
    streams: [{ streamId: `run-${id}`, expectedVersion: 0, events: [historyConsulted()] }],
  };
}

export function insertBare(sql: Db, id: string) {
  const { type, data } = historyConsulted();
  return sql`insert into bare_events (stream_id, version, type, schema_version, data, metadata, occurred_at)
    values (${`run-${id}`}, 1, ${type}, 1, ${sql.json(data)}, ${sql.json(plainMetadata)}, ${new Date()})`;
}

/** Lets all writers write for a time. @returns writes per second */
export async function during(forMs: number, write: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let written = 0;
  const writer = async () => {
    while (performance.now() - started < forMs) {
      await write();
      written++;
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  return written / ((performance.now() - started) / 1000);
}

interface Backlog {
  readonly appended: number;
  readonly waiting: number;
  readonly drainMs: number;
}

/**
 * Runs work with a relay beside it, then sees how much waits and how long that takes to go. The relay first takes what
 * waits from before: as in production it is no program that has just started.
 */
async function drained(core: Core, sql: Db, store: Store, work: () => Promise<number>): Promise<Backlog> {
  await using relay = startChild('relay-process.ts', { address: store.address, folder: store.folder });
  await relay.next();
  const waiting = async () =>
    (await sql<{ waiting: number }[]>`select count(*)::int as waiting from pending`)[0]?.waiting ?? 0;
  const gone = async () => {
    while ((await waiting()) > 0) await core.clock.sleep(5);
  };
  await gone();
  const appended = await work();
  const stopped = performance.now();
  const left = await waiting();
  await gone();
  return { appended, waiting: left, drainMs: performance.now() - stopped };
}

function report(
  store: Store,
  rates: Record<Contender, readonly number[]>,
  { backlogs, roundMs }: { readonly backlogs: readonly Backlog[]; readonly roundMs: number },
): Report {
  const rows = (Object.keys(names) as Contender[]).map((name) => [
    names[name],
    whole(median(rates[name])),
    percent(medianRatio(rates[name], rates.bare)),
    times(medianRatio(rates[name], rates.emmett)),
  ]);
  const waiting = Math.max(...backlogs.map((b) => b.waiting));
  const share = Math.max(...backlogs.map((b) => b.waiting / b.appended));
  const drainMs = Math.max(...backlogs.map((b) => b.drainMs));
  return {
    title: `append: ${writers} writers, one event of about 270 bytes each time, ${rates.bare.length} interleaved rounds`,
    store: store.description,
    header: ['', 'appends/s', 'of bare', 'of emmett'],
    rows,
    targets: [
      atLeast('append with relay, against emmett', medianRatio(rates.ours, rates.emmett), 2, times),
      atLeast('append with relay, against bare inserts', medianRatio(rates.ours, rates.bare), 0.75, percent),
      {
        what: 'the relay keeps up: worst time until nothing waits once the writers stop',
        target: `≤ ${whole(roundMs * mayTake)} ms`,
        measured: `${whole(drainMs)} ms; at most ${waiting} events waited, ${percent(share)} of those appended`,
        met: drainMs <= roundMs * mayTake,
      },
    ],
    notes: ['The relay is a process of its own and shares the processor cores with writers and server.'],
  };
}
