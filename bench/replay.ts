// Rebuilding a ticket of 1,000 events, against reading its bare rows.
import { loadTicket, ticketStream } from '../src/application/ticket/load-ticket.ts';
import type { Core } from '../src/main/core.ts';
import type { Benchmark } from './benchmark.ts';
import { coreOn } from './desk.ts';
import { atLeast, median, medianRatio, ms, percent, whole } from './figures.ts';
import { exchange, ticketOpened } from './sample.ts';

export const replay: Benchmark = {
  summary: 'rebuilding a 1,000-event ticket, against reading its bare rows',
  async run(store, quick) {
    const size = quick ? 50 : 1_000;
    const rounds = quick ? 2 : 11;
    const perRound = quick ? 1 : 20;
    const sql = store.pool(4);
    const core = coreOn(sql, store.folder);
    const ticketId = await longTicket(core, size);
    const bare = () => sql`select * from events where stream_id = ${ticketStream(ticketId)} order by version`;
    const rebuild = () => loadTicket(core, ticketId);
    const rows = await bare();
    const rebuilt = await rebuild();
    if (rows.length !== size || rebuilt.version !== size) throw new Error('the ticket is not whole');

    const timed = async (work: () => PromiseLike<unknown>) => {
      const started = performance.now();
      for (let i = 0; i < perRound; i++) await work();
      return (performance.now() - started) / perRound;
    };
    await timed(bare);
    await timed(rebuild);
    const bareMs: number[] = [];
    const rebuildMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      bareMs.push(await timed(bare));
      rebuildMs.push(await timed(rebuild));
    }
    const line = (name: string, took: readonly number[]) => [
      name,
      ms(median(took)),
      whole(size / (median(took) / 1000)),
      percent(medianRatio(bareMs, took)),
    ];
    return {
      title: `replay: a ticket of ${whole(size)} events, 4 of 7 with something sealed, ${rounds} interleaved rounds`,
      store: store.description,
      header: ['', 'per ticket', 'events/s', 'speed of bare'],
      rows: [line('bare rows (postgres.js)', bareMs), line('load, unseal and fold', rebuildMs)],
      targets: [atLeast('speed of reading the bare rows', medianRatio(bareMs, rebuildMs), 0.8, percent)],
    };
  },
};

/** @returns id of a ticket with exactly `size` events */
export async function longTicket({ events, ids, clock }: Core, size: number): Promise<string> {
  const ticketId = ids.next();
  const customerId = ids.next();
  const all = [ticketOpened(ids, ticketId, customerId)];
  while (all.length < size) all.push(...exchange(ids, customerId));
  const streamId = ticketStream(ticketId);
  const metadata = { correlationId: ticketId, actor: { kind: 'system' } } as const;
  for (let version = 0; version < size; version += 100) {
    const batch = all.slice(version, Math.min(version + 100, size));
    const stream = { streamId, expectedVersion: version, customerId, events: batch };
    await events.append({ at: clock.now(), metadata, streams: [stream] });
  }
  return ticketId;
}
