// Rebuilding a ticket of 1,000 events, against reading its bare rows.
import { loadTicket, ticketStream } from '../src/application/ticket/load-ticket.ts';
import type { Core } from '../src/main/core.ts';
import type { Benchmark } from './benchmark.ts';
import { coreOn } from './desk.ts';
import { atLeast, median, medianRatio, ms, percent, whole } from './figures.ts';
import { processorSeconds } from './processor.ts';
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
    // As it lies in a table that has been there for a while; otherwise a run depends on when the server comes by.
    await sql`vacuum analyze events`;
    const rows = await bare();
    const rebuilt = await rebuild();
    if (rows.length !== size || rebuilt.version !== size) throw new Error('the ticket is not whole');

    const timed = async (work: () => PromiseLike<unknown>): Promise<Took> => {
      const before = await processorSeconds(sql);
      const started = performance.now();
      for (let i = 0; i < perRound; i++) await work();
      const clock = (performance.now() - started) / perRound;
      const after = await processorSeconds(sql);
      const processor = after.own + after.server - before.own - before.server;
      return { clock, processor: (processor * 1000) / perRound };
    };
    await timed(bare);
    await timed(rebuild);
    const bareTook: Took[] = [];
    const rebuildTook: Took[] = [];
    for (let round = 0; round < rounds; round++) {
      bareTook.push(await timed(bare));
      rebuildTook.push(await timed(rebuild));
    }
    const clock = { bare: bareTook.map((t) => t.clock), rebuild: rebuildTook.map((t) => t.clock) };
    const processor = {
      bare: bareTook.map((t) => t.processor),
      rebuild: rebuildTook.map((t) => t.processor),
    };
    const line = (name: string, who: 'bare' | 'rebuild') => [
      name,
      ms(median(clock[who])),
      percent(medianRatio(clock.bare, clock[who])),
      ms(median(processor[who])),
      percent(medianRatio(processor.bare, processor[who])),
    ];
    const ratio = medianRatio(clock.bare, clock.rebuild);
    return {
      title: `replay: a ticket of ${whole(size)} events, 4 of 7 with something sealed, ${rounds} interleaved rounds`,
      store: store.description,
      header: ['', 'by the clock', 'of bare', 'processor time', 'of bare'],
      rows: [line('bare rows (postgres.js)', 'bare'), line('load, unseal and fold', 'rebuild')],
      targets: [atLeast('speed of reading the bare rows', ratio, 0.8, percent)],
      notes: ['Processor time is that of this process and of the server together.'],
    };
  },
};

/** Milliseconds per ticket. */
interface Took {
  readonly clock: number;
  readonly processor: number;
}

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
