// The webhook that says a mailbox has changed: it is checked and recorded, and the reading happens elsewhere.
import type { ChannelAccounts } from '../channel/channel-accounts.ts';
import type { Webhook, WebhookRequest } from '../channel/webhook.ts';
import type { Telemetry } from '../platform/telemetry.ts';

/** What a genuine notification says: that something changed, neither what nor how much. */
export interface MailNotice {
  readonly address: string;
  /** Where the mailbox was when it was sent. */
  readonly cursor: bigint;
}

export type VerifiedNotice =
  | ({ readonly outcome: 'genuine' } & MailNotice)
  | { readonly outcome: 'malformed' | 'unauthenticated' | 'forbidden'; readonly why: string };

/** Checks who sent a notification and reads it. Never throws, and takes bounded time. */
export type VerifyNotice = (request: WebhookRequest) => Promise<VerifiedNotice>;

export interface MailWebhookPorts {
  readonly verify: VerifyNotice;
  readonly accounts: Pick<ChannelAccounts, 'get' | 'notify'>;
  readonly telemetry: Telemetry;
  /** Wakes the reading in this process; others find the account due at their next poll. */
  readonly wake: () => void;
}

/**
 * Accepted once the mailbox is due, durably: a crash afterwards reads it all the same. A notification that is older than
 * what was read changes nothing.
 */
export function gmailWebhook({ verify, accounts, telemetry, wake }: MailWebhookPorts): Webhook {
  return async (request) => {
    const notice = await verify(request);
    if (notice.outcome !== 'genuine') {
      telemetry.log('warn', 'a mail notification was not taken', {
        outcome: notice.outcome,
        why: notice.why,
      });
      return { outcome: notice.outcome, why: notice.why };
    }
    const address = notice.address.toLowerCase();
    const account = await accounts.get('email', address);
    if (account?.cursor !== undefined && notice.cursor <= account.cursor) return { outcome: 'accepted' };
    if (!account || !(await accounts.notify('email', address))) {
      telemetry.log('warn', 'a notification names a mailbox that is not ours', { why: 'unknown-mailbox' });
      return { outcome: 'malformed', why: 'unknown-mailbox' };
    }
    wake();
    return { outcome: 'accepted' };
  };
}
