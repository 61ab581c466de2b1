// What reading and answering mail is tested with: accounts, a mailbox and an inbox that the test sees into.
import { memoryChannelAccounts } from '../../../src/adapters/memory/channel-accounts.ts';
import type { ChannelAccounts } from '../../../src/application/channel/channel-accounts.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import type { Mailbox, MailChanges, RawMail } from '../../../src/application/mail/mailbox.ts';
import type { Clock } from '../../../src/application/platform/clock.ts';

export const desk = 'help@desk.example';

export interface RecordedAccounts extends ChannelAccounts {
  /** What was changed, in order: `advance help@desk.example 12`. */
  readonly calls: string[];
}

export function recordedAccounts(clock: Clock): RecordedAccounts {
  const accounts = memoryChannelAccounts(clock);
  const calls: string[] = [];
  return {
    ...accounts,
    calls,
    notify(channel, account) {
      calls.push(`notify ${account}`);
      return accounts.notify(channel, account);
    },
    advance(channel, account, cursor) {
      calls.push(`advance ${account} ${cursor}`);
      return accounts.advance(channel, account, cursor);
    },
    watched(channel, account, until) {
      calls.push(`watched ${account} ${until}`);
      return accounts.watched(channel, account, until);
    },
    release(channel, account, dueInMs) {
      calls.push(`release ${account} ${dueInMs}`);
      return accounts.release(channel, account, dueInMs);
    },
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

/** What a promise was rejected with; undefined when it was kept. */
export function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
