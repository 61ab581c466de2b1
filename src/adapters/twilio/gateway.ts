// Replies by WhatsApp: parts in order, nothing outside the customer's window, nothing sent twice.
import type {
  ChannelGateway,
  OutboundReply,
  SendOutcome,
} from '../../application/channel/channel-gateway.ts';
import type { Clock } from '../../application/platform/clock.ts';
import { parseWhatsappAddress } from '../../domain/whatsapp/address.ts';
import { sendFault } from '../../domain/whatsapp/errors.ts';
import { asTemplateText, isWindowOpen } from '../../domain/whatsapp/window.ts';
import { statusUrl } from './callback.ts';
import { type Answered, type TwilioClient, type TwilioMessage, twilioTimeoutMs } from './client.ts';

export interface WhatsappGatewayOptions {
  readonly client: TwilioClient;
  /** `whatsapp:+…`, used where a reply names none of ours. */
  readonly from: string;
  /** Where the provider reaches us. */
  readonly publicUrl: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Content template for when the window is closed: variable 1 is the reference, 2 the text. */
  readonly templateSid?: string;
  /** Of the client, milliseconds. */
  readonly timeoutMs?: number;
}

/** The last part begins within this many timeouts. */
const timeoutsPerSend = 4;
/** A look-up begins this long before the attempt: the provider's clock is not ours, milliseconds. */
const clocksDiffer = 10 * 60_000;

export function whatsappGateway(options: WhatsappGatewayOptions): ChannelGateway {
  const timeoutMs = options.timeoutMs ?? twilioTimeoutMs;
  return {
    channel: 'whatsapp',
    sendLimitMs: timeoutMs * (timeoutsPerSend + 1),
    send: (reply) => send(options, reply, timeoutMs * timeoutsPerSend),
    reconcile: (reply) => reconcile(options, reply),
  };
}

async function send(
  options: WhatsappGatewayOptions,
  reply: OutboundReply,
  limitMs: number,
): Promise<SendOutcome> {
  const { client, clock } = options;
  if (reply.to === undefined || !parseWhatsappAddress(reply.to)) return refused('bad-address', reply);
  const messages = messagesOf(options, reply, reply.to);
  if (typeof messages === 'string') return refused(messages, reply);
  const started = clock.now();
  const providerMessageIds = [...reply.alreadySent];
  for (const fields of messages.slice(providerMessageIds.length)) {
    const out = providerMessageIds.length > 0 ? { providerMessageIds } : {};
    if (clock.now() - started > limitMs)
      return { outcome: 'failed', code: 'out-of-time', permanent: false, retryInMs: 0, ...out };
    const answer = await client.create(fields);
    if ('ok' in answer) providerMessageIds.push(answer.ok.sid);
    else return failure(answer, out);
  }
  return { outcome: 'sent', providerMessageIds };
}

function refused(code: string, { alreadySent }: OutboundReply): SendOutcome {
  return {
    outcome: 'failed',
    code,
    permanent: true,
    ...(alreadySent.length > 0 ? { providerMessageIds: alreadySent } : {}),
  };
}

/** A 5xx may have come after the message was taken. */
function failure(
  answer: Exclude<Answered<unknown>, { ok: unknown }>,
  out: { readonly providerMessageIds?: readonly string[] },
): SendOutcome {
  if ('failed' in answer) {
    if (answer.failed === 'unknown') return { outcome: 'unknown', code: 'no-answer' };
    return { outcome: 'failed', code: 'provider-unreachable', permanent: false, ...out };
  }
  const { status, code, retryInMs } = answer.error;
  if (status >= 500) return { outcome: 'unknown', code: 'provider-trouble' };
  const fault = sendFault(code, status);
  const retry = retryInMs ?? fault.retryInMs;
  return {
    outcome: 'failed',
    code: fault.code,
    permanent: fault.permanent,
    ...(fault.permanent || retry === undefined ? {} : { retryInMs: retry }),
    ...out,
  };
}

/** The messages a reply goes out as, or why it cannot go out now. */
function messagesOf(
  options: WhatsappGatewayOptions,
  reply: OutboundReply,
  to: string,
): readonly Readonly<Record<string, string>>[] | 'window-closed' {
  const { publicUrl, from, clock, templateSid } = options;
  const { replyId, ticketId, account } = reply;
  const envelope = (part: number) => ({
    To: to,
    From: account !== undefined && parseWhatsappAddress(account) ? account : from,
    StatusCallback: statusUrl(publicUrl, { ticketId, replyId, part }),
  });
  if (isWindowOpen(reply.lastInboundAt, clock.now()))
    return reply.parts.map((Body, i) => ({ ...envelope(i + 1), Body }));
  const text = asTemplateText(reply.parts);
  if (templateSid === undefined || text === undefined || reply.alreadySent.length > 0) return 'window-closed';
  const variables = JSON.stringify({ 1: reply.reference, 2: text });
  return [{ ...envelope(1), ContentSid: templateSid, ContentVariables: variables }];
}

/** The provider keeps no id of ours with a message: what went to the customer since the attempt is compared by its words. */
async function reconcile(
  { client, from }: WhatsappGatewayOptions,
  reply: OutboundReply,
): ReturnType<ChannelGateway['reconcile']> {
  if (reply.to === undefined) return { state: 'not-sent' };
  const since = reply.attemptedAt - clocksDiffer;
  const ours = reply.account !== undefined && parseWhatsappAddress(reply.account) ? reply.account : from;
  const found: TwilioMessage[] = [];
  let page: string | undefined;
  do {
    const answer: Awaited<ReturnType<TwilioClient['list']>> = await client.list(
      { To: reply.to, From: ours, 'DateSent>': new Date(since).toISOString().slice(0, 10) },
      page,
    );
    if (!('ok' in answer)) return { state: 'unknown' };
    found.push(
      ...answer.ok.messages.filter(
        ({ direction, createdAt }) => direction.startsWith('outbound') && createdAt >= since,
      ),
    );
    page = answer.ok.nextPage;
  } while (page !== undefined);
  return matched(reply, found);
}

function matched(
  reply: OutboundReply,
  found: readonly TwilioMessage[],
): Awaited<ReturnType<ChannelGateway['reconcile']>> {
  const taken = new Set([...reply.alreadySent, ...(reply.sentForOthers ?? [])]);
  const free = found.filter(({ sid }) => !taken.has(sid)).sort((a, b) => a.createdAt - b.createdAt);
  const whole = asTemplateText(reply.parts);
  const template =
    reply.alreadySent.length === 0 && whole !== undefined
      ? free.find(({ body }) => isTemplateOf(body, whole, reply))
      : undefined;
  if (template) return { state: 'sent', providerMessageIds: [template.sid] };
  const providerMessageIds = [...reply.alreadySent];
  for (const part of reply.parts.slice(providerMessageIds.length)) {
    const at = free.findIndex(({ body }) => body.trim() === part.trim());
    if (at < 0)
      return { state: 'not-sent', ...(providerMessageIds.length > 0 ? { providerMessageIds } : {}) };
    providerMessageIds.push(...free.splice(at, 1).map(({ sid }) => sid));
  }
  return { state: 'sent', providerMessageIds };
}

/** A template's own words stand around the variables. */
function isTemplateOf(body: string, text: string, { parts, reference }: OutboundReply): boolean {
  const isPart = parts.some((part) => body.trim() === part.trim());
  return !isPart && body.includes(text) && body.includes(reference);
}
