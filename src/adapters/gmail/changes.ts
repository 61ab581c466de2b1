// What is new in a mailbox, by its history; and by date, for when there is no history to follow.
import type { gmail_v1 } from '@googleapis/gmail';
import { type MailChanges, settledAfterMs } from '../../application/mail/mailbox.ts';
import { answerWith } from './answers.ts';
import type { GmailClient } from './client.ts';
import { readFault, unavailable } from './faults.ts';
import { readHistoryId } from './push-body.ts';

const PAGE = 500;

type Page = gmail_v1.Schema$ListHistoryResponse;
type Entry = gmail_v1.Schema$History;

/** Ends of the history that were seen, and when. */
interface Ends {
  settled: bigint;
  latest: { readonly at: number; readonly end: bigint } | undefined;
}

/** @returns `changes` of the port */
export function historyOf(
  client: GmailClient,
): (after: bigint, page?: string) => Promise<MailChanges | 'expired'> {
  const ends: Ends = { settled: 0n, latest: undefined };
  return async (after, page) => {
    // Our page token carries where the history ended when the first page was taken.
    const [firstEnd, pageToken] = page === undefined ? [undefined, undefined] : splitToken(page);
    const answer = await list(client, after, pageToken);
    if (answer === 'expired') return answer;
    const entries = answer.history ?? [];
    const read = entries.reduce((most, entry) => max(most, readHistoryId(entry.id) ?? 0n), after);
    const end = firstEnd ?? readHistoryId(answer.historyId) ?? after;
    const added = entries.flatMap(arrivals);
    const next = answer.nextPageToken;
    if (next) return { added, cursor: read, nextPage: `${end}.${next}` };
    return { added, cursor: max(read, settle(ends, end, client.clock.now())) };
  };
}

/**
 * A notification can come before the history shows what it is about, and the history's end is then already past it. So the end
 * counts only when it was seen a while ago; what is listed counts at once.
 */
function settle(ends: Ends, end: bigint, now: number): bigint {
  if (ends.latest && now - ends.latest.at >= settledAfterMs) {
    ends.settled = max(ends.settled, ends.latest.end);
    ends.latest = undefined;
  }
  ends.latest ??= { at: now, end };
  return ends.settled;
}

async function list(client: GmailClient, after: bigint, pageToken?: string): Promise<Page | 'expired'> {
  try {
    const { data } = await client.users.history.list({
      userId: 'me',
      startHistoryId: after.toString(),
      // Moved into the inbox counts too: a person who says "not spam" wants it answered.
      historyTypes: ['messageAdded', 'labelAdded'],
      labelId: 'INBOX',
      maxResults: PAGE,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    return answerWith(data, 'historyId', 'history');
  } catch (error) {
    if (readFault(error, client.clock.now()).status === 404) return 'expired';
    throw unavailable(error, client.clock.now());
  }
}

/** Ids of what came into the inbox by one entry: not what we sent ourselves or are writing. */
function arrivals(entry: Entry): string[] {
  const added = entry.messagesAdded ?? [];
  const moved = (entry.labelsAdded ?? []).filter(({ labelIds }) => labelIds?.includes('INBOX'));
  return [...added, ...moved].flatMap(({ message }) => {
    const labels = message?.labelIds ?? [];
    const isOurs = labels.includes('SENT') || labels.includes('DRAFT');
    return message?.id && !isOurs ? [message.id] : [];
  });
}

/**
 * Everything in the inbox since a time, oldest first; the provider lists the newest first, so all pages are taken at once.
 * @param at ms since the epoch @throws MailboxUnavailable
 */
export async function inboxSince(
  client: GmailClient,
  at: number,
): Promise<{ readonly ids: readonly string[] }> {
  const ids: string[] = [];
  let pageToken: string | undefined;
  try {
    do {
      const { data } = await client.users.messages.list({
        userId: 'me',
        labelIds: ['INBOX'],
        q: `after:${Math.floor(at / 1_000)}`,
        maxResults: PAGE,
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      // An inbox with nothing to list has no `messages`.
      const { messages, nextPageToken } = answerWith(data, 'messages', 'resultSizeEstimate');
      ids.push(...(messages ?? []).flatMap(({ id }) => (id ? [id] : [])));
      pageToken = nextPageToken ?? undefined;
    } while (pageToken !== undefined);
  } catch (error) {
    throw unavailable(error, client.clock.now());
  }
  return { ids: ids.reverse() };
}

function splitToken(page: string): [bigint, string] {
  const dot = page.indexOf('.');
  return [BigInt(page.slice(0, dot)), page.slice(dot + 1)];
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
