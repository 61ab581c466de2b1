// What a database knows of its own tables, kept up to date where it does not do so by itself.
import { startLoop } from '../log/loop.ts';
import type { Clock } from './clock.ts';
import type { Telemetry } from './telemetry.ts';

export interface Statistics {
  /** Gathers them anew of one table that has grown tenfold since. @returns its name; undefined: of none @throws StoreUnavailable */
  renew(): Promise<string | undefined>;
}

/** One table at a time: an embedded database answers nobody meanwhile. */
const EVERY_MS = 10_000;

export function startStatistics(ports: {
  readonly statistics: Statistics;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}): AsyncDisposable {
  const { statistics, clock, telemetry } = ports;
  return startLoop({
    name: 'statistics',
    clock,
    telemetry,
    step: async () => {
      const table = await statistics.renew();
      if (table !== undefined) telemetry.log('info', 'statistics of a table were gathered', { table });
      return false;
    },
    idle: (signal) => clock.sleep(EVERY_MS, signal),
  });
}
