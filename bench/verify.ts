// Verifying a ledger of 200,000 events, beside only reading it.
import type { Db } from '../src/adapters/postgres/connection.ts';
import { verifyLedger } from '../src/application/audit/verify.ts';
import type { Core } from '../src/main/core.ts';
import type { Benchmark } from './benchmark.ts';
import { coreOn } from './desk.ts';
import { atLeast, median, whole } from './figures.ts';
import { processorSeconds } from './processor.ts';
import { exchange } from './sample.ts';

const batch = 2_000;

export const verify: Benchmark = {
  summary: 'verifying a ledger of 200,000 events',
  async run(store, quick) {
    const size = quick ? 210 : 200_000;
    const rounds = quick ? 1 : 3;
    const sql = store.pool(4);
    const core = coreOn(sql, store.folder);
    const events = await fill(core, size);
    // As it lies in a table that has been there for a while; otherwise a run depends on when the server comes by.
    await store.pool(1)`vacuum analyze events, ledger`;
    const [row] = await store.pool(1)<{ bytes: number }[]>`
      select avg(length(data::text) + length(metadata::text) + coalesce(octet_length(personal), 0))::float8 as bytes from events`;
    const readRates: number[] = [];
    const verifyRates: number[] = [];
    const ownRates: number[] = [];
    const bothRates: number[] = [];
    for (let round = 0; round < rounds; round++) {
      readRates.push(events / (await timed(sql, () => readAll(core))).seconds);
      const { seconds, own, server } = await timed(sql, async () => {
        const result = await verifyLedger(core);
        if (!result.ok || result.entries !== events) throw new Error('the ledger does not verify');
      });
      verifyRates.push(events / seconds);
      ownRates.push(events / own);
      bothRates.push(events / (own + server));
    }
    return {
      title: `verify: ${whole(events)} events of ${whole(row?.bytes ?? 0)} bytes on average, ${rounds} interleaved rounds`,
      store: store.description,
      header: ['', 'events/s'],
      rows: [
        ['reading stored entries only, batch after batch', whole(median(readRates))],
        ['verifyLedger, by the clock', whole(median(verifyRates))],
        ["verifyLedger, per second of this process's processor time", whole(median(ownRates))],
        ["verifyLedger, per second of this process's and the server's", whole(median(bothRates))],
      ],
      targets: [
        atLeast('events verified per second on one core, server included', median(bothRates), 75_000),
      ],
      notes: [
        store.kind === 'PostgreSQL'
          ? 'The server is another process and reads ahead while this one hashes: two cores are in use.'
          : 'PGlite runs in this process: everything is on one core.',
      ],
    };
  },
};

/** Appends conversations and sequences them. @returns how many events there are */
export async function fill(core: Core, atLeastEvents: number): Promise<number> {
  const lease = await core.leases.acquire('relay', 'bench', 600_000);
  if (!lease) throw new Error('another relay holds the lease');
  let appended = 0;
  while (appended < atLeastEvents) {
    const streams = Array.from({ length: 30 }, () => {
      const customerId = core.ids.next();
      return {
        streamId: `conversation-${core.ids.next()}`,
        expectedVersion: 0,
        customerId,
        events: exchange(core.ids, customerId),
      };
    });
    const metadata = {
      correlationId: core.ids.next(),
      actor: { kind: 'agent' },
      channel: 'webform',
    } as const;
    appended += (await core.events.append({ at: core.clock.now(), metadata, streams })).length;
    if (appended % batch < 210) while ((await core.ledger.sequence(lease, batch)) > 0);
  }
  while ((await core.ledger.sequence(lease, batch)) > 0);
  return appended;
}

async function readAll({ ledger }: Core): Promise<void> {
  for (let after = 0n; ; ) {
    const last = (await ledger.readStored(after, batch)).at(-1);
    if (!last) return;
    after = last.position;
  }
}

async function timed(sql: Db, work: () => Promise<void>) {
  const before = await processorSeconds(sql);
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const after = await processorSeconds(sql);
  return { seconds, own: after.own - before.own, server: after.server - before.server };
}
