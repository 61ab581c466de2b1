// A mailbox at Gmail.
import { type Mailbox, MailboxUnavailable, type RawMail } from '../../application/mail/mailbox.ts';
import { answerWith, cursorOf } from './answers.ts';
import { historyOf, inboxSince } from './changes.ts';
import { type GmailClient, type GmailOptions, gmailClient } from './client.ts';
import { readFault, unavailable } from './faults.ts';
import { findSent, sendMail } from './sent-mail.ts';

/** A whole mail is up to 35 MB as text. */
const READ_TAKES = 3;

/** @throws nothing; credentials are tried when they are needed first */
export function gmailMailbox(options: GmailOptions): Mailbox {
  const client = gmailClient(options);
  return {
    address: client.address,
    watch: () => watch(client),
    position: () =>
      asked(client, async () => {
        const { data } = await client.users.getProfile({ userId: 'me' });
        return cursorOf(data.historyId);
      }),
    changes: historyOf(client),
    since: (at) => inboxSince(client, at),
    read: (id) => read(client, id),
    send: (raw, threadId) => sendMail(client, raw, threadId),
    find: (sent) => findSent(client, sent),
  };
}

async function watch(client: GmailClient): ReturnType<Mailbox['watch']> {
  const { topic } = client;
  if (topic === undefined) throw new MailboxUnavailable('gmail: there is no topic for notifications', true);
  return asked(client, async () => {
    const requestBody = { topicName: topic, labelIds: ['INBOX'], labelFilterBehavior: 'INCLUDE' };
    const { data } = await client.users.watch({ userId: 'me', requestBody });
    return { until: Number(data.expiration ?? 0), cursor: cursorOf(data.historyId) };
  });
}

async function read(client: GmailClient, id: string): Promise<RawMail | 'gone'> {
  try {
    const { data } = await client.users.messages.get(
      { userId: 'me', id, format: 'raw' },
      { timeout: client.timeoutMs * READ_TAKES },
    );
    const { threadId, raw, labelIds, internalDate } = answerWith(data, 'raw');
    return {
      id,
      threadId: threadId ?? id,
      raw: Buffer.from(raw ?? '', 'base64url'),
      labels: labelIds ?? [],
      receivedAt: Number(internalDate ?? client.clock.now()),
    };
  } catch (error) {
    if (readFault(error, client.clock.now()).status === 404) return 'gone';
    throw unavailable(error, client.clock.now());
  }
}

async function asked<T>(client: GmailClient, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw unavailable(error, client.clock.now());
  }
}
