// What requests look up: tickets, messages, claims and identifiers.
import type { CustomerDirectory, KnownIdentifier } from '../../application/customer/customer-directory.ts';
import type {
  SentReply,
  SuppressedMessage,
  TicketDirectory,
  TicketMessage,
  TicketSummary,
  UndeliveredReply,
} from '../../application/ticket/ticket-directory.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresTicketDirectory(sql: Db): TicketDirectory {
  const summary = sql`ticket_id as "ticketId", reference, customer_id as "customerId", status, channel, category, priority, subject,
    (extract(epoch from opened_at) * 1000)::float8 as "openedAt", (extract(epoch from updated_at) * 1000)::float8 as "updatedAt",
    (extract(epoch from last_inbound_at) * 1000)::float8 as "lastInboundAt", escalation_reason as "escalationReason",
    assigned_to as "assignedTo", rating`;
  return {
    byReference: async (reference) =>
      (
        await answering(sql<TicketSummary[]>`select ${summary} from tickets where reference = ${reference}`)
      )[0],
    byId: async (ticketId) =>
      (
        await answering(sql<TicketSummary[]>`select ${summary} from tickets where ticket_id = ${ticketId}`)
      )[0],
    messagesOf: (ticketId) =>
      answering(sql<TicketMessage[]>`
        select message_id as "messageId", version, author, kind, channel, sender_name as "senderName", text, citations, state,
          (extract(epoch from at) * 1000)::float8 as at
        from messages where ticket_id = ${ticketId} order by version`),
    ofCustomer: (customerId, limit) =>
      answering(sql<TicketSummary[]>`
        select ${summary} from tickets where opened_for = any(family_of(${customerId}))
        order by opened_at desc limit ${limit}`),
    recent: ({ status, limit }) =>
      answering(sql<TicketSummary[]>`
        select ${summary} from tickets where ${status ?? null}::text is null or status = ${status ?? null}
        order by updated_at desc limit ${limit}`),
    recentReplies: (limit) =>
      answering(sql<SentReply[]>`
        select m.message_id as "replyId", t.reference, t.subject, m.channel, m.text, (extract(epoch from m.at) * 1000)::float8 as at
        from messages m join tickets t on t.ticket_id = m.ticket_id
        where m.author <> 'customer' and m.state in ('sent', 'delivered', 'read') order by m.at desc, m.message_id limit ${limit}`),
    suppressed: (limit) =>
      answering(sql<SuppressedMessage[]>`
        select m.message_id as "messageId", t.reference, m.channel, m.failure as reason, m.because, m.text,
          (extract(epoch from m.at) * 1000)::float8 as at
        from messages m join tickets t on t.ticket_id = m.ticket_id
        where m.state = 'suppressed' order by m.at desc, m.message_id desc limit ${limit}`),
    undelivered: (limit) =>
      answering(sql<UndeliveredReply[]>`
        select m.message_id as "replyId", m.ticket_id as "ticketId", t.reference, t.status, m.channel, m.author, m.kind,
          m.failure as reason, m.text, (extract(epoch from m.at) * 1000)::float8 as at
        from messages m join tickets t on t.ticket_id = m.ticket_id
        where m.state = 'failed' order by m.at desc, m.message_id desc limit ${limit}`),
    ticketOf: async (messageId) =>
      (
        await answering(
          sql<
            { ticketId: string }[]
          >`select ticket_id as "ticketId" from messages where message_id = ${messageId}`,
        )
      )[0]?.ticketId,
    oldestUnanswered: async () =>
      (
        await answering(sql<{ at: number | null }[]>`
          select (extract(epoch from min(accepted_at)) * 1000)::float8 as at from outcomes where outcome = 'unanswered'`)
      )[0]?.at ?? undefined,
    claim: async (channel, providerMessageId) =>
      (
        await answering(sql<{ ticketId: string; messageId: string }[]>`
          select ticket_id as "ticketId", message_id as "messageId" from claims
          where channel = ${channel} and provider_message_id = ${providerMessageId}`)
      )[0],
  };
}

export function postgresCustomerDirectory(sql: Db): CustomerDirectory {
  return {
    findIdentifiers: async (identifiers) => {
      const [only] = identifiers;
      // For arrays PostgreSQL makes a new plan every time, which costs more than the look-up of the usual one.
      const wanted =
        only && identifiers.length === 1
          ? sql`i.kind = ${only.kind} and i.value = ${only.value}`
          : sql`(i.kind, i.value) in (select * from unnest(${identifiers.map((i) => i.kind)}::text[], ${identifiers.map((i) => i.value)}::text[]))`;
      const rows = await answering(sql<(KnownIdentifier & { root: string | null })[]>`
        select i.kind, i.value, i.customer_id as "customerId", c.belongs_to as root, i.evidence,
          (extract(epoch from i.linked_at) * 1000)::float8 as "linkedAt"
        from identifiers i left join customers c on c.customer_id = i.customer_id
        where ${wanted} order by i.kind, i.value`);
      return rows.map(({ root, customerId, ...identifier }) =>
        root === null
          ? { ...identifier, customerId }
          : { ...identifier, customerId: root, member: customerId },
      );
    },
    family: async (customerId) => {
      const [row] = await answering(sql<{ ids: string[] }[]>`select family_of(${customerId}) as ids`);
      return row?.ids ?? [];
    },
    lastHeard: async (customerId) =>
      (
        await answering(sql<{ at: number | null }[]>`
          select (extract(epoch from max(last_inbound_at)) * 1000)::float8 as at from tickets
          where opened_for = any(family_of(${customerId}))`)
      )[0]?.at ?? undefined,
  };
}
