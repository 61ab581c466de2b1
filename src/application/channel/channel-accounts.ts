// The port to what is known of our own mailboxes and numbers: how far each was read, and when it is due again.
import type { Channel } from '../../domain/conversation/channel.ts';

export interface ChannelAccount {
  readonly channel: Channel;
  /** The mailbox's address, or the number. */
  readonly account: string;
  /** How far it was read: only the channel's adapter knows what it means. Undefined until the first reading. */
  readonly cursor: bigint | undefined;
  /** When the provider stops telling us of changes, ms since the epoch. */
  readonly watchedUntil: number | undefined;
}

export interface ChannelAccounts {
  /** Makes the account known, due at once; one that is known stays as it is. */
  register(channel: Channel, account: string): Promise<void>;
  get(channel: Channel, account: string): Promise<ChannelAccount | undefined>;
  /** Makes it due now, durably: the provider says that something is new. @returns false when the account is unknown */
  notify(channel: Channel, account: string): Promise<boolean>;
  /** Accounts of the channel that are due, taken for so long, in milliseconds, that no other process reads them meanwhile. */
  claimDue(channel: Channel, claimMs: number): Promise<readonly ChannelAccount[]>;
  /** Moves the cursor forward; an older one changes nothing. */
  advance(channel: Channel, account: string, cursor: bigint): Promise<void>;
  /** Records until when the provider tells us of changes, ms since the epoch. */
  watched(channel: Channel, account: string, until: number): Promise<void>;
  /** Ends the claim: due again after so many milliseconds, or at once when it was notified meanwhile. */
  release(channel: Channel, account: string, dueInMs: number): Promise<void>;
}
