// Whether the desk can take messages now, and what works less well than it should.
import type { Desk } from '../adapters/elysia/desk.ts';
import type { Core } from './core.ts';

type Check = 'ok' | 'failed' | 'degraded';

const PATIENCE_MS = 2_000;
/** More events than this without a position mean that the relay is behind. */
const MOST_WAITING = 5_000;

export function readinessOf(core: Core): Desk['readiness'] {
  return async () => {
    const [database, relay] = await Promise.all([
      within(
        core,
        core.ledger.head().then((): Check => 'ok'),
      ),
      within(
        core,
        core.ledger.waiting().then((n): Check => (n > MOST_WAITING ? 'degraded' : 'ok')),
      ),
    ]);
    const disk: Check = core.disk.hasRoom() ? 'ok' : 'failed';
    const checks = { database, disk, relay };
    const degraded = Object.entries(checks).flatMap(([name, check]) => (check === 'ok' ? [] : [name]));
    return { ready: database === 'ok' && disk === 'ok', degraded, checks };
  };
}

/** A check that fails or takes too long has failed. */
function within({ clock }: Core, check: Promise<Check>): Promise<Check> {
  const failed = (): Check => 'failed';
  return Promise.race([check.catch(failed), clock.sleep(PATIENCE_MS).then(failed)]);
}
