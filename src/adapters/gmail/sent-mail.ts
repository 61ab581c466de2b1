// Mail on its way out, and the search for mail whose way out nobody saw.

import { replyHeader } from '../../application/mail/mail-reader.ts';
import type { Mailbox, SentMail } from '../../application/mail/mailbox.ts';
import { answerWith } from './answers.ts';
import type { GmailClient } from './client.ts';
import { type Fault, readFault } from './faults.ts';

type SendResult = Awaited<ReturnType<Mailbox['send']>>;

/** A mail that was attempted at a time left within this, or not at all. */
const SENT_WITHIN_MS = 60 * 60_000;
/** More mails than this in that time are not looked through: then nobody can say. */
const MOST_LOOKED_THROUGH = 500;
const AT_ONCE = 10;
/** Until what a person has to mend is tried again. */
const NOT_SET_UP_RETRY_MS = 15 * 60_000;

/**
 * Sends one mail, within the client's time-out. Without an answer, or with one that says the provider failed, it may have
 * gone out all the same: `unknown`.
 */
export async function sendMail(client: GmailClient, raw: Uint8Array, threadId?: string): Promise<SendResult> {
  const signal = AbortSignal.timeout(client.timeoutMs);
  const first = await sendOnce(client, raw, { signal, ...(threadId === undefined ? {} : { threadId }) });
  // The thread was deleted: the mail goes out all the same.
  const isThreadGone =
    threadId !== undefined && first.outcome === 'failed' && first.code.startsWith('http-404');
  return isThreadGone ? sendOnce(client, raw, { signal }) : first;
}

async function sendOnce(
  client: GmailClient,
  raw: Uint8Array,
  { signal, threadId }: { readonly signal: AbortSignal; readonly threadId?: string },
): Promise<SendResult> {
  const requestBody = {
    raw: Buffer.from(raw).toString('base64url'),
    ...(threadId === undefined ? {} : { threadId }),
  };
  // Beyond the limit nobody waits, and what has not left by then does not leave: its signal is aborted.
  const limit = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('no answer', 'TimeoutError')), {
      once: true,
    });
  });
  try {
    const sending = client.users.messages.send({ userId: 'me', requestBody }, { signal });
    sending.catch(() => {}); // after the limit nobody listens
    const { data } = await Promise.race([sending, limit]);
    if (!data.id || !data.threadId) return { outcome: 'unknown', code: 'answer-without-id' };
    return { outcome: 'sent', ...(await describeSent(client, { id: data.id, threadId: data.threadId })) };
  } catch (error) {
    const fault = readFault(error, client.clock.now());
    const { code, permanent, mayHaveWorked, isLimit } = fault;
    if (mayHaveWorked) return { outcome: 'unknown', code };
    const isOurs = permanent && isAboutUs(fault);
    const retryInMs = isOurs ? NOT_SET_UP_RETRY_MS : fault.retryInMs;
    return {
      outcome: 'failed',
      code,
      permanent: permanent && !isOurs,
      ...(retryInMs === undefined ? {} : { retryInMs }),
      ...(isLimit ? { deferred: 'by-provider' } : {}),
    };
  }
}

/** Credentials and permissions say nothing about the mail: a person mends them, and then it still goes out. */
const isAboutUs = ({ status, code }: Fault) => status === 401 || status === 403 || code === 'no-access-token';

/** With the Message-ID as it went out; that it cannot be read now takes nothing from the mail being sent. */
async function describeSent(client: GmailClient, sent: { id: string; threadId: string }): Promise<SentMail> {
  try {
    const { messageId } = await readHeaders(client, sent.id);
    return { ...sent, ...(messageId === undefined ? {} : { messageId }) };
  } catch {
    return sent;
  }
}

/** By its Message-ID; where the provider has replaced that, by the header that names the reply. Never throws. */
export async function findSent(
  client: GmailClient,
  { messageId, replyId, after }: Parameters<Mailbox['find']>[0],
): ReturnType<Mailbox['find']> {
  try {
    // The id is signed by us, so that one mail in our own outbox has it at most.
    const [byId] = await listSent(client, `rfc822msgid:${messageId.replace(/^<|>$/g, '')}`, 1);
    if (byId !== undefined) return sentMail(await readHeaders(client, byId));
    const from = Math.floor(after / 1_000);
    const until = Math.ceil((after + SENT_WITHIN_MS) / 1_000);
    const ids = await listSent(client, `after:${from} before:${until}`, MOST_LOOKED_THROUGH + 1);
    for (let i = 0; i < Math.min(ids.length, MOST_LOOKED_THROUGH); i += AT_ONCE) {
      const some = await Promise.all(ids.slice(i, i + AT_ONCE).map((id) => readHeaders(client, id)));
      const found = some.find((one) => one.replyId === replyId);
      if (found) return sentMail(found);
    }
    return ids.length > MOST_LOOKED_THROUGH ? 'unknown' : 'not-sent';
  } catch {
    return 'unknown';
  }
}

async function listSent(client: GmailClient, q: string, most: number): Promise<string[]> {
  const ids: string[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await client.users.messages.list({
      userId: 'me',
      labelIds: ['SENT'],
      q,
      maxResults: Math.min(most, 500),
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const { messages, nextPageToken } = answerWith(data, 'messages', 'resultSizeEstimate');
    ids.push(...(messages ?? []).flatMap(({ id }) => (id ? [id] : [])));
    pageToken = nextPageToken ?? undefined;
  } while (pageToken !== undefined && ids.length < most);
  return ids;
}

interface SentHeaders extends SentMail {
  readonly replyId: string | undefined;
}

async function readHeaders(client: GmailClient, id: string): Promise<SentHeaders> {
  const { data } = await client.users.messages.get({
    userId: 'me',
    id,
    format: 'metadata',
    metadataHeaders: ['Message-ID', replyHeader],
  });
  const { payload, threadId } = answerWith(data, 'id');
  // Names come back in any case.
  const value = (name: string) =>
    payload?.headers?.find((header) => header.name?.toLowerCase() === name)?.value?.trim();
  const messageId = value('message-id');
  return {
    id,
    threadId: threadId ?? '',
    ...(messageId === undefined ? {} : { messageId }),
    replyId: value(replyHeader),
  };
}

function sentMail({ id, threadId, messageId }: SentHeaders): SentMail {
  return { id, threadId, ...(messageId === undefined ? {} : { messageId }) };
}
