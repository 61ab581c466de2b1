// What the scheduler knows of the work it has put on the bus: since when a ticket or a reply has been there without an
// outage, and whether it is time to put it there again. Times are the store's, and none is taken from when a timer was due:
// that is by the clock of whoever wrote the event. Held in memory: a scheduler that begins knows of nothing on the bus,
// which only gives agents longer.
import type { ClaimedTimer } from './timers.ts';

type Claimed = Pick<ClaimedTimer, 'timerId' | 'kind' | 'ticketId' | 'dueAt' | 'lateMs'>;

export interface OnTheBus {
  /** How long the timer has been due with its work on a bus that works, milliseconds; 0 while it is not there. */
  sinceMs(timer: Claimed): number;
  /** Whether what is on the bus has had its time, or is from before the timer was due. */
  isTurn(timer: Claimed): boolean;
  /** The bus took it, or refused it as it refuses no other. */
  put(timer: Claimed): void;
  /** The bus takes nothing: what is on it may wait there for as long as it is away. */
  away(): void;
}

interface Entry {
  readonly since: number;
  readonly last: number;
}

/** The second message of a ticket comes after this long, each later one after twice the time of all before. */
const FIRST_REST_MS = 60_000;
/** A reply that has been brought back for so long comes only at this interval: each time may end in a dead letter. */
const LONG_MS = 10 * 60_000;
const SELDOM_MS = 15 * 60_000;
/** What no timer has asked for in so long is done with. */
const FORGET_MS = 60 * 60_000;
const SWEEP_FROM = 10_000;

export function onTheBus(): OnTheBus {
  let known = new Map<string, Entry>();
  let sweepAt = SWEEP_FROM;
  const now = ({ dueAt, lateMs }: Claimed) => dueAt + lateMs;
  /** Several messages of a ticket are answered together. */
  const keyOf = ({ kind, ticketId, timerId }: Claimed) => (kind === 'answer' ? ticketId : timerId);
  const entryOf = (timer: Claimed): Entry | undefined => {
    const entry = known.get(keyOf(timer));
    return entry && entry.last <= now(timer) ? entry : undefined; // the store's clock was set back
  };
  const sweep = (at: number) => {
    if (known.size < sweepAt) return;
    known = new Map([...known].filter(([, { last }]) => at - last < FORGET_MS));
    sweepAt = Math.max(SWEEP_FROM, 2 * known.size);
  };
  return {
    sinceMs(timer) {
      const entry = entryOf(timer);
      return entry ? Math.min(timer.lateMs, now(timer) - entry.since) : 0;
    },
    isTurn(timer) {
      const entry = entryOf(timer);
      if (!entry) return true;
      const rested = now(timer) - entry.last;
      if (timer.kind === 'deliver') return entry.last - entry.since < LONG_MS || rested >= SELDOM_MS;
      // What the ticket was on the bus for before this message was due says nothing of this one.
      const been = entry.last - Math.max(entry.since, timer.dueAt);
      return been < 0 || rested >= Math.max(FIRST_REST_MS, 2 * been);
    },
    put(timer) {
      const last = now(timer);
      known.set(keyOf(timer), { since: entryOf(timer)?.since ?? last, last });
      sweep(last);
    },
    away() {
      known.clear();
    },
  };
}
