// Reading all mailboxes on time: when notified, when the poll is due, and again after trouble; watches are renewed daily.
import type { ChannelAccount, ChannelAccounts } from '../channel/channel-accounts.ts';
import { StoreUnavailable } from '../log/event-store.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { describe, startLoop } from '../log/loop.ts';
import type { Wakeups } from '../log/wakeups.ts';
import type { Clock } from '../platform/clock.ts';
import { type Mailbox, MailboxUnavailable, settledAfterMs } from './mailbox.ts';
import { type Beginning, type SyncOptions, type SyncPorts, syncMailbox } from './sync-mailbox.ts';

export interface MailboxesPorts extends Omit<SyncPorts, 'mailbox' | 'accounts'> {
  readonly mailboxes: readonly Mailbox[];
  readonly accounts: ChannelAccounts;
  readonly clock: Clock;
  /** Woken by the webhook in the same process. */
  readonly wakeups: Wakeups;
}

export interface MailboxesOptions extends SyncOptions {
  /** Whether the provider is asked for notifications. */
  readonly watch: boolean;
  /** How long after a reading a mailbox is read again although nothing was announced, milliseconds. */
  readonly pollMs: number;
}

/** How the reading of one mailbox goes, for operators. */
export interface MailboxState {
  readonly address: string;
  /** When it was last read to the end, ms since the epoch. */
  readonly readAt: number | undefined;
  /** When the provider stops telling of news, ms since the epoch; undefined when it does not. */
  readonly watchedUntil: number | undefined;
  /** Failures in a row. */
  readonly failures: number;
  /** What the last failure was, nothing personal; undefined while it works. */
  readonly trouble: string | undefined;
  /** True when only a person can help: credentials, permissions. */
  readonly needsPerson: boolean;
}

export interface RunningMailboxes extends AsyncDisposable {
  states(): readonly MailboxState[];
}

/** A mailbox whose reader died is read by another after this long. */
const CLAIM_MS = 2 * 60_000;
/** How often accounts that other processes were notified of are looked for. */
const LOOK_MS = 1_000;
const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 10 * 60_000;
/** No provider's hint keeps us away for longer. */
const LONGEST_HINT_MS = 60 * 60_000;
/** A watch lasts a week: with less than this left, it is a day old. */
const RENEW_BEFORE_MS = 6 * 24 * 60 * 60_000;
const RENEW_AT_MOST_EVERY_MS = 60 * 60_000;
const WATCH_RETRY_MS = 5 * 60_000;

interface Progress {
  readonly mailbox: Mailbox;
  /** From 1, in the order of the configuration: names it in the log. */
  readonly number: number;
  state: MailboxState;
  /** Whether this process has asked for notifications: what is on record may have been asked of another provider. */
  hasWatched: boolean;
  /** Not before this time is the watch renewed again. */
  watchAgainAt: number;
  /** What the last reading left to be ended. */
  beginning: Beginning | undefined;
  /** The reading that is under way. */
  reading: Promise<void> | undefined;
  /** Due again before that reading has ended. */
  isDueAgain: boolean;
}

/** Starts at once. Disposing lets the running readings finish. */
export function startMailboxes(
  ports: MailboxesPorts,
  options: MailboxesOptions,
  lease?: HeldLease,
): RunningMailboxes {
  const all = new Map<string, Progress>(
    ports.mailboxes.map((mailbox, i) => [
      mailbox.address,
      {
        mailbox,
        number: i + 1,
        state: fresh(mailbox),
        hasWatched: false,
        watchAgainAt: 0,
        beginning: undefined,
        reading: undefined,
        isDueAgain: false,
      },
    ]),
  );
  let isRegistered = false;
  const step = async (): Promise<boolean> => {
    if (!isRegistered) {
      for (const address of all.keys()) {
        await ports.accounts.register('email', address);
        // Whatever it was to wait for, such as a person to mend its credentials, may be what we were started again for.
        await ports.accounts.notify('email', address);
      }
      isRegistered = true;
    }
    await readDue(ports, options, all);
    return false; // what is due next is found by the poll
  };
  const loop = startLoop({
    name: 'mailboxes',
    clock: ports.clock,
    telemetry: ports.telemetry,
    step: async () => (lease ? ((await lease.whileHeld(step)) ?? false) : step()),
    idle: (signal) => ports.wakeups.wait('mailboxes', LOOK_MS, signal),
  });
  return {
    states: () => [...all.values()].map(({ state }) => state),
    async [Symbol.asyncDispose]() {
      await loop[Symbol.asyncDispose]();
      await Promise.all([...all.values()].flatMap(({ reading }) => (reading ? [reading] : [])));
    },
  };
}

/** Begins to read what is due, and waits for none of it: a mailbox that is slow holds up no other. */
async function readDue(
  ports: MailboxesPorts,
  options: MailboxesOptions,
  all: ReadonlyMap<string, Progress>,
): Promise<void> {
  for (const account of await ports.accounts.claimDue('email', CLAIM_MS)) {
    const progress = all.get(account.account);
    // No longer configured: nobody can read it.
    if (!progress) await ports.accounts.release('email', account.account, LONGEST_BACKOFF_MS);
    // A reading that takes longer than its claim keeps it that way, and nobody reads twice at once.
    else if (progress.reading) progress.isDueAgain = true;
    else
      progress.reading = readOne(ports, options, { account, progress }).finally(() => {
        progress.reading = undefined;
      });
  }
}

/** Never throws: what goes wrong is logged, and tried again when the mailbox is due. */
async function readOne(
  ports: MailboxesPorts,
  options: MailboxesOptions,
  { account, progress }: { readonly account: ChannelAccount; readonly progress: Progress },
): Promise<void> {
  progress.isDueAgain = false;
  try {
    await ports.accounts.release(
      'email',
      account.account,
      await readFor(ports, options, { account, progress }),
    );
  } catch (error) {
    // The store is away: the claim ends by itself.
    ports.telemetry.log('warn', 'a mailbox could not be let go', {
      mailbox: progress.number,
      error: describe(error),
    });
  }
}

/** @returns after how many milliseconds it is read again */
async function readFor(
  ports: MailboxesPorts,
  options: MailboxesOptions,
  { account, progress }: { readonly account: ChannelAccount; readonly progress: Progress },
): Promise<number> {
  try {
    // Before it is read: what arrives in between is either read or announced.
    if (options.watch) await renewWatch(ports, account, progress);
    const begun = ports.clock.now();
    const { mailbox, beginning } = progress;
    const synced = await syncMailbox({ ...ports, mailbox }, { ...account, beginning }, options);
    progress.beginning = synced.beginning;
    const { stored, skipped } = synced;
    if (stored + skipped > 0)
      ports.telemetry.log('info', 'a mailbox was read', {
        mailbox: progress.number,
        stored,
        skipped,
        ms: ports.clock.now() - begun,
      });
    const { watchedUntil } = progress.state;
    progress.state = { ...fresh(progress.mailbox), readAt: ports.clock.now(), watchedUntil };
    if (progress.isDueAgain) return 0;
    return synced.beginning ? Math.min(options.pollMs, settledAfterMs) : options.pollMs;
  } catch (error) {
    return recordTrouble(ports, progress, error);
  }
}

/** A watch that cannot be renewed leaves the poll. */
async function renewWatch(ports: MailboxesPorts, account: ChannelAccount, progress: Progress): Promise<void> {
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

/** @returns after how many milliseconds it is tried again */
function recordTrouble(ports: MailboxesPorts, progress: Progress, error: unknown): number {
  if (error instanceof StoreUnavailable) {
    const fields = { mailbox: progress.number, error: describe(error) };
    ports.telemetry.log('warn', 'the reading of a mailbox waits for the store', fields);
    return FIRST_BACKOFF_MS;
  }
  const failures = progress.state.failures + 1;
  const isProvider = error instanceof MailboxUnavailable;
  const needsPerson = isProvider && error.permanent;
  const doubled = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 20), LONGEST_BACKOFF_MS);
  const hint = isProvider ? Math.min(error.retryInMs ?? 0, LONGEST_HINT_MS) : 0;
  const retryInMs = needsPerson ? LONGEST_BACKOFF_MS : Math.max(hint, doubled);
  // Of the provider's trouble the adapter says what it is, without anything personal.
  const trouble = isProvider ? error.message : describe(error);
  progress.state = { ...progress.state, failures, trouble, needsPerson };
  ports.telemetry.log(needsPerson || !isProvider ? 'error' : 'warn', 'a mailbox could not be read', {
    mailbox: progress.number,
    failures,
    retryInMs,
    needsPerson,
    error: trouble,
  });
  return retryInMs;
}

function fresh({ address }: Mailbox): MailboxState {
  return {
    address,
    readAt: undefined,
    watchedUntil: undefined,
    failures: 0,
    trouble: undefined,
    needsPerson: false,
  };
}
