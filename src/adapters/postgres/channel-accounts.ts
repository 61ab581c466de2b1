// Our own mailboxes and numbers: cursors that only move forward, and who reads which until when. Time is the database's.
import type { ChannelAccount, ChannelAccounts } from '../../application/channel/channel-accounts.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresChannelAccounts(sql: Db): ChannelAccounts {
  const columns = sql`channel, account, cursor, (extract(epoch from watched_until) * 1000)::float8 as "watchedUntil"`;
  const plain = (row: Stored): ChannelAccount => ({
    channel: row.channel,
    account: row.account,
    cursor: row.cursor ?? undefined,
    watchedUntil: row.watchedUntil ?? undefined,
  });
  return {
    async register(channel, account) {
      await answering(sql`insert into channel_accounts (channel, account, due_at) values (${channel}, ${account}, clock_timestamp())
        on conflict do nothing`);
    },
    async get(channel, account) {
      const [row] = await answering(sql<Stored[]>`select ${columns} from channel_accounts
        where channel = ${channel} and account = ${account}`);
      return row && plain(row);
    },
    async notify(channel, account) {
      const { count } = await answering(sql`
        update channel_accounts set due_at = least(due_at, clock_timestamp()), notified = true
        where channel = ${channel} and account = ${account}`);
      return count > 0;
    },
    async claimDue(channel, claimMs) {
      const rows = await answering(sql<Stored[]>`
        with due as (
          select account as name from channel_accounts
          where channel = ${channel} and due_at <= clock_timestamp()
            and (claimed_until is null or claimed_until <= clock_timestamp())
          order by due_at for update skip locked
        )
        update channel_accounts a
        set claimed_until = clock_timestamp() + ${claimMs} * interval '1 millisecond', notified = false
        from due where a.channel = ${channel} and a.account = due.name
        returning ${columns}`);
      return rows.map(plain);
    },
    async advance(channel, account, cursor) {
      await answering(sql`update channel_accounts set cursor = ${cursor}::bigint
        where channel = ${channel} and account = ${account} and (cursor is null or cursor < ${cursor}::bigint)`);
    },
    async watched(channel, account, until) {
      await answering(sql`update channel_accounts set watched_until = ${new Date(until)}
        where channel = ${channel} and account = ${account}`);
    },
    async release(channel, account, dueInMs) {
      await answering(sql`
        update channel_accounts set claimed_until = null,
          due_at = clock_timestamp() + case when notified then 0 else ${dueInMs}::float8 end * interval '1 millisecond'
        where channel = ${channel} and account = ${account}`);
    },
  };
}

interface Stored {
  readonly channel: ChannelAccount['channel'];
  readonly account: string;
  readonly cursor: bigint | null;
  readonly watchedUntil: number | null;
}
