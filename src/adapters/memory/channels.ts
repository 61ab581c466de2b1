// Threads, our own accounts and kept files in memory, for tests.
import type { ChannelAccount, ChannelAccounts } from '../../application/channel/channel-accounts.ts';
import type { AwaitedFile, MessageFiles, NewFile } from '../../application/channel/message-files.ts';
import {
  type FoundTicket,
  type Hit,
  mostSuppressed,
  type ThreadDirectory,
} from '../../application/channel/thread-directory.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import type { Clock, Ids } from '../../application/platform/clock.ts';
import type { Row } from '../../application/projection/row-change.ts';
import { inboundTraits, messages, threads, tickets } from '../../application/projection/tables.ts';
import type { MemoryTables } from './database.ts';
import type { MemoryLog } from './log.ts';

const asText = (cell: Row[string] | undefined) => (typeof cell === 'string' ? cell : '');

export function memoryThreadDirectory(tables: MemoryTables): ThreadDirectory {
  const traits = () => [...tables.rows(inboundTraits)];
  const isFrom = (t: Row, address: string | undefined, since: number) =>
    t['address'] === address && Date.parse(asText(t['at'])) >= since;
  const found = (ticketId: string, address: string | undefined, since: number): FoundTicket | undefined => {
    const row = tables.get(tickets, { ticket_id: ticketId });
    return (
      row && {
        ticketId,
        reference: asText(row['reference']),
        status: asText(row['status']) as FoundTicket['status'],
        customerId: asText(row['opened_for']),
        subject: asText(row['subject']),
        updatedAt: Date.parse(asText(row['updated_at'])),
        hasWritten: traits().some((t) => t['ticket_id'] === ticketId && isFrom(t, address, since)),
      }
    );
  };
  // Of an erased ticket none is left.
  const hasMessages = (ticketId: Row[string] | undefined) =>
    [...tables.rows(messages)].some((row) => row['ticket_id'] === ticketId);
  return {
    async find({ channel, traces, replyIds, reference, customerId, address, addressSince = 0 }) {
      const hit = (by: Hit['by'], key: string, ticketId: Row[string] | undefined): Hit[] => {
        const ticket = found(asText(ticketId), address, addressSince);
        return ticket ? [{ by, key, ticket }] : [];
      };
      const all = [...tables.rows(tickets)];
      const hits = [
        ...[...tables.rows(threads)]
          .filter((row) => row['channel'] === channel && traces.includes(asText(row['trace'])))
          .flatMap((row) => hit('trace', asText(row['trace']), row['ticket_id'])),
        ...replyIds.flatMap((replyId) => {
          const row = tables.get(messages, { message_id: replyId });
          return row && row['author'] !== 'customer' ? hit('reply', replyId, row['ticket_id']) : [];
        }),
        ...all
          .filter((row) => row['reference'] === reference && hasMessages(row['ticket_id']))
          .flatMap((row) => hit('reference', reference ?? '', row['ticket_id'])),
        ...all
          .filter((row) => row['opened_for'] === customerId)
          .flatMap((row) => hit('customer', '', row['ticket_id'])),
        ...[
          ...new Set(
            traits().flatMap((t) => (isFrom(t, address, addressSince) ? [asText(t['ticket_id'])] : [])),
          ),
        ].flatMap((ticketId) => hit('address', '', ticketId)),
      ];
      return hits.sort(
        (a, b) =>
          b.ticket.updatedAt - a.ticket.updatedAt ||
          compare(a.ticket.ticketId, b.ticket.ticketId) ||
          compare(a.by, b.by) ||
          compare(a.key, b.key),
      );
    },
    async recent({ address, domain, body, ticketId }, since) {
      const late = traits().filter((t) => Date.parse(asText(t['at'])) > since);
      const shared = (column: string, value: string | undefined) =>
        value === undefined ? 0 : Math.min(late.filter((t) => t[column] === value).length, 200);
      return {
        address: shared('address', address),
        domain: shared('domain', domain),
        body: Math.min(
          late.filter(
            (t) =>
              t['body'] === body &&
              (t['address'] === address || (domain !== undefined && t['domain'] === domain)),
          ).length,
          200,
        ),
        ticket: shared('ticket_id', ticketId),
      };
    },
    async suppressed({ channel, ...of }, since) {
      const rows =
        'list' in of
          ? [...tables.rows(threads)].filter((t) => t['trace'] === of.list)
          : traits().filter(
              (t) =>
                ('domain' in of ? t['domain'] === of.domain : t['address'] === of.address) &&
                Date.parse(asText(t['at'])) > since,
            );
      const from = new Set(rows.flatMap((t) => (t['channel'] === channel ? [asText(t['ticket_id'])] : [])));
      const isFit = (ticketId: string) => {
        const filed = [...tables.rows(messages)].filter((m) => m['ticket_id'] === ticketId);
        return filed.length < mostSuppressed && filed.every((m) => m['state'] === 'suppressed');
      };
      const [newest] = [...tables.rows(tickets)]
        .filter((row) => row['status'] === 'closed' && Date.parse(asText(row['opened_at'])) > since)
        .filter((row) => from.has(asText(row['ticket_id'])) && isFit(asText(row['ticket_id'])))
        .sort(
          (a, b) =>
            compare(asText(b['opened_at']), asText(a['opened_at'])) ||
            compare(asText(a['ticket_id']), asText(b['ticket_id'])),
        );
      return (
        newest && {
          ticketId: asText(newest['ticket_id']),
          reference: asText(newest['reference']),
          customerId: asText(newest['opened_for']),
        }
      );
    },
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

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

interface FileRow extends NewFile {
  readonly fileId: string;
  readonly state: 'kept' | 'awaited' | 'refused';
  readonly dueAt: number;
  readonly attempts: number;
}

/** Nothing is sealed here, but without the customer's key nothing is given out either. */
export function memoryMessageFiles(
  log: Pick<MemoryLog, 'keys'>,
  { cipher, clock, ids }: { readonly cipher: Cipher; readonly clock: Clock; readonly ids: Ids },
): MessageFiles {
  const rows = new Map<string, FileRow>();
  const hasKey = (customerId: string) => [...log.keys.values()].some((key) => key.customerId === customerId);
  const requireKey = (customerId: string) => {
    if (hasKey(customerId)) return;
    const key = cipher.createKey(ids.next(), customerId);
    log.keys.set(key.keyId, key);
  };
  const change = (fileId: string, set: Partial<FileRow>) => {
    const row = rows.get(fileId);
    if (row) rows.set(fileId, { ...row, ...set });
  };
  return {
    async keep(file) {
      const before = [...rows.values()].find(
        (row) =>
          row.channel === file.channel &&
          row.providerMessageId === file.providerMessageId &&
          row.ordinal === file.ordinal,
      );
      const fileId = before?.fileId ?? ids.next();
      requireKey(file.customerId);
      const state = file.content instanceof Uint8Array ? 'kept' : 'awaited';
      if (!before || state === 'kept')
        rows.set(fileId, { ...file, fileId, state, dueAt: clock.now(), attempts: 0 });
      return fileId;
    },
    async read(fileId) {
      const row = rows.get(fileId);
      if (row?.state !== 'kept' || !hasKey(row.customerId) || !(row.content instanceof Uint8Array))
        return undefined;
      return { mediaType: row.mediaType, content: row.content };
    },
    ofMessage: async (channel, providerMessageId) =>
      [...rows.values()]
        .filter((row) => row.channel === channel && row.providerMessageId === providerMessageId)
        .map(({ fileId, ordinal, state, content }) => ({
          fileId,
          ordinal,
          bytes: content instanceof Uint8Array ? content.byteLength : null,
          state,
        }))
        .sort((a, b) => a.ordinal - b.ordinal),
    async claimAwaited(channel, limit, claimMs) {
      const due = [...rows.values()]
        .filter((row) => row.state === 'awaited' && row.channel === channel && row.dueAt <= clock.now())
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit);
      return due.flatMap((row): AwaitedFile[] => {
        if (row.content instanceof Uint8Array) return [];
        const attempts = row.attempts + 1;
        change(row.fileId, { dueAt: clock.now() + claimMs, attempts });
        const { fileId, mediaType, content } = row;
        return [{ fileId, channel, mediaType, providerUrl: content.providerUrl, attempts }];
      });
    },
    fetched: async (fileId, file) => change(fileId, { ...file, state: 'kept' }),
    refused: async (fileId) => change(fileId, { state: 'refused' }),
    later: async (fileId, inMs) => change(fileId, { dueAt: clock.now() + inMs }),
  };
}
