// Messages from Twilio's list as messages of customers: what their webhooks would have brought.
import type { InboundMessage } from '../../application/channel/inbound-message.ts';
import type { ListInbound } from '../../application/whatsapp/reconcile-messages.ts';
import type { TwilioClient, TwilioMessage } from './client.ts';
import { inboundMessage } from './inbound.ts';

const mostPages = 50;

export function listedMessages(client: TwilioClient, now: () => number): ListInbound {
  return async (account, since) => {
    const found: TwilioMessage[] = [];
    let page: string | undefined;
    for (let n = 0; n < mostPages; n++) {
      const answer = await client.list(
        { To: account, 'DateSent>': new Date(since).toISOString().slice(0, 10) },
        page,
      );
      if (!('ok' in answer)) return undefined;
      found.push(
        ...answer.ok.messages.filter(
          ({ direction, createdAt }) => direction === 'inbound' && createdAt >= since,
        ),
      );
      page = answer.ok.nextPage;
      if (page === undefined) break;
    }
    const messages: InboundMessage[] = [];
    // The list says whole seconds and begins with the newest: within a second its order is what there is.
    for (const one of found.reverse().sort((a, b) => a.createdAt - b.createdAt)) {
      const form = await formOf(client, one);
      if (form === undefined) return undefined;
      const message = inboundMessage(form, now());
      if (!('malformed' in message)) messages.push({ ...message, sentAt: one.createdAt });
    }
    return messages;
  };
}

/** @returns undefined when its files cannot be asked for now */
async function formOf(
  client: TwilioClient,
  { sid, from, to, body, media }: TwilioMessage,
): Promise<string | undefined> {
  const form = new URLSearchParams({ MessageSid: sid, From: from, To: to, Body: body });
  if (media > 0) {
    const files = await client.mediaOf(sid);
    if (!('ok' in files)) return undefined;
    form.set('NumMedia', String(files.ok.length));
    for (const [i, file] of files.ok.entries()) {
      form.set(`MediaUrl${i}`, file.url);
      form.set(`MediaContentType${i}`, file.mediaType);
    }
  }
  return form.toString();
}
