// Whether the desk can take messages now, and what works less well than it should.
import type { Desk } from '../adapters/elysia/desk.ts';
import type { Core } from './core.ts';
import { busFollower, outcomesFollower } from './wiring.ts';

type Check = 'ok' | 'failed' | 'degraded';

/** A follower of the log may be behind and not move for as long as this before it counts as degraded. */
const FOLLOWER_PATIENCE_MS = 10_000;
const PATIENCE_MS = 2_000;
/** More events than this without a position mean that the relay is behind. */
const MOST_WAITING = 5_000;

/** What the checks look at. */
type Observed = Pick<Core, 'ledger' | 'followers' | 'halted' | 'clock'> & {
  readonly disk: Pick<Core['disk'], 'hasRoom'>;
};

export function readinessOf(core: Observed): Desk['readiness'] {
  const busCheck = progress(core, busFollower);
  const outcomesCheck = progress(core, outcomesFollower);
  return async () => {
    const [database, relay, bus, outcomes] = await Promise.all([
      within(
        core,
        core.ledger.head().then((): Check => 'ok'),
      ),
      within(
        core,
        core.ledger.waiting().then((n): Check => (n > MOST_WAITING ? 'degraded' : 'ok')),
      ),
      within(core, busCheck()),
      within(core, outcomesCheck()),
    ]);
    const disk: Check = core.disk.hasRoom() ? 'ok' : 'failed';
    const checks = { database, disk, relay, bus, outcomes };
    const degraded = Object.entries(checks).flatMap(([name, check]) => (check === 'ok' ? [] : [name]));
    const reasons = [...core.halted].map(([follower, why]) => `${follower}: ${why}`);
    const ready = database === 'ok' && disk === 'ok';
    return { ready, degraded, ...(reasons.length > 0 ? { reasons } : {}), checks };
  };
}

/** A check that fails or takes too long has failed. */
function within({ clock }: Observed, check: Promise<Check>): Promise<Check> {
  const failed = (): Check => 'failed';
  return Promise.race([check.catch(failed), clock.sleep(PATIENCE_MS).then(failed)]);
}

/** Whether what is in the ledger comes further. Accepting goes on without it: what is not followed waits, none is lost. */
function progress({ ledger, followers, clock, halted }: Observed, follower: string): () => Promise<Check> {
  let seen = { position: -1n, since: clock.elapsed() };
  return async () => {
    const [head, position] = await Promise.all([ledger.head(), followers.position(follower)]);
    if (position !== seen.position || position >= head.position) seen = { position, since: clock.elapsed() };
    const stands = halted.has(follower) || clock.elapsed() - seen.since > FOLLOWER_PATIENCE_MS;
    return stands ? 'degraded' : 'ok';
  };
}
