// Messages from Twilio's list as messages of customers: what their webhooks would have brought, however much it is.
import type { InboundMessage } from '../../application/channel/inbound-message.ts';
import type {
  ListedWindow,
  ListInbound,
  ReadListed,
  Unlisted,
} from '../../application/whatsapp/reconcile-messages.ts';
import type { TwilioClient, TwilioMessage } from './client.ts';
import { inboundMessage } from './inbound.ts';

export interface ListBounds {
  /** Pages that are in memory at a time. */
  readonly pagesAtOnce: number;
  /** Pages of one reading; a list that is longer is not read at all. */
  readonly mostPages: number;
}

const usual: ListBounds = { pagesAtOnce: 50, mostPages: 2_000 };

/** One page of the list: how to ask for it, and where it ended when it was first seen. */
interface Page {
  /** Absent: the first. */
  readonly address: string | undefined;
  readonly lastSid: string | undefined;
}

/**
 * The list begins with the newest, and the oldest have to be stored first: a reading goes back to its beginning first, keeping
 * only the pages' addresses and what it saw last, and then forward from there.
 */
export function listedMessages(
  client: TwilioClient,
  now: () => number,
  { pagesAtOnce, mostPages }: ListBounds = usual,
): ListInbound {
  return async function* (account, since) {
    const filter = { To: account, 'DateSent>': new Date(since).toISOString().slice(0, 10) };
    const pages: Page[] = [];
    const seen = new Map<number, readonly TwilioMessage[]>();
    for (let address: string | undefined; ; ) {
      if (pages.length === mostPages) return yield { unlisted: 'too-long' };
      const answer = await client.list(filter, address);
      if (!('ok' in answer)) return yield { unlisted: 'no-answer' };
      const { messages, nextPage } = answer.ok;
      seen.set(pages.length, messages);
      // The first page is kept: asked for again, it would begin with what came meanwhile.
      if (pages.length > pagesAtOnce) seen.delete(pages.length - pagesAtOnce);
      pages.push({ address, lastSid: messages.at(-1)?.sid });
      if (nextPage === undefined || (messages.at(-1)?.createdAt ?? since) < since) break;
      address = nextPage;
    }
    for (let end = pages.length; end > 0; end -= pagesAtOnce) {
      const start = Math.max(0, end - pagesAtOnce);
      const found: TwilioMessage[] = [];
      for (let at = start; at < end; at++) {
        const messages = seen.get(at) ?? (await again(client, filter, pages[at]));
        if ('unlisted' in messages) return yield messages;
        found.push(...messages);
        seen.delete(at);
      }
      yield await asWindow(client, { found, since, isLast: start === 0 }, now);
    }
  };
}

/** A page that ends elsewhere by now says that the list has moved: something may have moved out of our sight. */
async function again(
  client: TwilioClient,
  filter: Readonly<Record<string, string>>,
  page: Page | undefined,
): Promise<readonly TwilioMessage[] | Unlisted> {
  const answer = await client.list(filter, page?.address);
  if (!('ok' in answer)) return { unlisted: 'no-answer' };
  const { messages } = answer.ok;
  return messages.at(-1)?.sid === page?.lastSid ? messages : { unlisted: 'list-moved' };
}

async function asWindow(
  client: TwilioClient,
  { found, since, isLast }: { found: readonly TwilioMessage[]; since: number; isLast: boolean },
  now: () => number,
): Promise<ListedWindow | Unlisted> {
  const messages: InboundMessage[] = [];
  // The list says whole seconds and begins with the newest: within a second its order is what there is.
  for (const one of [...found].reverse().sort((a, b) => a.createdAt - b.createdAt)) {
    if (one.direction !== 'inbound' || one.createdAt < since) continue;
    const message = await asInbound(client, one, now);
    if (message === undefined) return { unlisted: 'no-answer' };
    if (message !== 'gone') messages.push(message);
  }
  const newest = Math.max(since, ...found.map(({ createdAt }) => createdAt));
  return isLast ? { messages } : { messages, upTo: newest };
}

export function listedMessage(client: TwilioClient, now: () => number): ReadListed {
  return async (messageSid) => {
    const answer = await client.message(messageSid);
    if ('error' in answer && answer.error.status === 404) return 'gone';
    return 'ok' in answer ? asInbound(client, answer.ok, now) : undefined;
  };
}

/** @returns undefined when its files cannot be asked for now; 'gone' for what is no message that we understand */
async function asInbound(
  client: TwilioClient,
  one: TwilioMessage,
  now: () => number,
): Promise<InboundMessage | 'gone' | undefined> {
  const form = await formOf(client, one);
  if (form === undefined) return undefined;
  const message = inboundMessage(form, now());
  return 'malformed' in message ? 'gone' : { ...message, sentAt: one.createdAt };
}

/** @returns undefined when its files cannot be asked for now */
async function formOf(
  client: TwilioClient,
  { sid, from, to, body, media }: TwilioMessage,
): Promise<string | undefined> {
  const form = new URLSearchParams({ MessageSid: sid, From: from, To: to, Body: body });
  if (media > 0) {
    const files = await client.mediaOf(sid);
    // Deleted there meanwhile: the message is stored without, and the others do not wait for ever.
    if ('error' in files && files.error.status === 404) return form.toString();
    if (!('ok' in files)) return undefined;
    form.set('NumMedia', String(files.ok.length));
    for (const [i, file] of files.ok.entries()) {
      form.set(`MediaUrl${i}`, file.url);
      form.set(`MediaContentType${i}`, file.mediaType);
    }
  }
  return form.toString();
}
