// Missed webhooks: the provider does not send them for ever, so its list of messages and their statuses are read on a timer.
import type { AcceptMessage } from '../channel/accept-message.ts';
import type { ChannelAccount, ChannelAccounts } from '../channel/channel-accounts.ts';
import type { InboundMessage } from '../channel/inbound-message.ts';
import { countFailure, messageList, type UnstoredPorts } from '../channel/unstored-messages.ts';
import { StoreUnavailable } from '../log/event-store.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { describe, startLoop } from '../log/loop.ts';
import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { MissedNews } from './missed-news.ts';

/** A stretch of what came, oldest first. */
export interface ListedWindow {
  readonly messages: readonly InboundMessage[];
  /** Everything until this time (ms since the epoch) is in this window or those before; absent: everything there is. */
  readonly upTo?: number;
}

/** Why no more could be listed. list-moved: it changed while it was read, so that something may have been passed over. */
export interface Unlisted {
  readonly unlisted: 'no-answer' | 'too-long' | 'list-moved';
}

/** What came to one of our numbers since a time (ms since the epoch), window after window, the oldest first. */
export type ListInbound = (account: string, since: number) => AsyncIterable<ListedWindow | Unlisted>;

/** One message of the list once more; 'gone' when there is no such message any more, undefined when nobody can say now. */
export type ReadListed = (messageSid: string) => Promise<InboundMessage | 'gone' | undefined>;

export interface ReconcilePorts extends UnstoredPorts {
  readonly list: ListInbound;
  readonly read: ReadListed;
  readonly accounts: ChannelAccounts;
  readonly accept: AcceptMessage;
  /** Of our own messages. */
  readonly news: MissedNews;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export interface ReconcileOptions {
  /** Our numbers, as the provider writes them. */
  readonly accounts: readonly string[];
  readonly everyMs: number;
  /** How far back the first reading goes, milliseconds. */
  readonly firstLookBackMs: number;
}

/** A message may appear in the list after its webhook, and clocks differ, milliseconds. */
const overlap = 10 * 60_000;
const claimMs = 2 * 60_000;
const lookMs = 5_000;

/** How one reading has gone so far. */
interface Reading {
  readonly account: string;
  /** Ids of the messages met in it, and whether nothing more is to be done about each. */
  readonly met: Map<string, boolean>;
  missed: number;
  /** Why the first that is to be tried again was not stored. */
  failed: { readonly error: unknown } | undefined;
}

/**
 * The cursor follows what is stored, window after window; what was not read stays before it. A message that cannot be stored
 * keeps it there until it is stored or a dead letter.
 * @returns how many messages had been missed @throws StoreUnavailable; what kept one from being stored, after the others were
 */
export async function reconcileNumber(
  ports: Omit<ReconcilePorts, 'news'>,
  { account, cursor }: ChannelAccount,
  firstLookBackMs: number,
): Promise<number | Unlisted> {
  const now = ports.clock.now();
  const since = cursor === undefined ? now - firstLookBackMs : Number(cursor) - overlap;
  const reading: Reading = { account, met: new Map(), missed: 0, failed: undefined };
  for await (const window of ports.list(account, since)) {
    if ('unlisted' in window) {
      if (reading.failed) break;
      return window;
    }
    for (const message of window.messages) await bringIn(ports, reading, message);
    const readTo = Math.min(now, window.upTo ?? now);
    if (!reading.failed) await ports.accounts.advance('whatsapp', account, BigInt(Math.floor(readTo)));
  }
  let isUnread = false;
  // After the others, whose cursor does not depend on them.
  for (const { providerMessageId: id, wanted } of await ports.unstored.of(account)) {
    if (wanted && !reading.met.has(id) && !(await readAgain(ports, reading, id))) isUnread = true;
    if (reading.met.get(id)) await ports.unstored.settle(account, id);
  }
  if (reading.failed) throw reading.failed.error;
  return isUnread ? { unlisted: 'no-answer' } : reading.missed;
}

/** @returns false when the provider cannot be asked for it now */
async function readAgain(
  ports: Omit<ReconcilePorts, 'news'>,
  reading: Reading,
  messageSid: string,
): Promise<boolean> {
  const message = await ports.read(messageSid);
  if (message === 'gone') reading.met.set(messageSid, true);
  else if (message) await bringIn(ports, reading, message);
  return message !== undefined;
}

async function bringIn(
  ports: Omit<ReconcilePorts, 'news'>,
  reading: Reading,
  message: InboundMessage,
): Promise<void> {
  const { account, met } = reading;
  const { providerMessageId } = message;
  try {
    if (!(await ports.accept(message)).repeated) reading.missed++;
    met.set(providerMessageId, true);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    met.set(providerMessageId, false);
    // The others do not wait for it; the cursor does, until it is given up.
    if (!(await countFailure(ports, { account, providerMessageId, source: messageList }, error)))
      reading.failed ??= { error };
  }
}

export function startReconciling(
  ports: ReconcilePorts,
  options: ReconcileOptions,
  lease?: HeldLease,
): AsyncDisposable {
  let isRegistered = false;
  const step = async (): Promise<boolean> => {
    if (!isRegistered)
      for (const account of options.accounts) {
        await ports.accounts.register('whatsapp', account);
        // Whatever it was to wait for may be what we were started again for.
        await ports.accounts.notify('whatsapp', account);
      }
    isRegistered = true;
    for (const account of await ports.accounts.claimDue('whatsapp', claimMs))
      await readOne(ports, options, account);
    return false;
  };
  return startLoop({
    name: 'whatsapp numbers',
    clock: ports.clock,
    telemetry: ports.telemetry,
    step: async () => (lease ? ((await lease.whileHeld(step)) ?? false) : step()),
    idle: (signal) => ports.clock.sleep(lookMs, signal),
  });
}

async function readOne(
  ports: ReconcilePorts,
  { everyMs, firstLookBackMs }: ReconcileOptions,
  account: ChannelAccount,
): Promise<void> {
  try {
    const missed = await reconcileNumber(ports, account, firstLookBackMs);
    if (typeof missed !== 'number')
      ports.telemetry.log('warn', 'the provider’s list of messages could not be read', {
        channel: 'whatsapp',
        why: missed.unlisted,
      });
    else if (missed > 0)
      ports.telemetry.log('warn', 'messages came without a webhook', { channel: 'whatsapp', missed });
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    ports.telemetry.log('error', 'a message of the provider’s list could not be stored', {
      channel: 'whatsapp',
      error: describe(error),
    });
  }
  await askForNews(ports);
  await ports.accounts.release('whatsapp', account.account, everyMs);
}

async function askForNews({ news, telemetry }: ReconcilePorts): Promise<void> {
  try {
    const missed = await news.look();
    if (missed === 'unavailable')
      telemetry.log('warn', 'the status of a message could not be asked for', { channel: 'whatsapp' });
    else if (missed > 0)
      telemetry.log('warn', 'replies moved on without a callback', { channel: 'whatsapp', missed });
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    telemetry.log('error', 'news of a reply could not be recorded', {
      channel: 'whatsapp',
      error: describe(error),
    });
  }
}
