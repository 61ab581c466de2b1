// Whether the desk can take messages now, and what works less well than it should.
import type { Desk } from '../adapters/elysia/desk.ts';
import type { Core } from './core.ts';
import { busFollower } from './wiring.ts';

type Check = 'ok' | 'failed' | 'degraded';

/** The log may be this far ahead of the bus for as long as this before the bus counts as degraded. */
const BUS_PATIENCE_MS = 10_000;
const PATIENCE_MS = 2_000;
/** More events than this without a position mean that the relay is behind. */
const MOST_WAITING = 5_000;

export function readinessOf(core: Core): Desk['readiness'] {
  const busCheck = busProgress(core);
  return async () => {
    const [database, relay, bus] = await Promise.all([
      within(
        core,
        core.ledger.head().then((): Check => 'ok'),
      ),
      within(
        core,
        core.ledger.waiting().then((n): Check => (n > MOST_WAITING ? 'degraded' : 'ok')),
      ),
      within(core, busCheck()),
    ]);
    const disk: Check = core.disk.hasRoom() ? 'ok' : 'failed';
    const checks = { database, disk, relay, bus };
    const degraded = Object.entries(checks).flatMap(([name, check]) => (check === 'ok' ? [] : [name]));
    return { ready: database === 'ok' && disk === 'ok', degraded, checks };
  };
}

/** A check that fails or takes too long has failed. */
function within({ clock }: Core, check: Promise<Check>): Promise<Check> {
  const failed = (): Check => 'failed';
  return Promise.race([check.catch(failed), clock.sleep(PATIENCE_MS).then(failed)]);
}

/** Whether what is in the ledger reaches the bus. Accepting goes on without it: messages wait, none is lost. */
function busProgress({ ledger, followers, clock }: Core): () => Promise<Check> {
  let seen = { position: -1n, since: clock.now() };
  return async () => {
    const [head, position] = await Promise.all([ledger.head(), followers.position(busFollower)]);
    if (position !== seen.position || position >= head.position) seen = { position, since: clock.now() };
    return clock.now() - seen.since > BUS_PATIENCE_MS ? 'degraded' : 'ok';
  };
}
