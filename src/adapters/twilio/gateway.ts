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
import { type Answered, type TwilioClient, twilioTimeoutMs } from './client.ts';
import { lookUp } from './look-up.ts';

export interface WhatsappGatewayOptions {
  readonly client: TwilioClient;
  /** `whatsapp:+…`, used where a reply names none of ours. */
  readonly from: string;
  /** Where the provider reaches us. */
  readonly publicUrl: string;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  /** Content template for when the window is closed: variable 1 is the reference, 2 the text. */
  readonly templateSid?: string;
  /** Of the client, milliseconds. */
  readonly timeoutMs?: number;
}

/** The last part begins within this many timeouts. */
const timeoutsPerSend = 4;

export function whatsappGateway(options: WhatsappGatewayOptions): ChannelGateway {
  const timeoutMs = options.timeoutMs ?? twilioTimeoutMs;
  return {
    channel: 'whatsapp',
    sendLimitMs: timeoutMs * (timeoutsPerSend + 1),
    send: (reply) => send(options, reply, timeoutMs * timeoutsPerSend),
    reconcile: (reply) => lookUp(options, reply),
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
  const started = clock.elapsed();
  const providerMessageIds = [...reply.alreadySent];
  for (const fields of messages.slice(providerMessageIds.length)) {
    const out = providerMessageIds.length > 0 ? { providerMessageIds } : {};
    if (clock.elapsed() - started > limitMs)
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
    ...(fault.code === 'rate-limited' ? { deferred: 'by-provider' } : {}),
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
  const { replyId, ticketId, account, attempt } = reply;
  const attempted = attempt === undefined ? {} : { attempt };
  const envelope = (part: number) => ({
    To: to,
    From: account !== undefined && parseWhatsappAddress(account) ? account : from,
    StatusCallback: statusUrl(publicUrl, { ticketId, replyId, part, ...attempted }),
  });
  if (isWindowOpen(reply.lastInboundAt, clock.now()))
    return reply.parts.map((Body, i) => ({ ...envelope(i + 1), Body }));
  const text = asTemplateText(reply.parts);
  if (templateSid === undefined || text === undefined || reply.alreadySent.length > 0) return 'window-closed';
  const variables = JSON.stringify({ 1: reply.reference, 2: text });
  return [{ ...envelope(1), ContentSid: templateSid, ContentVariables: variables }];
}
