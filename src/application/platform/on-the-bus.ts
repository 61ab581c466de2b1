// What the scheduler knows of the work it has put on the bus: since when a ticket has been there without an outage, and
// whether it is time to put it there again. Times are the store's. Held in memory: a scheduler that begins knows of nothing
// on the bus, which only gives the agent longer.
import type { ClaimedTimer } from './timers.ts';

type Claimed = Pick<ClaimedTimer, 'ticketId' | 'dueAt' | 'lateMs'>;

export interface OnTheBus {
  /** How long the timer has been due with its ticket on a bus that works, milliseconds; 0 while it is not there. */
  sinceMs(timer: Claimed): number;
  /** Whether what is on the bus has had its time, or is from before the timer was due. */
  isTurn(timer: Claimed): boolean;
  /** The bus took the ticket, or refused it as it refuses no other. */
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
/** What no timer has asked for in so long is done with. */
const FORGET_MS = 60 * 60_000;
const SWEEP_FROM = 10_000;

export function onTheBus(): OnTheBus {
  let tickets = new Map<string, Entry>();
  let sweepAt = SWEEP_FROM;
  const now = ({ dueAt, lateMs }: Claimed) => dueAt + lateMs;
  const entryOf = (timer: Claimed): Entry | undefined => {
    const entry = tickets.get(timer.ticketId);
    return entry && entry.last <= now(timer) ? entry : undefined; // the store's clock was set back
  };
  const sweep = (at: number) => {
    if (tickets.size < sweepAt) return;
    tickets = new Map([...tickets].filter(([, { last }]) => at - last < FORGET_MS));
    sweepAt = Math.max(SWEEP_FROM, 2 * tickets.size);
  };
  return {
    sinceMs(timer) {
      const entry = entryOf(timer);
      return entry ? Math.min(timer.lateMs, now(timer) - entry.since) : 0;
    },
    isTurn(timer) {
      const entry = entryOf(timer);
      if (!entry || entry.last < timer.dueAt) return true;
      return now(timer) - entry.last >= Math.max(FIRST_REST_MS, 2 * (entry.last - entry.since));
    },
    put(timer) {
      const last = now(timer);
      tickets.set(timer.ticketId, { since: entryOf(timer)?.since ?? last, last });
      sweep(last);
    },
    away() {
      tickets.clear();
    },
  };
}
