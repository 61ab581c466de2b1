// Which positions of the ledger belong to a period, found without an index on time: positions nearly go by the time at which
// events were stored, so a search by halves comes close, and what lies around is looked at one by one.
import type { LedgerReads } from './reading.ts';

export interface Period {
  /** Stored at or after this moment, ms since the epoch. */
  readonly from: number;
  /** Stored before this moment. */
  readonly until: number;
}

export interface Positions {
  readonly first: bigint;
  readonly last: bigint;
}

type Ledger = Pick<LedgerReads, 'head' | 'readStored'>;

/** A transaction that takes longer than this from storing to committing is cut off before. */
const slackMs = 60_000;
const BATCH = 2_000;
/** Events gone in a row beyond which a search does not look for the next one. */
const gaps = 100n;

/** @returns undefined when nothing was stored in the period @throws StoreUnavailable */
export async function positionsWithin(
  ledger: Ledger,
  { from, until }: Period,
): Promise<Positions | undefined> {
  const { position: head } = await ledger.head();
  const first = await firstFrom(ledger, from, head);
  const last = await lastBefore(ledger, until, head);
  return first <= last ? { first, last } : undefined;
}

async function firstFrom(ledger: Ledger, moment: number, head: bigint): Promise<bigint> {
  const surely = await firstSince(ledger, moment + slackMs, head);
  const around = times(ledger, await firstSince(ledger, moment - slackMs, head), surely);
  for await (const { position, at } of around) if (at >= moment) return position;
  return surely;
}

async function lastBefore(ledger: Ledger, moment: number, head: bigint): Promise<bigint> {
  const start = await firstSince(ledger, moment - slackMs, head);
  const around = times(ledger, start, await firstSince(ledger, moment + slackMs, head));
  let last = start - 1n;
  for await (const { position, at } of around) if (at < moment) last = position;
  return last;
}

/** The first position whose event was stored at the moment or later; one beyond the head when there is none. */
async function firstSince(ledger: Ledger, moment: number, head: bigint): Promise<bigint> {
  let [low, high] = [1n, head + 1n];
  while (low < high) {
    const middle = (low + high) / 2n;
    const at = await storedAt(ledger, middle);
    if (at !== undefined && at < moment) low = middle + 1n;
    else high = middle;
  }
  return low;
}

/** Of the event at the position, or where it is gone of the next one that is there. */
async function storedAt(ledger: Ledger, position: bigint): Promise<number | undefined> {
  for await (const { at } of times(ledger, position, position + gaps, 1)) return at;
  return undefined;
}

/** Positions from `first` to `last` whose events are there, with when they were stored. */
async function* times(ledger: Ledger, first: bigint, last: bigint, batch = BATCH) {
  for (let after = first - 1n; after < last; ) {
    const entries = await ledger.readStored(after, batch);
    const end = entries.at(-1);
    if (!end) return;
    for (const { position, row } of entries)
      if (row && position <= last) yield { position, at: Date.parse(row.recordedAt) };
    after = end.position;
  }
}
