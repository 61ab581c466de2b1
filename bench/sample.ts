// Events of realistic size, for benchmarks to append.
import type { AppendRequest } from '../src/application/log/event-store.ts';
import type { Ids } from '../src/application/platform/clock.ts';
import type { TicketEvent } from '../src/domain/ticket/events.ts';
import { ticketReference } from '../src/domain/ticket/open.ts';

const runId = '0b9d1c9e-2f6b-4c58-9a55-5f0f6a0a7c11';
const question =
  'Since this morning our label printer only prints blank pages. We restarted it twice and changed the roll, but the ' +
  'labels for the orders of today stay empty. What else can we try before the courier comes at four?';
const answer =
  'Blank labels nearly always mean that the roll lies the wrong way round: thermal labels print on one side only. ' +
  'Scratch the label with a fingernail; the side that darkens has to face the print head. If both sides stay white, ' +
  'order another roll. Afterwards run the calibration from the settings page and print a test label.';

/** Nothing personal and no inline row: an event that only has to be stored. With `plainMetadata` about 270 bytes of JSON. */
export function historyConsulted(): Extract<TicketEvent, { type: 'CustomerHistoryConsulted' }> {
  return { type: 'CustomerHistoryConsulted', data: { runId, tickets: 3, withheld: false } };
}

export const plainMetadata = {
  correlationId: '0b9d1c9e-2f6b-4c58-9a55-5f0f6a0a7c11',
  causationId: '0b9d1c9e-2f6b-4c58-9a55-5f0f6a0a7c12',
  actor: { kind: 'agent' },
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
} as const;

function toolCalled(): TicketEvent {
  return {
    type: 'ToolCalled',
    data: {
      runId,
      tool: 'search_knowledge_base',
      argumentsDigest: '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945',
      resultDigest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      outcome: 'ok',
      durationMs: 12.5,
    },
  };
}

/** One round of a conversation: a message, a search, an answer and its way out; seven events, four with something personal. */
export function exchange(ids: Ids, customerId: string): TicketEvent[] {
  const messageId = ids.next();
  const replyId = ids.next();
  const chunkId = `${runId}:1:0`;
  return [
    messageReceived(messageId, customerId),
    { type: 'SentimentAssessed', data: { messageId, score: -0.2 } },
    {
      type: 'KnowledgeSearched',
      data: {
        runId,
        query: 'label printer blank pages',
        results: [{ chunkId, articleId: runId, score: 0.031 }],
        confidence: 0.8,
        sufficient: true,
      },
    },
    toolCalled(),
    {
      type: 'ReplyComposed',
      data: {
        replyId,
        runId,
        kind: 'answer',
        channel: 'webform',
        answers: [messageId],
        text: answer,
        citations: [
          { chunkId, articleId: runId, slug: 'blank-labels', title: 'Blank labels', heading: 'The roll' },
        ],
        agent: 'extractive',
        usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
      },
    },
    { type: 'ReplyAttempted', data: { replyId, attempt: 1, channel: 'webform' } },
    { type: 'ReplySent', data: { replyId } },
  ];
}

export function ticketOpened(ids: Ids, ticketId: string, customerId: string): TicketEvent {
  return {
    type: 'TicketOpened',
    data: {
      ticketId,
      reference: ticketReference(ids.random(8)),
      customerId,
      channel: 'webform',
      category: 'technical',
      priority: 'normal',
      subject: 'Label printer prints blank pages',
    },
  };
}

/** What accepting a message of somebody new appends: two streams, four events, personal text, rows of six tables. */
export function newTicket(ids: Ids): AppendRequest {
  const ticketId = ids.next();
  const customerId = ids.next();
  const messageId = ids.next();
  const value = `${customerId}@example.org`;
  return {
    at: Date.now(),
    metadata: { correlationId: messageId, actor: { kind: 'customer', id: customerId }, channel: 'webform' },
    streams: [
      {
        streamId: `customer-${customerId}`,
        expectedVersion: 0,
        customerId,
        events: [
          { type: 'CustomerRegistered', data: { customerId } },
          {
            type: 'IdentifierLinked',
            data: { customerId, kind: 'email', value, evidence: 'claimed', because: messageId },
          },
        ],
      },
      {
        streamId: `ticket-${ticketId}`,
        expectedVersion: 0,
        customerId,
        events: [ticketOpened(ids, ticketId, customerId), messageReceived(messageId, customerId)],
      },
    ],
  };
}

function messageReceived(messageId: string, customerId: string): TicketEvent {
  return {
    type: 'CustomerMessageReceived',
    data: {
      messageId,
      customerId,
      channel: 'webform',
      providerMessageId: `form:${messageId}`,
      evidence: 'claimed',
      handling: 'agent',
      senderName: 'Ada Marsh',
      text: question,
    },
  };
}
