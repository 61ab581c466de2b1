// The overview beside 100,000 tickets: what one look takes that nobody has had before, by how far back it goes.
import { createOverviewDesk } from '../src/main/overview-desk.ts';
import type { Benchmark } from './benchmark.ts';
import { coreOn } from './desk.ts';
import { below, ms, quantile, whole } from './figures.ts';
import { fillOverview } from './overview-rows.ts';

const days = 90;

export const overview: Benchmark = {
  summary: 'the overview of 1, 7, 30 and 90 days beside 100,000 tickets',
  async run(store, quick) {
    const size = quick ? 600 : 100_000;
    const looks = quick ? 2 : 20;
    const sql = store.pool(6);
    await fillOverview(sql, size, days);
    const core = coreOn(sql, store.folder);
    const look = async (back: number) => {
      // A desk of its own for each look: none is answered from the one before.
      const desk = createOverviewDesk(core, async () => ({ ready: true, degraded: [], checks: {} }));
      const started = performance.now();
      const seen = await desk.show({ days: back });
      if ('invalid' in seen) throw new Error(JSON.stringify(seen.invalid));
      const tickets = seen.channels.find(({ channel }) => channel === 'all')?.opened ?? 0;
      return { took: performance.now() - started, tickets };
    };
    const periods = [1, 7, 30, days];
    const measured = periods.map((back) => ({ back, took: [] as number[], tickets: 0 }));
    for (const one of measured) await look(one.back);
    for (let nr = 0; nr < looks; nr++) {
      for (const one of measured) {
        const { took, tickets } = await look(one.back);
        one.took.push(took);
        one.tickets = tickets;
      }
    }
    const bound = store.kind === 'PGlite' ? 1_000 : 300;
    return {
      title: `overview: ${whole(size)} tickets in ${days} days, ${looks} looks at each period`,
      store: store.description,
      header: ['period', 'tickets in it', 'p50', 'p95', 'slowest'],
      rows: measured.map(({ back, took, tickets }) => [
        `${back} ${back === 1 ? 'day' : 'days'}`,
        whole(tickets),
        ...[0.5, 0.95, 1].map((share) => ms(quantile(took, share))),
      ]),
      targets: measured.map(({ back, took }) =>
        below(`overview of ${back} ${back === 1 ? 'day' : 'days'}, p95`, quantile(took, 0.95), bound),
      ),
      notes: ['One look after the other; database and program share the processor cores.'],
    };
  },
};
