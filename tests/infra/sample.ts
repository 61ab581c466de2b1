// Events and requests to append, with ids of their own, so that tests sharing a database do not meet.
import { systemIds } from '../../src/adapters/node-crypto/hashes.ts';
import type { AppendRequest, EventMetadata, StreamAppend } from '../../src/application/log/event-store.ts';
import type { CustomerEvent } from '../../src/domain/customer/events.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import { ticketReference } from '../../src/domain/ticket/open.ts';

export const id = () => systemIds.next();
/** A moment that survives storage: whole milliseconds. */
export const noon = Date.UTC(2026, 10, 20, 12);

export interface Case {
  readonly ticketId: string;
  readonly customerId: string;
  readonly reference: string;
  readonly messageId: string;
  readonly streamId: string;
}

export function newCase(customerId = id()): Case {
  const ticketId = id();
  const reference = ticketReference(systemIds.random(8));
  return { ticketId, customerId, reference, messageId: id(), streamId: `ticket-${ticketId}` };
}

export const opened = (
  { ticketId, reference, customerId }: Case,
  subject = 'Label will not print',
): TicketEvent => ({
  type: 'TicketOpened',
  data: {
    ticketId,
    reference,
    customerId,
    channel: 'webform',
    category: 'technical',
    priority: 'normal',
    subject,
  },
});

export interface MessageOptions {
  readonly messageId?: string;
  readonly providerMessageId?: string;
  readonly text?: string;
  readonly senderName?: string;
  readonly handling?: 'agent' | 'staff' | 'nobody';
}

export function message(of: Case, options: MessageOptions = {}): TicketEvent {
  const { messageId = of.messageId, handling = 'agent' } = options;
  const { providerMessageId = `form:${messageId}` } = options;
  const { text = 'It prints blank pages.', senderName = 'Ada Marsh' } = options;
  const { customerId } = of;
  return {
    type: 'CustomerMessageReceived',
    data: {
      messageId,
      customerId,
      channel: 'webform',
      providerMessageId,
      evidence: 'claimed',
      handling,
      senderName,
      text,
    },
  };
}

export function answer(of: Case, replyId = id(), text = 'Turn the roll over.'): TicketEvent {
  const usage = { inputTokens: 10, outputTokens: 5, costMicros: 3 };
  const citation = {
    chunkId: 'c:1:0',
    articleId: id(),
    slug: 'labels',
    title: 'Labels',
    heading: 'Blank pages',
  };
  return {
    type: 'ReplyComposed',
    data: {
      replyId,
      runId: id(),
      kind: 'answer',
      channel: 'webform',
      answers: [of.messageId],
      text,
      citations: [citation],
      agent: 'extractive',
      usage,
    },
  };
}

export const note = (text = 'Called back.'): TicketEvent => ({
  type: 'NoteAdded',
  data: { noteId: id(), staffId: 'staff-1', text },
});

export const registered = (customerId: string): CustomerEvent => ({
  type: 'CustomerRegistered',
  data: { customerId },
});

export const linked = (customerId: string, value: string): CustomerEvent => ({
  type: 'IdentifierLinked',
  data: { customerId, kind: 'email', value, evidence: 'claimed', because: 'first message of this customer' },
});

export const metadata: EventMetadata = {
  correlationId: 'correlation',
  actor: { kind: 'system', id: 'test' },
};

/** A request on one ticket stream. */
export function onTicket(
  of: Case,
  expectedVersion: number,
  events: readonly TicketEvent[],
  at = noon,
): AppendRequest {
  const stream: StreamAppend = {
    streamId: of.streamId,
    expectedVersion,
    customerId: of.customerId,
    events,
  };
  return { streams: [stream], metadata, at };
}

/** A request on the stream of one customer. */
export function onCustomer(
  customerId: string,
  expectedVersion: number,
  events: StreamAppend['events'],
  at = noon,
): AppendRequest {
  const stream: StreamAppend = { streamId: `customer-${customerId}`, expectedVersion, customerId, events };
  return { streams: [stream], metadata, at };
}

/** A new ticket with its first message. */
export const firstContact = (of: Case, at = noon): AppendRequest =>
  onTicket(of, 0, [opened(of), message(of)], at);

/** What `run` throws. */
export async function thrownBy(run: Promise<unknown>): Promise<unknown> {
  try {
    await run;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
