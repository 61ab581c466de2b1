// Gauges that somebody has to measure: how far behind things are.
import { startLoop } from '../application/log/loop.ts';
import type { Core } from './core.ts';
import { busFollower, outcomesFollower, type Role } from './roles.ts';

const EVERY_MS = 5_000;

/** Measures in the relay's process only: these are facts about the whole desk. */
export function startGauges(core: Core, roles: readonly Role[]): AsyncDisposable {
  const { ledger, followers, tickets, deadLetters, telemetry, clock } = core;
  const measure = async () => {
    telemetry.gauge('relay_pending', await ledger.waiting());
    const { position } = await ledger.head();
    for (const follower of [busFollower, outcomesFollower]) {
      telemetry.gauge('follower_lag', Number(position - (await followers.position(follower))), { follower });
    }
    const oldest = await tickets.oldestUnanswered();
    telemetry.gauge('oldest_unanswered_seconds', oldest === undefined ? 0 : (clock.now() - oldest) / 1000);
    telemetry.gauge('dead_letters_parked', await deadLetters.parked());
    return false;
  };
  return startLoop({
    name: 'gauges',
    clock,
    telemetry,
    step: () => (roles.includes('relay') ? measure() : Promise.resolve(false)),
    idle: (signal) => clock.sleep(EVERY_MS, signal),
  });
}
