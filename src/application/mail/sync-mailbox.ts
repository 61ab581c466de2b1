// Reading a mailbox: from our own cursor, every page, every message, and the cursor moves only over what is stored.
import type { AcceptMessage } from '../channel/accept-message.ts';
import type { ChannelAccount, ChannelAccounts } from '../channel/channel-accounts.ts';
import type { InboundMessage } from '../channel/inbound-message.ts';
import { StoreUnavailable } from '../log/event-store.ts';
import { describe } from '../log/loop.ts';
import { type Mailbox, MailboxUnavailable, type RawMail } from './mailbox.ts';
import { countFailure, type UnstoredPorts } from './unstored-mails.ts';

export interface SyncPorts extends UnstoredPorts {
  readonly mailbox: Mailbox;
  readonly accounts: Pick<ChannelAccounts, 'advance'>;
  /** A mail as a message: parsed, judged, never refused. */
  readonly understand: (raw: RawMail, account: string) => Promise<InboundMessage>;
  readonly accept: AcceptMessage;
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
  /** Where the cursor is now. */
  readonly cursor: bigint;
}

/** Mails that could not be stored, although the store works: the cursor stays, so that they are tried again, some times. */
export class MailNotStored extends Error {
  readonly code = 'mail-not-stored';
  override readonly name = 'MailNotStored';
}

interface Tally {
  stored: number;
  skipped: number;
  /** To be tried again: the cursor stays before them. */
  failed: number;
  /** What the provider said to the last mail it did not give out. */
  trouble: MailboxUnavailable | undefined;
  /** Ids of mails that failed in earlier readings. */
  readonly before: ReadonlySet<string>;
}

/**
 * Brings in what is new. Repeating it is harmless: a mail is stored once.
 * @throws MailboxUnavailable; StoreUnavailable; MailNotStored after everything else was stored
 */
export async function syncMailbox(
  ports: SyncPorts,
  account: Pick<ChannelAccount, 'cursor'>,
  options: SyncOptions,
): Promise<Synced> {
  const unstored = await ports.unstored.of(ports.mailbox.address);
  const before = new Set(unstored.map(({ mailId }) => mailId));
  const tally: Tally = { stored: 0, skipped: 0, failed: 0, trouble: undefined, before };
  const cursor =
    account.cursor === undefined
      ? await begin(ports, tally, options)
      : await follow(ports, tally, account.cursor, options);
  // After the others, whose cursor does not depend on them.
  await storeAll(
    ports,
    tally,
    unstored.flatMap(({ mailId, wanted }) => (wanted ? [mailId] : [])),
  );
  if (tally.trouble) throw tally.trouble;
  if (tally.failed > 0) throw new MailNotStored(`${tally.failed} mails could not be stored`);
  return { stored: tally.stored, skipped: tally.skipped, cursor };
}

/** The cursor is taken before the inbox is read: what arrives in between is read twice rather than never. */
async function begin(ports: SyncPorts, tally: Tally, options: SyncOptions): Promise<bigint> {
  const cursor = await ports.mailbox.position();
  return readInbox(ports, tally, { since: ports.clock.now() - options.firstLookBackMs, cursor });
}

async function follow(ports: SyncPorts, tally: Tally, after: bigint, options: SyncOptions): Promise<bigint> {
  let page: string | undefined;
  let cursor = after;
  do {
    // All pages of one reading start at the same cursor, which the page tokens belong to.
    const changes = await ports.mailbox.changes(after, page);
    if (changes === 'expired') {
      ports.telemetry.log('warn', 'the cursor of a mailbox has expired; the inbox is read by date');
      const fresh = await ports.mailbox.position();
      return readInbox(ports, tally, { since: ports.clock.now() - options.resyncMs, cursor: fresh });
    }
    await storeAll(ports, tally, changes.added);
    // Once a mail is left behind the cursor stays before it, while the mails after it are still brought in.
    if (tally.failed === 0 && changes.cursor > cursor) {
      cursor = changes.cursor;
      await ports.accounts.advance('email', ports.mailbox.address, cursor);
    }
    page = changes.nextPage;
  } while (page !== undefined);
  return cursor;
}

async function readInbox(
  ports: SyncPorts,
  tally: Tally,
  { since, cursor }: { readonly since: number; readonly cursor: bigint },
): Promise<bigint> {
  const ids: string[] = [];
  let page: string | undefined;
  do {
    const found = await ports.mailbox.since(since, page);
    ids.push(...found.ids);
    page = found.nextPage;
  } while (page !== undefined);
  await storeAll(ports, tally, ids);
  if (tally.failed === 0) await ports.accounts.advance('email', ports.mailbox.address, cursor);
  return cursor;
}

/** One mail that makes trouble does not keep the others out; two in a row that the provider keeps back are the provider's. */
async function storeAll(ports: SyncPorts, tally: Tally, ids: readonly string[]): Promise<void> {
  const left: { readonly id: string; readonly error: unknown }[] = [];
  let keptBack = 0;
  for (const id of new Set(ids)) {
    try {
      if (await storeOne(ports, id)) tally.stored++;
      else tally.skipped++;
      keptBack = 0;
      if (tally.before.has(id)) await ports.unstored.settle(ports.mailbox.address, id);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      if (error instanceof MailboxUnavailable && (++keptBack === 2 || error.retryInMs !== undefined))
        throw error;
      left.push({ id, error });
    }
  }
  // Only now, when it is clear that neither store nor provider is away: an outage is no mail's fault.
  for (const one of left) await leaveBehind(ports, tally, one);
}

async function leaveBehind(
  ports: SyncPorts,
  tally: Tally,
  { id, error }: { readonly id: string; readonly error: unknown },
): Promise<void> {
  const fields = { providerMessageId: id, error: describe(error) };
  ports.telemetry.log('error', 'a mail could not be stored', fields);
  const mayPass = error instanceof MailboxUnavailable && !error.permanent;
  const mail = { account: ports.mailbox.address, mailId: id };
  if (!mayPass && (await countFailure(ports, mail, error))) return;
  tally.failed++;
  if (error instanceof MailboxUnavailable) tally.trouble = error;
}

/** What a person sent, wrote or threw away is not what a customer sent us. */
const notIncoming = new Set(['SENT', 'DRAFT', 'SPAM', 'TRASH']);

async function storeOne(ports: SyncPorts, id: string): Promise<boolean> {
  const raw = await ports.mailbox.read(id);
  if (raw === 'gone' || raw.labels.some((label) => notIncoming.has(label))) {
    const why = raw === 'gone' ? 'gone' : 'not-incoming';
    ports.telemetry.log('info', 'a mail was left out', { providerMessageId: id, why });
    return false;
  }
  await ports.accept(await understandOrKeep(ports, raw));
  return true;
}

/** What defeats us is stored as it came: staff can read it, and it holds up nothing. */
async function understandOrKeep(
  { understand, mailbox, telemetry }: SyncPorts,
  raw: RawMail,
): Promise<InboundMessage> {
  try {
    return await understand(raw, mailbox.address);
  } catch (error) {
    telemetry.log('error', 'a mail could not be understood', {
      providerMessageId: raw.id,
      error: describe(error),
    });
    return {
      channel: 'email',
      // As of a mail that is understood, should this one be so another time.
      providerMessageId: `gmail:${mailbox.address}:${raw.id}`,
      account: mailbox.address,
      seen: [],
      senderName: '',
      text: '',
      sentAt: raw.receivedAt,
      thread: { providerThreadId: raw.threadId },
      attachments: [],
      original: raw.raw,
    };
  }
}
