// Missed webhooks: the provider does not send them for ever, so its list of messages and their statuses are read on a timer.
import type { AcceptMessage } from '../channel/accept-message.ts';
import type { ChannelAccount, ChannelAccounts } from '../channel/channel-accounts.ts';
import type { InboundMessage } from '../channel/inbound-message.ts';
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

export interface ReconcilePorts {
  readonly list: ListInbound;
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

/**
 * The cursor follows what is stored, window after window; what was not read stays before it.
 * @returns how many messages had been missed @throws StoreUnavailable; what kept one from being stored, after the others were
 */
export async function reconcileNumber(
  { list, accept, accounts, clock }: Omit<ReconcilePorts, 'news'>,
  account: ChannelAccount,
  firstLookBackMs: number,
): Promise<number | Unlisted> {
  const now = clock.now();
  const since = account.cursor === undefined ? now - firstLookBackMs : Number(account.cursor) - overlap;
  let missed = 0;
  let failed: { readonly error: unknown } | undefined;
  for await (const window of list(account.account, since)) {
    if ('unlisted' in window) {
      if (failed) break;
      return window;
    }
    for (const message of window.messages)
      try {
        if (!(await accept(message)).repeated) missed++;
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        // The others do not wait for it; the cursor does.
        failed ??= { error };
      }
    const readTo = Math.min(now, window.upTo ?? now);
    if (!failed) await accounts.advance('whatsapp', account.account, BigInt(Math.floor(readTo)));
  }
  if (failed) throw failed.error;
  return missed;
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
