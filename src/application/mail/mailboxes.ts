// Reading all mailboxes on time: when notified, when the poll is due, and again after trouble; watches are renewed daily.
import type { ChannelAccount, ChannelAccounts } from '../channel/channel-accounts.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { describe, startLoop } from '../log/loop.ts';
import type { Wakeups } from '../log/wakeups.ts';
import type { Clock } from '../platform/clock.ts';
import { type Mailbox, settledAfterMs } from './mailbox.ts';
import {
  type MailboxProgress,
  type MailboxState,
  newProgress,
  recordTrouble,
  untroubled,
} from './mailbox-progress.ts';
import { renewWatch } from './mailbox-watch.ts';
import { type SyncOptions, type SyncPorts, syncMailbox } from './sync-mailbox.ts';

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

export interface RunningMailboxes extends AsyncDisposable {
  states(): readonly MailboxState[];
}

/** A mailbox whose reader died is read by another after this long. */
const CLAIM_MS = 2 * 60_000;
/** How often accounts that other processes were notified of are looked for. */
const LOOK_MS = 1_000;
/** How soon one that is no longer configured is looked for again. */
const FORGOTTEN_MS = 10 * 60_000;

/** Starts at once. Disposing lets the running readings finish. */
export function startMailboxes(
  ports: MailboxesPorts,
  options: MailboxesOptions,
  lease?: HeldLease,
): RunningMailboxes {
  const all = new Map<string, MailboxProgress>(
    ports.mailboxes.map((mailbox, i) => [mailbox.address, newProgress(mailbox, i + 1)]),
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
  all: ReadonlyMap<string, MailboxProgress>,
): Promise<void> {
  for (const account of await ports.accounts.claimDue('email', CLAIM_MS)) {
    const progress = all.get(account.account);
    // No longer configured: nobody can read it.
    if (!progress) await ports.accounts.release('email', account.account, FORGOTTEN_MS);
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
  { account, progress }: { readonly account: ChannelAccount; readonly progress: MailboxProgress },
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
  { account, progress }: { readonly account: ChannelAccount; readonly progress: MailboxProgress },
): Promise<number> {
  try {
    // Before it is read: what arrives in between is either read or announced.
    if (options.watch) await renewWatch(ports, account, progress);
    const begun = ports.clock.elapsed();
    const { mailbox, beginning } = progress;
    const synced = await syncMailbox({ ...ports, mailbox }, { ...account, beginning }, options);
    progress.beginning = synced.beginning;
    const { stored, skipped } = synced;
    if (stored + skipped > 0)
      ports.telemetry.log('info', 'a mailbox was read', {
        mailbox: progress.number,
        stored,
        skipped,
        ms: ports.clock.elapsed() - begun,
      });
    const { watchedUntil } = progress.state;
    progress.state = { ...untroubled(progress.mailbox), readAt: ports.clock.now(), watchedUntil };
    if (progress.isDueAgain) return 0;
    return synced.beginning ? Math.min(options.pollMs, settledAfterMs) : options.pollMs;
  } catch (error) {
    return recordTrouble(ports.telemetry, progress, error);
  }
}
