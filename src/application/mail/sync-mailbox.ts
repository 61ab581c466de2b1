// Reading a mailbox: from our own cursor, every page, every message, and the cursor moves only over what is stored.
import type { ChannelAccount, ChannelAccounts } from '../channel/channel-accounts.ts';
import { settledAfterMs } from './mailbox.ts';
import { type StorePorts, storeAll, type Tally } from './store-mails.ts';

export interface SyncPorts extends StorePorts {
  readonly accounts: Pick<ChannelAccounts, 'advance'>;
}

export interface SyncOptions {
  /** How far back the inbox is read at the first contact, milliseconds. */
  readonly firstLookBackMs: number;
  /** How far back the inbox is read when the cursor has expired, milliseconds. */
  readonly resyncMs: number;
}

export interface Synced {
  /** Mails stored, those that were stored before included. */
  readonly stored: number;
  /** Deleted meanwhile, or none that came in. */
  readonly skipped: number;
  /** Where the cursor is now; at a beginning undefined until that is over. */
  readonly cursor: bigint | undefined;
  /** To be handed to the next reading, which is due `settledAfterMs` after it was made. */
  readonly beginning?: Beginning;
}

/** Mails that could not be stored, although the store works: the cursor stays, so that they are tried again, some times. */
export class MailNotStored extends Error {
  readonly code = 'mail-not-stored';
  override readonly name = 'MailNotStored';
}

/**
 * A beginning by date. What came just before the position was taken may be in no list yet, so the position becomes the cursor
 * only when the inbox was listed again a while later; until then it is only remembered, and lost with the process, which
 * then begins again.
 */
export interface Beginning {
  readonly position: bigint;
  /** When the position was taken, ms since the epoch. */
  readonly at: number;
  /** Ids of mails that need not be read again. */
  readonly done: ReadonlySet<string>;
}

/** How far before a position the inbox is listed again, milliseconds: clocks differ, and mail travels. */
const OVERLAP_MS = 10 * 60_000;

type Read = Pick<Synced, 'cursor' | 'beginning'>;

/**
 * Brings in what is new. Repeating it is harmless: a mail is stored once.
 * @param account its cursor, and what the reading before left to be ended
 * @throws MailboxUnavailable; StoreUnavailable; MailNotStored after everything else was stored
 */
export async function syncMailbox(
  ports: SyncPorts,
  account: Pick<ChannelAccount, 'cursor'> & { readonly beginning?: Beginning | undefined },
  options: SyncOptions,
): Promise<Synced> {
  const { cursor } = account;
  // Where the cursor is there already, another process has ended it.
  const beginning = (cursor ?? -1n) < (account.beginning?.position ?? -1n) ? account.beginning : undefined;
  const unstored = await ports.unstored.of(ports.mailbox.address);
  const tally: Tally = {
    stored: 0,
    skipped: 0,
    failed: 0,
    trouble: undefined,
    givesOut: undefined,
    before: new Set(unstored.map(({ providerMessageId }) => providerMessageId)),
    done: new Set(beginning?.done),
  };
  const read = beginning
    ? await goOn(ports, tally, { cursor, beginning }, options)
    : cursor === undefined
      ? await begin(ports, tally, options.firstLookBackMs)
      : await follow(ports, tally, { after: cursor, moves: true }, options);
  // After the others, whose cursor does not depend on them.
  const wanted = unstored.flatMap((one) => (one.wanted ? [one.providerMessageId] : []));
  await storeAll(ports, tally, wanted);
  if (tally.trouble) throw tally.trouble;
  if (tally.failed > 0) throw new MailNotStored(`${tally.failed} mails could not be stored`);
  return { stored: tally.stored, skipped: tally.skipped, ...read };
}

/** The position is taken before the inbox is read: what arrives in between is read twice rather than never. */
async function begin(ports: SyncPorts, tally: Tally, lookBackMs: number): Promise<Read> {
  const at = ports.clock.now();
  const position = await ports.mailbox.position();
  await storeInbox(ports, tally, at - lookBackMs);
  return { cursor: undefined, beginning: { position, at, done: tally.done } };
}

/** The history after the position is followed at once; the cursor moves there when the inbox was listed again. */
async function goOn(
  ports: SyncPorts,
  tally: Tally,
  { cursor, beginning }: { readonly cursor: bigint | undefined; readonly beginning: Beginning },
  options: SyncOptions,
): Promise<Read> {
  const { position, at } = beginning;
  if (ports.clock.now() - at >= settledAfterMs) {
    await storeInbox(ports, tally, at - OVERLAP_MS);
    if (tally.failed === 0) await ports.accounts.advance('email', ports.mailbox.address, position);
    return follow(ports, tally, { after: position, moves: true }, options);
  }
  const read = await follow(ports, tally, { after: position, moves: false }, options);
  return { cursor, beginning: read.beginning ?? { ...beginning, done: tally.done } };
}

interface From {
  readonly after: bigint;
  /** Whether the cursor moves over what is stored. */
  readonly moves: boolean;
}

async function follow(
  ports: SyncPorts,
  tally: Tally,
  { after, moves }: From,
  options: SyncOptions,
): Promise<Read> {
  let page: string | undefined;
  let cursor = after;
  do {
    // All pages of one reading start at the same cursor, which the page tokens belong to.
    const changes = await ports.mailbox.changes(after, page);
    if (changes === 'expired') {
      ports.telemetry.log('warn', 'the cursor of a mailbox has expired; the inbox is read by date');
      return { ...(await begin(ports, tally, options.resyncMs)), cursor };
    }
    await storeAll(ports, tally, changes.added);
    // Once a mail is left behind the cursor stays before it, while the mails after it are still brought in.
    if (moves && tally.failed === 0 && changes.cursor > cursor) {
      cursor = changes.cursor;
      await ports.accounts.advance('email', ports.mailbox.address, cursor);
    }
    page = changes.nextPage;
  } while (page !== undefined);
  return { cursor };
}

async function storeInbox(ports: SyncPorts, tally: Tally, since: number): Promise<void> {
  const ids: string[] = [];
  let page: string | undefined;
  do {
    const found = await ports.mailbox.since(since, page);
    ids.push(...found.ids);
    page = found.nextPage;
  } while (page !== undefined);
  await storeAll(ports, tally, ids);
}
