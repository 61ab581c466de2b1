// What models may cost: leave is asked before a request goes out, and settled when it is known what it cost.
import type { PriceList } from './prices.ts';

/** An account that every process books on: a ticket's, or a day's. */
interface SpendAccount {
  readonly name: string;
  /** Millionths of a dollar. */
  readonly capMicros: number;
}

/** The port to the accounts. They survive restarts and are shared by all processes. */
export interface SpendBook {
  /**
   * Books an amount on every account, or on none of them when one has no room. Never lets two callers have the same room.
   * @returns the name of the first account without room; undefined when it is booked
   * @throws StoreUnavailable
   */
  reserve(micros: number, accounts: readonly SpendAccount[]): Promise<string | undefined>;
  /** Corrects what was reserved by a difference, which may be negative. */
  adjust(byMicros: number, accounts: readonly string[]): Promise<void>;
  /** @returns what is booked on an account; 0 for one that is not there */
  spent(account: string): Promise<number>;
}

export interface SpendCaps {
  /** Millionths of a dollar for a day by UTC; absent: no cap. */
  readonly perDayMicros?: number;
  /** For one ticket as long as it lives. */
  readonly perTicketMicros?: number;
}

export interface ModelBudget {
  readonly prices: PriceList;
  readonly caps: SpendCaps;
  readonly book: SpendBook;
}

const noCap = Number.MAX_SAFE_INTEGER;

/** @param at milliseconds since the epoch */
export const dayAccount = (at: number): string => `day:${new Date(at).toISOString().slice(0, 10)}`;
/**
 * Reserves on the day alone, for what belongs to no ticket.
 * @returns corrects it to what it did cost; undefined when the cap of the day leaves no room
 * @throws StoreUnavailable
 */
export async function reserveOnDay(
  { book, caps }: Pick<ModelBudget, 'book' | 'caps'>,
  micros: number,
  at: number,
): Promise<((costMicros: number) => void) | undefined> {
  const account = { name: dayAccount(at), capMicros: caps.perDayMicros ?? noCap };
  if (micros > 0 && (await book.reserve(micros, [account])) !== undefined) return undefined;
  return (costMicros) => {
    if (costMicros !== micros) book.adjust(costMicros - micros, [account.name]).catch(() => {});
  };
}

export const ticketAccount = (ticketId: string): string => `ticket:${ticketId}`;

/** The ticket's before the day's: everybody locks them in one order. */
export function accountsFor(caps: SpendCaps, ticketId: string, at: number): readonly SpendAccount[] {
  return [
    { name: ticketAccount(ticketId), capMicros: caps.perTicketMicros ?? noCap },
    { name: dayAccount(at), capMicros: caps.perDayMicros ?? noCap },
  ];
}
