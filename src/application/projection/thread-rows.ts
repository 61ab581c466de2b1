// Where messages and replies stand in threads, and what messages have in common, as rows.
import { bodyTrait, isSharedDomain } from '../../domain/conversation/loops.ts';
import { isStrong } from '../../domain/customer/identifier.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { inboundTraits, threads, verificationRequests } from './tables.ts';

/**
 * A keyed digest of a text, hex. Without a key, whoever reads the tables could try out addresses and short texts, as one
 * tries out passwords; with it they need the secret too.
 */
export type Digest = (text: string) => string;

/** The key of an id of a message in a thread: ids may hold host names and addresses, so a digest stands for them. */
export function messageTrace(messageId: string, digest: Digest): string {
  return digest(`message ${messageId}`);
}

/** The key of a thread at the provider. */
export function threadTrace(providerThreadId: string, digest: Digest): string {
  return digest(`thread ${providerThreadId}`);
}

/** The key of a mailing list, whoever writes on it. */
export function listTrace(list: string, digest: Digest): string {
  return digest(`list ${list}`);
}

/**
 * Rows of one ticket event.
 * @param digest see Digest
 */
export function threadRows(
  recorded: RecordedEvent,
  event: TicketEvent,
  digest: Digest,
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
      const own = thread?.messageId === undefined ? [] : [messageTrace(thread.messageId, digest)];
      const provider =
        thread?.providerThreadId === undefined ? [] : [threadTrace(thread.providerThreadId, digest)];
      const list = thread?.list === undefined ? [] : [listTrace(thread.list, digest)];
      // Also where nobody can be answered: what has no sender has that in common.
      const traits = replyTo || channel !== 'webform' ? [traitsOf(recorded, event, digest)] : [];
      return [...lead(channel, [...own, ...provider, ...list]), ...traits];
    }
    case 'ReplySent': {
      const { providerMessageId, providerMessageIds, messageId, providerThreadId, channel } = event.data;
      const ids = [
        ...(providerMessageIds ?? []),
        ...(providerMessageId === undefined ? [] : [providerMessageId]),
      ];
      const sent = [...ids, ...(messageId === undefined ? [] : [messageId])].map((id) =>
        messageTrace(id, digest),
      );
      const provider = providerThreadId === undefined ? [] : [threadTrace(providerThreadId, digest)];
      return channel === undefined ? [] : lead(channel, [...sent, ...provider]);
    }
    case 'TicketErased':
      return [threads, inboundTraits, verificationRequests].map((table) => ({
        op: 'remove',
        table,
        where: { ticket_id: ticketId },
      }));
    case 'VerificationRequested': {
      if (recorded.erased) return [];
      const { verificationId, address, ordinal = null } = event.data;
      const at = new Date(recorded.at).toISOString();
      const row = {
        verification_id: verificationId,
        ticket_id: ticketId,
        address: addressTrait(address, digest),
        ordinal,
        at,
      };
      return [{ op: 'add', table: verificationRequests, row }];
    }
    default:
      return [];
  }
}

/** The key of an address, in whatever case it is written. */
export function addressTrait(address: string, digest: Digest): string {
  return digest(address.toLowerCase());
}

/** The key of an address's domain; undefined where there is none, or strangers share it. */
export function domainTrait(address: string, digest: Digest): string | undefined {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  return at > 0 && !isSharedDomain(domain) ? digest(domain) : undefined;
}

function traitsOf(
  recorded: RecordedEvent,
  { data }: Extract<TicketEvent, { type: 'CustomerMessageReceived' }>,
  digest: Digest,
): RowChange {
  const { messageId, channel, replyTo = '', text, evidence, provenAddress = false } = data;
  return {
    op: 'put',
    table: inboundTraits,
    row: {
      message_id: messageId,
      ticket_id: recorded.streamId.slice('ticket-'.length),
      channel,
      address: addressTrait(replyTo, digest),
      domain: domainTrait(replyTo, digest) ?? null,
      body: digest(bodyTrait(text)),
      // Before that was on record, what proved its customer proved its address; Twilio signs every message.
      proven: provenAddress || isStrong(evidence) || channel === 'whatsapp',
      at: new Date(recorded.at).toISOString(),
    },
  };
}
