// Asking the provider to tell of news in a mailbox, and renewing that daily.
import type { ChannelAccount, ChannelAccounts } from '../channel/channel-accounts.ts';
import { StoreUnavailable } from '../log/event-store.ts';
import { describe } from '../log/loop.ts';
import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { MailboxProgress } from './mailbox-progress.ts';

interface WatchPorts {
  readonly accounts: ChannelAccounts;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** A watch lasts a week: with less than this left, it is a day old. */
const RENEW_BEFORE_MS = 6 * 24 * 60 * 60_000;
const RENEW_AT_MOST_EVERY_MS = 60 * 60_000;
const WATCH_RETRY_MS = 5 * 60_000;

/** A watch that cannot be renewed leaves the poll. @throws StoreUnavailable */
export async function renewWatch(
  ports: WatchPorts,
  account: ChannelAccount,
  progress: MailboxProgress,
): Promise<void> {
  const now = ports.clock.now();
  progress.state = { ...progress.state, watchedUntil: progress.state.watchedUntil ?? account.watchedUntil };
  const hasDay = account.watchedUntil !== undefined && account.watchedUntil - now > RENEW_BEFORE_MS;
  if ((hasDay && progress.hasWatched) || now < progress.watchAgainAt) return;
  try {
    // Where the mailbox is by now says nothing: what we have read counts.
    const { until } = await progress.mailbox.watch();
    await ports.accounts.watched('email', account.account, until);
    progress.state = { ...progress.state, watchedUntil: until };
    progress.hasWatched = true;
    progress.watchAgainAt = now + RENEW_AT_MOST_EVERY_MS;
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    progress.watchAgainAt = now + WATCH_RETRY_MS;
    ports.telemetry.log('warn', 'the watch of a mailbox could not be renewed', {
      mailbox: progress.number,
      error: describe(error),
    });
  }
}
