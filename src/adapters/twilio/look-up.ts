// What became of an attempt nobody knows the outcome of: the provider's list of what went to the customer, by its words.
import type { ChannelGateway, OutboundReply } from '../../application/channel/channel-gateway.ts';
import { parseWhatsappAddress } from '../../domain/whatsapp/address.ts';
import { sendFault } from '../../domain/whatsapp/errors.ts';
import { progressOf } from '../../domain/whatsapp/status.ts';
import { asTemplateText } from '../../domain/whatsapp/window.ts';
import type { TwilioClient, TwilioMessage } from './client.ts';

type Found = Awaited<ReturnType<ChannelGateway['reconcile']>>;

/** A look-up begins this long before the attempt: the provider's clock is not ours, milliseconds. */
const clocksDiffer = 10 * 60_000;
/** Nobody is sent so much in so short a time. */
const mostPages = 50;

/** The provider keeps no id of ours with a message: what went to the customer since the attempt is compared by its words. */
export async function lookUp(
  { client, from }: { readonly client: TwilioClient; readonly from: string },
  reply: OutboundReply,
): Promise<Found> {
  if (reply.to === undefined) return { state: 'not-sent' };
  const since = reply.attemptedAt - clocksDiffer;
  const ours = reply.account !== undefined && parseWhatsappAddress(reply.account) ? reply.account : from;
  const filter = { To: reply.to, From: ours, 'DateSent>': new Date(since).toISOString().slice(0, 10) };
  const found: TwilioMessage[] = [];
  let page: string | undefined;
  for (let n = 0; n < mostPages; n++) {
    const answer = await client.list(filter, page);
    if (!('ok' in answer)) return { state: 'unknown' };
    const { messages, nextPage } = answer.ok;
    found.push(
      ...messages.filter(
        ({ direction, createdAt }) => direction.startsWith('outbound') && createdAt >= since,
      ),
    );
    // Newest first: what comes behind an older one is older still.
    if (nextPage === undefined || (messages.at(-1)?.createdAt ?? since) < since) return matched(reply, found);
    page = nextPage;
  }
  return { state: 'unknown' };
}

const hasFailed = ({ status }: TwilioMessage) => progressOf(status) === 'failed';

/** Each part is the first message of its words that came to something, or else the last that came to nothing. */
function matched(reply: OutboundReply, found: readonly TwilioMessage[]): Found {
  const taken = new Set([...reply.alreadySent, ...(reply.sentForOthers ?? [])]);
  const free = found.filter(({ sid }) => !taken.has(sid)).sort((a, b) => a.createdAt - b.createdAt);
  const take = (fits: (body: string) => boolean): TwilioMessage | undefined => {
    const all = free.filter(({ body }) => fits(body));
    const one = all.find((message) => !hasFailed(message)) ?? all.at(-1);
    if (one) free.splice(free.indexOf(one), 1);
    return one;
  };
  const whole = asTemplateText(reply.parts);
  const template =
    reply.alreadySent.length === 0 && whole !== undefined
      ? take((body) => isTemplateOf(body, whole, reply))
      : undefined;
  if (template)
    return hasFailed(template)
      ? failure(template, [])
      : { state: 'sent', providerMessageIds: [template.sid] };
  const providerMessageIds = [...reply.alreadySent];
  for (const part of reply.parts.slice(providerMessageIds.length)) {
    const message = take((body) => body.trim() === part.trim());
    if (!message)
      return { state: 'not-sent', ...(providerMessageIds.length > 0 ? { providerMessageIds } : {}) };
    if (hasFailed(message)) return failure(message, providerMessageIds);
    providerMessageIds.push(message.sid);
  }
  return { state: 'sent', providerMessageIds };
}

/** The provider took it, and then it came to nothing. @param out the parts before it */
function failure({ errorCode }: TwilioMessage, out: readonly string[]): Found {
  const { code, permanent, retryInMs } = sendFault(errorCode);
  return {
    state: 'failed',
    code,
    permanent,
    ...(retryInMs === undefined ? {} : { retryInMs }),
    ...(code === 'rate-limited' ? { deferred: 'by-provider' } : {}),
    ...(out.length > 0 ? { providerMessageIds: out } : {}),
  };
}

/** A template's own words stand around the variables. */
function isTemplateOf(body: string, text: string, { parts, reference }: OutboundReply): boolean {
  const isPart = parts.some((part) => body.trim() === part.trim());
  return !isPart && body.includes(text) && body.includes(reference);
}
