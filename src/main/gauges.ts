// Gauges that somebody has to measure, and what this process says of itself: how far behind things are.
import type { Desk } from '../adapters/elysia/desk.ts';
import { type LagMeter, lagMeter } from '../adapters/kafkajs/lag.ts';
import { BusUnavailable, topics } from '../application/bus/message-bus.ts';
import { startLoop } from '../application/log/loop.ts';
import type { Clock } from '../application/platform/clock.ts';
import { seldom } from '../application/platform/seldom.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { kafkaConnection } from './kafka.ts';
import type { Role } from './roles.ts';
import { busFollower, outcomesFollower } from './wiring.ts';

const EVERY_MS = 5_000;

type Measured = Pick<
  Core,
  | 'ledger'
  | 'followers'
  | 'tickets'
  | 'deadLetters'
  | 'processReports'
  | 'breakers'
  | 'telemetry'
  | 'clock'
  | 'ids'
  | 'watchdog'
> & { readonly readiness: Desk['readiness'] };

/** Measures in the relay's process only: these are facts about the whole desk. */
export function startGauges(core: Measured, config: Config, roles: readonly Role[]): AsyncDisposable {
  const { ledger, followers, tickets, deadLetters, telemetry, clock, watchdog, readiness } = core;
  const stalled = standstill(clock);
  const parts = new AsyncDisposableStack();
  const access = { ...kafkaConnection(config, 'gauges'), telemetry };
  const meter = config.kafkaBrokers.length > 0 ? parts.use(lagMeter(access)) : undefined;
  const measureBus = meter ? measuringBus(core, meter) : async () => ({});
  const process = core.ids.next();
  const report = async (busLag: Readonly<Record<string, number>>) => {
    const breakers = Object.fromEntries(core.breakers);
    await core.processReports.put({ process, roles, breakers, busLag });
    return false;
  };
  const measure = async () => {
    telemetry.gauge('relay_pending', await ledger.waiting());
    const { position: head } = await ledger.head();
    for (const follower of [busFollower, outcomesFollower]) {
      const position = await followers.position(follower);
      telemetry.gauge('follower_lag', Number(head - position), { follower });
      telemetry.gauge('follower_stalled_seconds', stalled(follower, position, head), { follower });
    }
    const oldest = await tickets.oldestUnanswered();
    telemetry.gauge('oldest_unanswered_seconds', oldest === undefined ? 0 : (clock.now() - oldest) / 1000);
    telemetry.gauge('dead_letters_parked', await deadLetters.parked());
    return report(await measureBus());
  };
  const loop = startLoop({
    name: 'gauges',
    clock,
    telemetry,
    watchdog,
    step: async () => {
      await readiness(); // what stands shows only to who looks again: so it does to who asks once
      return roles.includes('relay') ? measure() : report({});
    },
    idle: (signal) => clock.sleep(EVERY_MS, signal),
  });
  parts.use(loop); // ends before what it asks
  return parts;
}

/** @returns what tells for how many seconds a follower that is behind has not moved */
export function standstill(
  clock: Pick<Clock, 'elapsed'>,
): (follower: string, position: bigint, head: bigint) => number {
  const seen = new Map<string, { readonly position: bigint; readonly since: number }>();
  return (follower, position, head) => {
    const before = seen.get(follower);
    const stands = before?.position === position && position < head;
    if (!stands) seen.set(follower, { position, since: clock.elapsed() });
    return stands ? (clock.elapsed() - before.since) / 1000 : 0;
  };
}

const groups = { agent: topics.incoming, delivery: topics.outgoing, 'dead-letters': topics.deadLetters };

/**
 * What each group has still to do, by group. Where the bus cannot tell, that is said, the gauges keep their values, and nothing
 * else waits for it.
 */
export function measuringBus(
  { telemetry, clock }: Pick<Core, 'telemetry' | 'clock'>,
  meter: Pick<LagMeter, 'lag'>,
): () => Promise<Readonly<Record<string, number>>> {
  const isNews = seldom(clock);
  return async () => {
    const held: Record<string, number> = {};
    try {
      for (const [group, topic] of Object.entries(groups)) {
        const lags = await meter.lag(group, [topic]);
        held[group] = lags.reduce((sum, { lag }) => sum + lag, 0);
        telemetry.gauge('bus_lag', held[group], { group, topic });
      }
    } catch (error) {
      if (!(error instanceof BusUnavailable)) throw error;
      const said = `the lag of the bus is not known: ${error.message}`;
      if (isNews(said)) telemetry.log('warn', said);
    }
    return held;
  };
}
