// WhatsApp's provider: webhooks that come once, twice, late or never, a list of messages, and callbacks in any order.
import type { Answered, TwilioClient, TwilioMessage } from '../../src/adapters/twilio/client.ts';
import { consentIn } from '../../src/domain/whatsapp/consent.ts';
import type { Life } from './virtual-time.ts';
import type { World } from './world.ts';

export const deskNumber = 'whatsapp:+15555550100';
export const publicUrl = 'https://desk.example';
/** One request is answered within so long or never, milliseconds. */
export const chatTimeoutMs = 1_500;

export interface ChatProvider {
  /** The provider's interface as one process sees it. */
  client(life: Life): TwilioClient;
  /** A customer writes to the desk. */
  receive(from: string, text: string): void;
}

/** A webhook to the desk. */
export interface Hook {
  readonly kind: 'message' | 'status';
  /** Path and query. */
  readonly target: string;
  readonly body: string;
  /** Of a customer's message. */
  readonly providerMessageId?: string;
}

/** As the provider keeps it. */
interface Kept extends TwilioMessage {
  status: string;
  errorCode: number | undefined;
}

const order = ['queued', 'sent', 'delivered', 'read', 'undelivered'];
const PAGE = 5;
/** A message may take so long to appear in the list, milliseconds. */
const LONGEST_LAG_MS = 4_000;
const silence: Answered<never> = { failed: 'unknown', why: 'injected: no answer' };
const refusal = (status: number, code?: number, retryInMs?: number): Answered<never> => ({
  error: { status, code, retryInMs },
});

/** @param post brings a webhook to the desk */
export function createChatProvider(world: World, post: (hook: Hook) => void): ChatProvider {
  const { time, chance, faults, outside, watch } = world;
  /** Oldest first. */
  const messages: Kept[] = [];
  const optedOut = new Set<string>();
  const later = (ms: number, run: () => void) => time.at(outside, time.now() + ms, run);
  const add = (message: Pick<TwilioMessage, 'from' | 'to' | 'body' | 'direction'>): TwilioMessage => {
    const sid = `SM${(messages.length + 1).toString(16).padStart(32, '0')}`;
    const createdAt = Math.floor(time.now());
    const one: Kept = { ...message, sid, status: 'queued', errorCode: undefined, media: 0, createdAt };
    messages.push(one);
    return one;
  };
  /** What it says when it is asked; only ever further. */
  const move = (sid: string, status: string) => {
    const message = messages.find((one) => one.sid === sid);
    if (!message || order.indexOf(status) <= order.indexOf(message.status)) return;
    message.status = status;
    if (status === 'undelivered') message.errorCode = 63024;
  };

  const receive = (from: string, body: string) => {
    const { sid } = add({ from, to: deskNumber, body, direction: 'inbound' });
    world.say(`chat ${sid.slice(-4)} from ${from}`);
    const wish = consentIn(body);
    if (wish === 'stop') optedOut.add(from);
    if (wish === 'start') optedOut.delete(from);
    watch.inbound.came({ channel: 'whatsapp', providerMessageId: sid });
    const form = new URLSearchParams({ MessageSid: sid, From: from, To: deskNumber, Body: body });
    form.set('ProfileName', 'Ada');
    form.set('WaId', from.replace('whatsapp:+', ''));
    const hook: Hook = {
      kind: 'message',
      target: '/webhooks/whatsapp',
      body: form.toString(),
      providerMessageId: sid,
    };
    if (faults.strikes('webhook lost')) return;
    const longest = faults.strikes('webhook late') ? 20_000 : 300;
    later(chance.between(10, longest), () => post(hook));
    if (faults.strikes('webhook twice')) later(chance.between(10, 6_000), () => post(hook));
  };

  /** Statuses leave one by one and come as they like. */
  const tell = (sid: string, callback: string) => {
    const url = new URL(callback);
    const { replyId, part } = partOf(url);
    const isReturned = faults.strikes('reply undelivered');
    const statuses = isReturned ? ['sent', 'undelivered'] : ['queued', 'sent', 'delivered', 'read'];
    if (isReturned) watch.returned(replyId);
    statuses.forEach((status, i) => {
      if (status === 'read' && chance.happens(0.5)) return;
      const wait = faults.strikes('callback first') ? 0 : chance.between(50, 3_000 * (i + 1));
      const code = status === 'undelivered' ? { ErrorCode: '63024' } : {};
      const body = new URLSearchParams({ MessageSid: sid, MessageStatus: status, ...code }).toString();
      const hook: Hook = { kind: 'status', target: `${url.pathname}${url.search}`, body };
      const isLost =
        faults.strikes('callback lost') || (status === 'undelivered' && faults.strikes('bad news lost'));
      later(wait, () => {
        if (status === 'delivered' || status === 'read') watch.confirmed(replyId, part);
        move(sid, status);
        if (status === 'undelivered') watch.lost(replyId);
        if (!isLost) post(hook);
      });
      if (!isLost && faults.strikes('callback twice'))
        later(wait + chance.between(0, 9_000), () => post(hook));
    });
  };

  const arrive = (fields: Readonly<Record<string, string>>): Awaited<ReturnType<TwilioClient['create']>> => {
    const { To = '', From = '', Body = '', StatusCallback = '' } = fields;
    const { replyId, part } = partOf(new URL(StatusCallback));
    watch.arrived(replyId, part);
    if (optedOut.has(To)) return refusal(400, 21610);
    if (faults.strikes('provider busy'))
      return refusal(429, 20429, chance.happens(0.5) ? chance.below(5_000) : undefined);
    if (faults.strikes('provider refuses')) return refusal(400, 63024);
    if (faults.strikes('provider not sent, no answer')) return chance.happens(0.3) ? refusal(503) : silence;
    const { sid } = add({ from: From, to: To, body: Body, direction: 'outbound-api' });
    watch.accepted(replyId, part);
    tell(sid, StatusCallback);
    if (faults.strikes('provider sent, no answer')) return chance.happens(0.3) ? refusal(500) : silence;
    return { ok: { sid, status: 'queued' } };
  };

  const client = (life: Life): TwilioClient => ({
    create: (fields) =>
      new Promise((resolve) => {
        const onItsWay = faults.strikes('slow') ? chance.between(300, chatTimeoutMs) : chance.between(1, 100);
        later(onItsWay, () => {
          const answer = arrive(fields);
          world.say(
            `chat provider ${fields['StatusCallback']?.slice(-50)} from ${life.name}: ${nameOf(answer)}`,
          );
          time.at(life, time.now() + chance.between(1, 100), () => resolve(answer));
        });
      }),
    async list({ To, From, 'DateSent>': day = '' }, page) {
      await time.pass(life, chance.between(1, 60));
      if (faults.strikes('list away')) return chance.happens(0.5) ? refusal(503) : silence;
      const indexed = time.now() - chance.between(0, LONGEST_LAG_MS);
      const found = messages.filter(
        (one) =>
          (To === undefined || one.to === To) &&
          (From === undefined || one.from === From) &&
          one.createdAt >= Date.parse(day) &&
          one.createdAt <= indexed &&
          (page === undefined || one.sid < page),
      );
      const shown = found
        .slice(-PAGE)
        .toReversed()
        .map((one) => ({ ...one }));
      await time.pass(life, chance.between(1, 60));
      const next = found.length > PAGE ? shown.at(-1) : undefined;
      return { ok: { messages: shown, ...(next ? { nextPage: next.sid } : {}) } };
    },
    async message(sid) {
      await time.pass(life, chance.between(1, 60));
      if (faults.strikes('list away')) return chance.happens(0.5) ? refusal(503) : silence;
      const found = messages.find((one) => one.sid === sid);
      return found ? { ok: { ...found } } : refusal(404, 20404);
    },
    mediaOf: async () => ({ ok: [] }),
    fetchMedia: async () => ({ refused: 'there are no files' }),
    check: async () => ({ ok: true }),
  });
  return { client, receive };
}

const nameOf = (answer: Answered<unknown>) =>
  'ok' in answer ? 'taken' : 'failed' in answer ? answer.failed : String(answer.error.status);

/** What we wrote into the address that news of a message goes to; parts counted from 0. */
function partOf({ searchParams }: URL): { readonly replyId: string; readonly part: number } {
  return { replyId: searchParams.get('reply') ?? '', part: Number(searchParams.get('part') ?? 1) - 1 };
}
