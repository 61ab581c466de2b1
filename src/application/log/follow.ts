// Following the ledger: entries in order, and a position that moves together with what was made of them.

import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { Watchdog } from '../platform/watchdog.ts';
import type { RowChange } from '../projection/row-change.ts';
import { UnknownEvent } from './event-codec.ts';
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
  /** Followers of this process that stand before an event they do not know, with a sentence that says why. */
  readonly halted: Map<string, string>;
  readonly watchdog?: Watchdog;
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
/** Before an event it does not know a follower waits for a newer program, not for the next event. */
const HALTED_MS = 5_000;

/**
 * One batch, up to the first event that this program does not know.
 * @returns whether there may be more
 * @throws UnknownEvent when that event is the very next; FollowerMoved, or whatever the handler threw
 */
export async function followOnce(
  { ledger, followers }: Pick<FollowPorts, 'ledger' | 'followers'>,
  follower: Follower,
): Promise<boolean> {
  const from = await followers.position(follower.name);
  const { entries, isAll } = await readKnown(ledger, from);
  const last = entries.at(-1);
  if (!last) return false;
  const changes = await follower.handle(entries);
  await followers.advance(follower.name, { from, to: last.position }, changes);
  return !isAll || entries.length === BATCH;
}

/** @throws UnknownEvent when nothing before it is left */
async function readKnown(ledger: Ledger, from: bigint) {
  for (let limit = BATCH; ; limit >>= 1) {
    try {
      return { entries: await ledger.read(from, limit), isAll: limit === BATCH };
    } catch (error) {
      if (!(error instanceof UnknownEvent) || limit === 1) throw error;
    }
  }
}

/** @param lease follows only while it is held: two would do everything twice, and one of them in vain */
export function startFollowing(ports: FollowPorts, follower: Follower, lease: HeldLease): AsyncDisposable {
  const { clock, telemetry, watchdog, sequenced, halted } = ports;
  const { name } = follower;
  const goOn = () => {
    if (halted.delete(name)) telemetry.log('info', 'a follower goes on', { follower: name });
  };
  /** Said once: it may stand for as long as an update takes. */
  const halt = ({ message }: UnknownEvent) => {
    if (halted.get(name) === message) return;
    halted.set(name, message);
    telemetry.log('error', 'a follower stands: its program is too old', { follower: name, why: message });
  };
  const step = async (): Promise<boolean> => {
    try {
      const more = await lease.whileHeld(() => followOnce(ports, follower));
      goOn(); // another process follows now, or this one does again
      return more ?? false;
    } catch (error) {
      if (!(error instanceof UnknownEvent)) throw error;
      halt(error);
      return false;
    }
  };
  const idle = (signal: AbortSignal) =>
    halted.has(name) ? clock.sleep(HALTED_MS, signal) : sequenced.wait(name, POLL_MS, signal);
  return startLoop({ name, clock, telemetry, watchdog, step, idle });
}
