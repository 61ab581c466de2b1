// Look-ups over the in-memory tables.
import type { CustomerDirectory, KnownIdentifier } from '../../application/customer/customer-directory.ts';
import type { Clock } from '../../application/platform/clock.ts';
import type { DueTimer, Timers } from '../../application/platform/timers.ts';
import type { Row } from '../../application/projection/row-change.ts';
import {
  claims,
  customers,
  identifiers,
  messages,
  outcomes,
  tickets,
  timers,
} from '../../application/projection/tables.ts';
import { wentOut } from '../../application/ticket/status.ts';
import type {
  SuppressedMessage,
  TicketDirectory,
  TicketMessage,
  TicketSummary,
  UndeliveredReply,
} from '../../application/ticket/ticket-directory.ts';
import { asMs, asText } from './cells.ts';
import type { MemoryTables } from './database.ts';

export function memoryTicketDirectory(tables: MemoryTables): TicketDirectory {
  const all = () => [...tables.rows(tickets)].map(toSummary);
  const inState = (state: 'suppressed' | 'failed', limit: number) =>
    [...tables.rows(messages)]
      .filter((row) => row['state'] === state && row['discarded'] === false)
      .sort(
        (a, b) =>
          asMs(b['at']) - asMs(a['at']) || (asText(a['message_id']) < asText(b['message_id']) ? 1 : -1),
      )
      .slice(0, limit)
      .map((row) => ({ row, ticket: tables.get(tickets, { ticket_id: row['ticket_id'] ?? null }) }));
  return {
    byReference: async (reference) => all().find((t) => t.reference === reference),
    byId: async (ticketId) => {
      const row = tables.get(tickets, { ticket_id: ticketId });
      return row && toSummary(row);
    },
    messagesOf: async (ticketId) =>
      [...tables.rows(messages)]
        .filter((row) => row['ticket_id'] === ticketId)
        .map(toMessage)
        .sort((a, b) => a.version - b.version),
    ofCustomer: async (customerId, limit) =>
      [...tables.rows(tickets)]
        .filter((row) => rootOf(tables, asText(row['opened_for'])) === rootOf(tables, customerId))
        .map(toSummary)
        .sort((a, b) => b.openedAt - a.openedAt)
        .slice(0, limit),
    recent: async ({ status, limit }) =>
      all()
        .filter((t) => status === undefined || t.status === status)
        .sort((a, b) => b.updatedAt - a.updatedAt)
        .slice(0, limit),
    recentReplies: async (limit) =>
      [...tables.rows(messages)]
        .map((row) => ({
          message: toMessage(row),
          ticket: tables.get(tickets, { ticket_id: row['ticket_id'] ?? null }),
        }))
        .filter(({ message }) => wentOut(message))
        .sort((a, b) => b.message.at - a.message.at)
        .slice(0, limit)
        .map(({ message: { messageId, channel, text, at }, ticket }) => ({
          replyId: messageId,
          reference: asText(ticket?.['reference']),
          subject: asText(ticket?.['subject']),
          channel,
          text,
          at,
        })),
    suppressed: async (limit) =>
      inState('suppressed', limit).map(({ row, ticket }) => toSuppressed(row, ticket)),
    undelivered: async (limit) =>
      inState('failed', limit).map(({ row, ticket }) => toUndelivered(row, ticket)),
    ticketOf: async (messageId) => {
      const row = tables.get(messages, { message_id: messageId });
      return row && asText(row['ticket_id']);
    },
    oldestUnanswered: async () => {
      const waiting = [...tables.rows(outcomes)].filter((row) => row['outcome'] === 'unanswered');
      return waiting.length === 0 ? undefined : Math.min(...waiting.map((row) => asMs(row['accepted_at'])));
    },
    claim: async (channel, providerMessageId) => {
      const row = tables.get(claims, { channel, provider_message_id: providerMessageId });
      return row && { ticketId: asText(row['ticket_id']), messageId: asText(row['message_id']) };
    },
  };
}

export function toSummary(row: Row): TicketSummary {
  const { ticket_id, reference, customer_id, status, channel, category, priority, subject } = row;
  const named = {
    ticketId: ticket_id,
    reference,
    customerId: customer_id,
    status,
    channel,
    category,
    priority,
    subject,
  };
  const last = row['last_inbound_at'];
  const times = {
    openedAt: asMs(row['opened_at']),
    updatedAt: asMs(row['updated_at']),
    lastInboundAt: last === null ? null : asMs(last),
  };
  const rest = {
    escalationReason: row['escalation_reason'],
    assignedTo: row['assigned_to'],
    rating: row['rating'],
  };
  return { ...named, ...times, ...rest } as TicketSummary;
}

function toMessage(row: Row): TicketMessage {
  const { message_id, version, author, kind, channel, sender_name, text, citations, state, failure } = row;
  return {
    messageId: message_id,
    version,
    author,
    kind,
    channel,
    senderName: sender_name,
    text,
    citations,
    state,
    suppressedFor: state === 'suppressed' ? failure : null,
    at: asMs(row['at']),
  } as unknown as TicketMessage;
}

function toSuppressed(row: Row, ticket: Row | undefined): SuppressedMessage {
  const { message_id: messageId, channel, failure: reason, because, sender_name: senderName, text, at } = row;
  const reference = ticket?.['reference'];
  return {
    messageId,
    reference,
    channel,
    reason,
    because,
    senderName,
    text,
    at: asMs(at),
  } as SuppressedMessage;
}

function toUndelivered(row: Row, ticket: Row | undefined): UndeliveredReply {
  const { message_id: replyId, ticket_id: ticketId, channel, author, kind, failure: reason, text, at } = row;
  const { reference, status } = ticket ?? {};
  const place = { replyId, ticketId, reference, status };
  return { ...place, channel, author, kind, reason, text, at: asMs(at) } as UndeliveredReply;
}

/** Who stands for a customer. */
export function rootOf(tables: MemoryTables, customerId: string): string {
  return asText(tables.get(customers, { customer_id: customerId })?.['belongs_to']) || customerId;
}

function familyOf(tables: MemoryTables, customerId: string): readonly string[] {
  const root = rootOf(tables, customerId);
  return [...tables.rows(customers)]
    .map((row) => asText(row['customer_id']))
    .filter((id) => rootOf(tables, id) === root);
}

export function memoryCustomerDirectory(tables: MemoryTables): CustomerDirectory {
  return {
    findIdentifiers: async (wanted) =>
      wanted.flatMap(({ kind, value }): KnownIdentifier[] => {
        const row = tables.get(identifiers, { kind, value });
        if (!row) return [];
        const owner = asText(row['customer_id']);
        const customerId = rootOf(tables, owner);
        const evidence = row['evidence'] as KnownIdentifier['evidence'];
        return [
          {
            kind,
            value,
            customerId,
            ...(customerId === owner ? {} : { member: owner }),
            evidence,
            linkedAt: asMs(row['linked_at']),
          },
        ];
      }),
    family: async (customerId) => familyOf(tables, customerId),
    lastHeard: async (customerId) => {
      const all = new Set(familyOf(tables, customerId));
      const heard = [...tables.rows(tickets)]
        .filter((row) => all.has(asText(row['opened_for'])) && row['last_inbound_at'] !== null)
        .map((row) => asMs(row['last_inbound_at']));
      return heard.length === 0 ? undefined : Math.max(...heard);
    },
  };
}

/** @param clock the store's own */
export function memoryTimers(tables: MemoryTables, clock: Pick<Clock, 'now'>): Timers {
  const claimed = new Map<string, number>();
  const due = (keep: (timer: DueTimer) => boolean, limit: number) =>
    [...tables.rows(timers)]
      .map((row): DueTimer => {
        const ticket = tables.get(tickets, { ticket_id: row['ticket_id'] ?? null });
        const ids = {
          timerId: asText(row['timer_id']),
          ticketId: asText(row['ticket_id']),
          subjectId: asText(row['subject_id']),
        };
        return {
          ...ids,
          kind: row['kind'] as DueTimer['kind'],
          customerId: asText(ticket?.['customer_id']),
          dueAt: asMs(row['due_at']),
          traceparent: row['traceparent'] === null ? null : asText(row['traceparent']),
        };
      })
      .filter(keep)
      .sort((a, b) => a.dueAt - b.dueAt)
      .slice(0, limit);
  return {
    async claimDue(limit, claimMs) {
      const now = clock.now();
      const isFree = ({ timerId, dueAt }: DueTimer) => {
        const until = claimed.get(timerId);
        return until === undefined || until <= now || dueAt > until - claimMs; // set anew since it was claimed
      };
      const mine = due((t) => t.dueAt <= now && isFree(t), limit);
      for (const timer of mine) claimed.set(timer.timerId, now + claimMs);
      return mine.map((timer) => ({ ...timer, lateMs: now - timer.dueAt }));
    },
    waiting: async (kind, limit) => due((t) => t.kind === kind, limit),
  };
}
