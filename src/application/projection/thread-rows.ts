// Where messages and replies stand in threads, and what messages have in common, as rows.
import { bodyTrait, isSharedDomain } from '../../domain/conversation/loops.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { inboundTraits, threads } from './tables.ts';

/** The key of an id of a message in a thread: ids may hold host names and addresses, so a digest stands for them. */
export function messageTrace(messageId: string, sha256: (text: string) => string): string {
  return sha256(`message ${messageId}`);
}

/** The key of a thread at the provider. */
export function threadTrace(providerThreadId: string, sha256: (text: string) => string): string {
  return sha256(`thread ${providerThreadId}`);
}

/**
 * Rows of one ticket event.
 * @param sha256 of a text, hex
 */
export function threadRows(
  recorded: RecordedEvent,
  event: TicketEvent,
  sha256: (text: string) => string,
): readonly RowChange[] {
  const ticketId = recorded.streamId.slice('ticket-'.length);
  const lead = (channel: string, traces: readonly string[]): RowChange[] =>
    [...new Set(traces)].map((trace) => ({
      op: 'put',
      table: threads,
      row: { channel, trace, ticket_id: ticketId },
    }));
  switch (event.type) {
    case 'CustomerMessageReceived': {
      // After an erasure nothing personal is left to make digests of.
      if (recorded.erased) return [];
      const { channel, thread, replyTo } = event.data;
      const own = thread?.messageId === undefined ? [] : [messageTrace(thread.messageId, sha256)];
      const provider =
        thread?.providerThreadId === undefined ? [] : [threadTrace(thread.providerThreadId, sha256)];
      const traits = replyTo ? [traitsOf(recorded, event, sha256)] : [];
      return [...lead(channel, [...own, ...provider]), ...traits];
    }
    case 'ReplySent': {
      const { providerMessageId, providerMessageIds, messageId, providerThreadId, channel } = event.data;
      const ids = [
        ...(providerMessageIds ?? []),
        ...(providerMessageId === undefined ? [] : [providerMessageId]),
      ];
      const sent = [...ids, ...(messageId === undefined ? [] : [messageId])].map((id) =>
        messageTrace(id, sha256),
      );
      const provider = providerThreadId === undefined ? [] : [threadTrace(providerThreadId, sha256)];
      return channel === undefined ? [] : lead(channel, [...sent, ...provider]);
    }
    default:
      return [];
  }
}

/** The key of an address, in whatever case it is written. */
export function addressTrait(address: string, sha256: (text: string) => string): string {
  return sha256(address.toLowerCase());
}

/** The key of an address's domain; undefined where there is none, or strangers share it. */
export function domainTrait(address: string, sha256: (text: string) => string): string | undefined {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  return at > 0 && !isSharedDomain(domain) ? sha256(domain) : undefined;
}

function traitsOf(
  recorded: RecordedEvent,
  { data }: Extract<TicketEvent, { type: 'CustomerMessageReceived' }>,
  sha256: (text: string) => string,
): RowChange {
  const { messageId, channel, replyTo = '', text } = data;
  return {
    op: 'put',
    table: inboundTraits,
    row: {
      message_id: messageId,
      ticket_id: recorded.streamId.slice('ticket-'.length),
      channel,
      address: addressTrait(replyTo, sha256),
      domain: domainTrait(replyTo, sha256) ?? null,
      body: sha256(bodyTrait(text)),
      at: new Date(recorded.at).toISOString(),
    },
  };
}
