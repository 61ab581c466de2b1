// Where messages and replies stand in threads, and what messages have in common, as rows.
import { bodyTrait } from '../../domain/conversation/loops.ts';
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
      const { providerMessageId, providerMessageIds, messageId, providerThreadId } = event.data;
      const ids = [
        ...(providerMessageIds ?? []),
        ...(providerMessageId === undefined ? [] : [providerMessageId]),
      ];
      const sent = [...ids, ...(messageId === undefined ? [] : [messageId])].map((id) =>
        messageTrace(id, sha256),
      );
      const provider = providerThreadId === undefined ? [] : [threadTrace(providerThreadId, sha256)];
      const channel = recorded.metadata.channel;
      return channel === undefined ? [] : lead(channel, [...sent, ...provider]);
    }
    default:
      return [];
  }
}

function traitsOf(
  recorded: RecordedEvent,
  { data }: Extract<TicketEvent, { type: 'CustomerMessageReceived' }>,
  sha256: (text: string) => string,
): RowChange {
  const { messageId, channel, replyTo = '', text } = data;
  const address = replyTo.toLowerCase();
  const at = address.lastIndexOf('@');
  return {
    op: 'put',
    table: inboundTraits,
    row: {
      message_id: messageId,
      ticket_id: recorded.streamId.slice('ticket-'.length),
      channel,
      address: sha256(address),
      domain: channel === 'email' && at > 0 ? sha256(address.slice(at + 1)) : null,
      body: sha256(bodyTrait(text)),
      at: new Date(recorded.at).toISOString(),
    },
  };
}
