// Missed webhooks: the provider does not send them again, so its list of messages is read on a timer.
import type { AcceptMessage } from '../channel/accept-message.ts';
import type { ChannelAccount, ChannelAccounts } from '../channel/channel-accounts.ts';
import type { InboundMessage } from '../channel/inbound-message.ts';
import { StoreUnavailable } from '../log/event-store.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { describe, startLoop } from '../log/loop.ts';
import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';

/** What came to one of our numbers since a time (ms since the epoch), oldest first; undefined while the provider cannot be asked. */
export type ListInbound = (account: string, since: number) => Promise<readonly InboundMessage[] | undefined>;

export interface ReconcilePorts {
  readonly list: ListInbound;
  readonly accounts: ChannelAccounts;
  readonly accept: AcceptMessage;
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

/** @returns how many messages had been missed @throws StoreUnavailable; what kept one from being stored, after the others were */
export async function reconcileNumber(
  { list, accept, accounts, clock }: ReconcilePorts,
  account: ChannelAccount,
  firstLookBackMs: number,
): Promise<number | 'unavailable'> {
  const now = clock.now();
  const since = account.cursor === undefined ? now - firstLookBackMs : Number(account.cursor) - overlap;
  const messages = await list(account.account, since);
  if (!messages) return 'unavailable';
  let missed = 0;
  let failed: { readonly error: unknown } | undefined;
  for (const message of messages)
    try {
      if (!(await accept(message)).repeated) missed++;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      // The others do not wait for it; the cursor does.
      failed ??= { error };
    }
  if (failed) throw failed.error;
  await accounts.advance('whatsapp', account.account, BigInt(Math.floor(now)));
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
      for (const account of options.accounts) await ports.accounts.register('whatsapp', account);
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
    if (missed === 'unavailable')
      ports.telemetry.log('warn', 'the provider’s list of messages could not be read', {
        channel: 'whatsapp',
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
  await ports.accounts.release('whatsapp', account.account, everyMs);
}
