// What reading and answering mail is tested with: accounts, a mailbox and an inbox that the test sees into.
import type { ChannelAccount, ChannelAccounts } from '../../../src/application/channel/channel-accounts.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import type { Mailbox, MailChanges, RawMail } from '../../../src/application/mail/mailbox.ts';

export const desk = 'help@desk.example';

export interface FakeAccounts extends ChannelAccounts {
  /** What was done, in order: `advance help@desk.example 12`. */
  readonly calls: string[];
  cursor(account?: string): bigint | undefined;
}

interface Row {
  cursor: bigint | undefined;
  watchedUntil: number | undefined;
  dueAt: number;
  notified: boolean;
}

/** One channel's accounts, as the port describes them. */
export function fakeAccounts(
  now: () => number,
  cursors: Readonly<Record<string, bigint>> = {},
): FakeAccounts {
  const calls: string[] = [];
  const rows = new Map<string, Row>();
  const add = (account: string, cursor?: bigint) =>
    void (
      rows.has(account) || rows.set(account, { cursor, watchedUntil: undefined, dueAt: 0, notified: false })
    );
  for (const [account, cursor] of Object.entries(cursors)) add(account, cursor);
  const view = (account: string, { cursor, watchedUntil }: Row): ChannelAccount => ({
    channel: 'email',
    account,
    cursor,
    watchedUntil,
  });
  const change = async (call: string, account: string, act: (row: Row) => void) => {
    calls.push(call);
    const row = rows.get(account);
    if (row) act(row);
  };
  return {
    calls,
    cursor: (account = desk) => rows.get(account)?.cursor,
    register: async (_, account) => add(account),
    async get(_, account) {
      const row = rows.get(account);
      return row && view(account, row);
    },
    async notify(_, account) {
      await change(`notify ${account}`, account, (row) => Object.assign(row, { dueAt: 0, notified: true }));
      return rows.has(account);
    },
    async claimDue(_, claimMs) {
      const due = [...rows].filter(([, row]) => row.dueAt <= now());
      for (const [, row] of due) Object.assign(row, { dueAt: now() + claimMs, notified: false });
      return due.map(([account, row]) => view(account, row));
    },
    advance: (_, account, cursor) =>
      change(`advance ${account} ${cursor}`, account, (row) => {
        if (row.cursor === undefined || cursor > row.cursor) row.cursor = cursor;
      }),
    watched: (_, account, until) =>
      change(`watched ${account} ${until}`, account, (row) => Object.assign(row, { watchedUntil: until })),
    release: (_, account, dueInMs) =>
      change(`release ${account} ${dueInMs}`, account, (row) => {
        row.dueAt = row.notified ? 0 : now() + dueInMs;
      }),
  };
}

export function rawMail(id: string, over: Partial<RawMail> = {}): RawMail {
  const raw = Buffer.from(`Message-ID: <${id}@customer.example>\r\n\r\nHello`);
  return { id, threadId: `thread-${id}`, raw, labels: ['INBOX'], receivedAt: 0, ...over };
}

/** Understands just enough. */
export async function understood(raw: RawMail, account: string): Promise<InboundMessage> {
  return {
    channel: 'email',
    providerMessageId: raw.id,
    account,
    seen: [],
    senderName: '',
    text: Buffer.from(raw.raw).toString('utf8').split('\r\n\r\n')[1] ?? '',
    sentAt: raw.receivedAt,
    attachments: [],
    original: raw.raw,
  };
}

/** A mailbox whose pages the test writes: `pages` by the cursor they start at. */
export interface FakeMailbox extends Mailbox {
  readonly asked: string[];
}

export function fakeMailbox(given: {
  readonly address?: string;
  readonly position?: bigint;
  readonly pages?: readonly Omit<MailChanges, 'nextPage'>[] | 'expired';
  readonly inbox?: readonly (readonly string[])[];
  readonly mails?: Readonly<Record<string, RawMail | 'gone'>>;
  readonly over?: Partial<Mailbox>;
}): FakeMailbox {
  const asked: string[] = [];
  const { position = 100n, pages = [], inbox = [], mails = {} } = given;
  return {
    asked,
    address: given.address ?? desk,
    async watch() {
      asked.push('watch');
      return { until: 7 * 86_400_000, cursor: position };
    },
    async position() {
      asked.push('position');
      return position;
    },
    async changes(after, page) {
      asked.push(`changes ${after} ${page ?? ''}`.trim());
      if (pages === 'expired') return 'expired';
      const number = Number(page ?? '0');
      const found = pages[number] ?? { added: [], cursor: after };
      return { ...found, ...(number + 1 < pages.length ? { nextPage: String(number + 1) } : {}) };
    },
    async since(at, page) {
      asked.push(`since ${at} ${page ?? ''}`.trim());
      const number = Number(page ?? '0');
      return {
        ids: inbox[number] ?? [],
        ...(number + 1 < inbox.length ? { nextPage: String(number + 1) } : {}),
      };
    },
    async read(id) {
      asked.push(`read ${id}`);
      return mails[id] ?? rawMail(id);
    },
    send: () => Promise.reject(new Error('not in this test')),
    find: () => Promise.reject(new Error('not in this test')),
    ...given.over,
  };
}
