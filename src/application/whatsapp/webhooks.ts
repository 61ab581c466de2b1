// WhatsApp's webhooks: a message is stored before it is acknowledged; news of a reply only moves it forward.
import { isRejection } from '../../domain/event/define.ts';
import { decide } from '../../domain/ticket/decide.ts';
import type { DeliveryCommand } from '../../domain/ticket/delivery.ts';
import type { Reply, Ticket } from '../../domain/ticket/state.ts';
import type { ReportedProgress } from '../../domain/whatsapp/status.ts';
import type { AcceptMessage } from '../channel/accept-message.ts';
import type { InboundMessage } from '../channel/inbound-message.ts';
import type { Webhook, WebhookAnswer, WebhookRequest } from '../channel/webhook.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { type ChangePorts, changeTicket } from '../ticket/change-ticket.ts';

/** @returns why a request is not the provider's; undefined when it is */
type Verify = (request: WebhookRequest) => string | undefined;

export interface WhatsappWebhookPorts {
  readonly verify: Verify;
  readonly parse: (body: string) => InboundMessage | { readonly malformed: string };
  readonly accept: AcceptMessage;
  readonly telemetry: Telemetry;
}

export function whatsappWebhook({ verify, parse, accept, telemetry }: WhatsappWebhookPorts): Webhook {
  return async (request) => {
    const refused = refusal(verify, request, telemetry);
    if (refused) return refused;
    const message = parse(request.body);
    if ('malformed' in message) return malformed(telemetry, message.malformed);
    await accept(message, request.traceparent);
    return { outcome: 'accepted' };
  };
}

/** What the provider says of one part of a reply. */
export interface ReportedNews {
  readonly ticketId: string;
  readonly replyId: string;
  /** Counted from 1. */
  readonly part: number;
  readonly providerMessageId: string;
  /** That the message was sent at, counted from 1; absent where nobody knows. */
  readonly attempt?: number;
  readonly progress: ReportedProgress | 'under-way';
  /** Why, where it failed. */
  readonly code?: string;
}

export interface StatusWebhookPorts extends ChangePorts {
  readonly verify: Verify;
  readonly parse: (target: string, body: string) => ReportedNews | { readonly malformed: string };
  readonly telemetry: Telemetry;
}

export function whatsappStatusWebhook(ports: StatusWebhookPorts): Webhook {
  return async (request) => {
    const refused = refusal(ports.verify, request, ports.telemetry);
    if (refused) return refused;
    const news = ports.parse(request.target, request.body);
    if ('malformed' in news) return malformed(ports.telemetry, news.malformed);
    const recorded = await recordNews(ports, news, request.traceparent);
    return recorded === 'recorded' ? { outcome: 'accepted' } : malformed(ports.telemetry, recorded);
  };
}

/** @throws StoreUnavailable, VersionConflict: the provider is told to come again */
export async function recordNews(
  ports: ChangePorts,
  news: ReportedNews,
  traceparent?: string,
): Promise<'recorded' | 'unknown-reply'> {
  if (news.progress === 'under-way') return 'recorded';
  const metadata = {
    correlationId: news.replyId,
    causationId: news.providerMessageId,
    actor: { kind: 'system', id: 'provider' },
    channel: 'whatsapp',
    ...(traceparent === undefined ? {} : { traceparent }),
  } as const;
  const changed = await changeTicket(ports, news.ticketId, metadata, (ticket) => {
    const command = commandOf(news, ticket);
    const decided = command ? decide(command, ticket) : [];
    // What is final stays so: a failure reported after the delivery is as late as a second delivery.
    return isRejection(decided) && decided.rejected === 'reply-final' ? [] : decided;
  });
  return isRejection(changed) ? 'unknown-reply' : 'recorded';
}

function commandOf(news: ReportedNews, ticket: Ticket): DeliveryCommand | undefined {
  const { replyId, part, providerMessageId, progress, code = 'unknown' } = news;
  const reply = ticket.replies.find((one) => one.replyId === replyId);
  // Unknown replies are for the rules to refuse.
  const several = messagesOf(reply) > 1;
  const about = { replyId, providerMessageId, ...(several ? { part } : {}) };
  switch (progress) {
    case 'sent':
      // Of one part among several it says nothing about the rest: whoever sends them records that.
      return several ? undefined : { command: 'RecordSent', replyId, providerMessageId };
    case 'delivered':
      return { command: 'RecordDelivered', ...about };
    case 'read':
      return { command: 'RecordRead', ...about };
    case 'failed':
      if (isOfAttemptThatIsOver(reply, news)) return undefined;
      return { command: 'RecordFailure', replyId, code, permanent: true, ...(several ? { part } : {}) };
    case 'under-way':
      return undefined;
  }
}

/** A template says in one message what was meant for several. */
function messagesOf(reply: Reply | undefined): number {
  if (!reply) return 1;
  return reply.progress === 'sent' ? reply.sentParts.length || reply.parts : reply.parts;
}

/**
 * A message of an attempt that came to nothing, while another is to be made, is under way or went out: that it failed is no
 * news of the reply. That it was sent or arrived all the same would be.
 */
function isOfAttemptThatIsOver(
  reply: Reply | undefined,
  { providerMessageId, attempt }: ReportedNews,
): boolean {
  if (!reply || reply.sentParts.includes(providerMessageId)) return false;
  switch (reply.progress) {
    case 'composed':
      return reply.attempts > 0;
    case 'attempted':
      return attempt !== undefined && attempt < reply.attempts;
    case 'sent':
      return reply.sentParts.length > 0;
    default:
      return false;
  }
}

function refusal(verify: Verify, request: WebhookRequest, telemetry: Telemetry): WebhookAnswer | undefined {
  const why = verify(request);
  if (why === undefined) return undefined;
  telemetry.log('warn', 'a webhook was not taken', { channel: 'whatsapp', why });
  return { outcome: 'unauthenticated', why };
}

function malformed(telemetry: Telemetry, why: string): WebhookAnswer {
  telemetry.log('warn', 'a webhook says nothing that can be understood', { channel: 'whatsapp', why });
  return { outcome: 'malformed', why };
}
