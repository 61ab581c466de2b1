// Our own mailboxes and numbers in memory, for tests.
import type { ChannelAccount, ChannelAccounts } from '../../application/channel/channel-accounts.ts';
import type { Clock } from '../../application/platform/clock.ts';

interface AccountRow extends ChannelAccount {
  readonly dueAt: number;
  readonly claimedUntil: number;
  readonly notified: boolean;
}

export function memoryChannelAccounts(clock: Clock): ChannelAccounts {
  const rows = new Map<string, AccountRow>();
  const change = (channel: string, account: string, set: (row: AccountRow) => Partial<AccountRow>) => {
    const row = rows.get(`${channel} ${account}`);
    if (row) rows.set(`${channel} ${account}`, { ...row, ...set(row) });
    return row !== undefined;
  };
  const plain = ({ channel, account, cursor, watchedUntil }: AccountRow): ChannelAccount => ({
    channel,
    account,
    cursor,
    watchedUntil,
  });
  return {
    async register(channel, account) {
      const fresh = { cursor: undefined, watchedUntil: undefined, claimedUntil: 0, notified: false };
      const key = `${channel} ${account}`;
      if (!rows.has(key)) rows.set(key, { channel, account, ...fresh, dueAt: clock.now() });
    },
    async get(channel, account) {
      const row = rows.get(`${channel} ${account}`);
      return row && plain(row);
    },
    notify: async (channel, account) =>
      change(channel, account, (row) => ({ dueAt: Math.min(row.dueAt, clock.now()), notified: true })),
    async claimDue(channel, claimMs) {
      const now = clock.now();
      const due = [...rows.values()].filter(
        (row) => row.channel === channel && row.dueAt <= now && row.claimedUntil <= now,
      );
      for (const row of due)
        change(channel, row.account, () => ({ claimedUntil: now + claimMs, notified: false }));
      return due.map(plain);
    },
    async advance(channel, account, cursor) {
      change(channel, account, (row) => ({
        cursor: row.cursor && row.cursor > cursor ? row.cursor : cursor,
      }));
    },
    async watched(channel, account, until) {
      change(channel, account, () => ({ watchedUntil: until }));
    },
    async release(channel, account, dueInMs) {
      change(channel, account, (row) => ({
        claimedUntil: 0,
        dueAt: clock.now() + (row.notified ? 0 : dueInMs),
      }));
    },
  };
}
