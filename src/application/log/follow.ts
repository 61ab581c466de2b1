// Following the ledger: entries in order, and a position that moves together with what was made of them.

import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { RowChange } from '../projection/row-change.ts';
import type { Followers } from './follower.ts';
import type { HeldLease } from './held-lease.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import { startLoop } from './loop.ts';
import type { Wakeups } from './wakeups.ts';

export interface FollowPorts {
  readonly ledger: Ledger;
  readonly followers: Followers;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly sequenced: Wakeups;
}

export interface Follower {
  readonly name: string;
  /**
   * Handles entries in order. Effects outside the database happen here, at least once; the returned rows are written
   * in the transaction that moves the position. A throw leaves the position where it was.
   */
  readonly handle: (entries: readonly LedgerEntry[]) => Promise<readonly RowChange[]>;
}

const BATCH = 500;
const POLL_MS = 200;

/** One batch. @returns whether there may be more. @throws FollowerMoved, or whatever the handler threw */
export async function followOnce(
  { ledger, followers }: Pick<FollowPorts, 'ledger' | 'followers'>,
  follower: Follower,
): Promise<boolean> {
  const from = await followers.position(follower.name);
  const entries = await ledger.read(from, BATCH);
  const last = entries.at(-1);
  if (!last) return false;
  const changes = await follower.handle(entries);
  await followers.advance(follower.name, { from, to: last.position }, changes);
  return entries.length === BATCH;
}

/** @param lease follows only while it is held: two would do everything twice, and one of them in vain */
export function startFollowing(ports: FollowPorts, follower: Follower, lease: HeldLease): AsyncDisposable {
  const { clock, telemetry, sequenced } = ports;
  return startLoop({
    name: follower.name,
    clock,
    telemetry,
    step: async () => (await lease.whileHeld(() => followOnce(ports, follower))) ?? false,
    idle: (signal) => sequenced.wait(follower.name, POLL_MS, signal),
  });
}
