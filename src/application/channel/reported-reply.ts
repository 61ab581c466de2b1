// Which reply of ours a delivery report is about.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { DeliveryReport } from '../../domain/mail/report.ts';
import { messageTrace } from '../projection/thread-rows.ts';
import type { RoutePorts } from './route.ts';
import type { FoundTicket } from './thread-directory.ts';

/**
 * By the Message-ID we signed, or by the one the provider gave the mail instead. A header alone proves nothing: everybody
 * whom we ever wrote to knows its name.
 * @throws StoreUnavailable
 */
export async function reportedReply(
  ports: RoutePorts,
  { messageId, replyId }: DeliveryReport,
  channel: Channel,
): Promise<{ readonly replyId: string; readonly ticket: FoundTicket } | undefined> {
  const signed = messageId === undefined ? undefined : ports.ownMessageId(messageId)?.replyId;
  const trace = messageId === undefined ? undefined : messageTrace(messageId, ports.digest);
  const named = signed ?? replyId;
  if (named === undefined) return undefined;
  const hits = await ports.threads.find({
    channel,
    traces: trace === undefined ? [] : [trace],
    replyIds: [named],
  });
  const reply = hits.find((hit) => hit.by === 'reply');
  if (!reply) return undefined;
  const isOurs =
    signed !== undefined ||
    hits.some((hit) => hit.by === 'trace' && hit.ticket.ticketId === reply.ticket.ticketId);
  return isOurs ? { replyId: named, ticket: reply.ticket } : undefined;
}
