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
import type { Identifier } from '../../domain/customer/identifier.ts';
import type { Db } from './connection.ts';
import { answering, wasUndone } from './faults.ts';
import { inGroups } from './grouping.ts';

export function postgresTicketDirectory(sql: Db): TicketDirectory {
  const summary = sql`ticket_id as "ticketId", reference, customer_id as "customerId", status, channel, category, priority, subject,
    (extract(epoch from opened_at) * 1000)::float8 as "openedAt", (extract(epoch from updated_at) * 1000)::float8 as "updatedAt",
    (extract(epoch from last_inbound_at) * 1000)::float8 as "lastInboundAt", escalation_reason as "escalationReason",
    assigned_to as "assignedTo", rating`;
  const claim = inGroups({
    ...lookingUp,
    perform: (wanted: readonly ClaimedId[]) => findClaims(sql, wanted),
  });
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
          case when state = 'suppressed' then failure end as "suppressedFor",
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
        select m.message_id as "messageId", t.reference, m.channel, m.failure as reason, m.because,
          m.sender_name as "senderName", m.text,
          (extract(epoch from m.at) * 1000)::float8 as at
        from messages m join tickets t on t.ticket_id = m.ticket_id
        where m.state = 'suppressed' and not m.discarded order by m.at desc, m.message_id desc limit ${limit}`),
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
    claim: (channel, providerMessageId) => claim({ channel, providerMessageId }),
  };
}

export function postgresCustomerDirectory(sql: Db): CustomerDirectory {
  const findIdentifiers = inGroups({
    ...lookingUp,
    perform: async (requests: readonly (readonly Identifier[])[]) => {
      const answers = requests.map((): KnownIdentifier[] => []);
      const asked = requests.flatMap((wanted, i) =>
        [...new Set(wanted.map(nameOf))].map((name) => ({ name, answer: answers[i] })),
      );
      const askers = Map.groupBy(asked, ({ name }) => name);
      for (const known of await identifiersOf(sql, requests.flat()))
        for (const { answer } of askers.get(nameOf(known)) ?? []) answer?.push(known);
      return answers;
    },
  });
  return {
    findIdentifiers,
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

const nameOf = ({ kind, value }: Identifier) => `${kind} ${value}`;

/** What every accepted message looks up shares statements like its append. */
const lookingUp = { inFlight: 2, most: 32, patience: 10, keysOf: () => [], wasUndone };

interface ClaimedId {
  readonly channel: string;
  readonly providerMessageId: string;
}

interface Claim {
  readonly ticketId: string;
  readonly messageId: string;
}

const claimName = ({ channel, providerMessageId }: ClaimedId) => `${channel} ${providerMessageId}`;

/** @returns one for each that is wanted, undefined for what nobody claimed */
async function findClaims(sql: Db, wanted: readonly ClaimedId[]): Promise<readonly (Claim | undefined)[]> {
  const [only] = wanted;
  const matches =
    only && wanted.length === 1
      ? sql`channel = ${only.channel} and provider_message_id = ${only.providerMessageId}`
      : sql`channel = any(${wanted.map((w) => w.channel)}::text[]) and provider_message_id = any(${wanted.map((w) => w.providerMessageId)}::text[])`;
  const rows = await answering(sql<(Claim & ClaimedId)[]>`
    select channel, provider_message_id as "providerMessageId", ticket_id as "ticketId", message_id as "messageId"
    from claims where ${matches}`);
  const claims = new Map(
    rows.map(({ ticketId, messageId, ...claimed }) => [claimName(claimed), { ticketId, messageId }]),
  );
  return wanted.map((one) => claims.get(claimName(one)));
}

/** @returns in the order of kind and value */
async function identifiersOf(
  sql: Db,
  identifiers: readonly Identifier[],
): Promise<readonly KnownIdentifier[]> {
  const [only] = identifiers;
  // For arrays PostgreSQL makes a new plan every time, which costs more than the look-up of the usual one.
  const wanted =
    only && identifiers.length === 1
      ? sql`i.kind = ${only.kind} and i.value = ${only.value}`
      : sql`i.kind = any(${identifiers.map((i) => i.kind)}::text[]) and i.value = any(${identifiers.map((i) => i.value)}::text[])`;
  const rows = await answering(sql<(KnownIdentifier & { root: string | null })[]>`
    select i.kind, i.value, i.customer_id as "customerId", c.belongs_to as root, i.evidence,
      (extract(epoch from i.linked_at) * 1000)::float8 as "linkedAt"
    from identifiers i left join customers c on c.customer_id = i.customer_id
    where ${wanted} order by i.kind, i.value`);
  return rows.map(({ root, customerId, ...identifier }) =>
    root === null ? { ...identifier, customerId } : { ...identifier, customerId: root, member: customerId },
  );
}
