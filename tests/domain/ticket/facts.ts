// Ticket events and commands with everything filled in, for tests to vary.

import type { Citation } from '../../../src/domain/ticket/citation.ts';
import type { TicketCommand } from '../../../src/domain/ticket/decide.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { evolve, initialState } from '../../../src/domain/ticket/state.ts';
import { scenario } from '../given.ts';

export const given = scenario({ decide, evolve, initialState });
export const noUsage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };
export const customerId = 'c-1';
export const source: Citation = {
  chunkId: 'k-1',
  articleId: 'a-1',
  slug: 'labels',
  title: 'Labels',
  heading: 'Printing',
};

type Data<T extends TicketEvent['type']> = Extract<TicketEvent, { type: T }>['data'];
type Command<C extends TicketCommand['command']> = Extract<TicketCommand, { command: C }>;

export const opened: TicketEvent = {
  type: 'TicketOpened',
  data: {
    ticketId: 't-1',
    reference: 'LD-AAAA-BBBB',
    customerId,
    channel: 'webform',
    category: 'technical',
    priority: 'normal',
    subject: 'Labels',
  },
};

export const received = (
  messageId: string,
  over: Partial<Data<'CustomerMessageReceived'>> = {},
): TicketEvent => ({
  type: 'CustomerMessageReceived',
  data: {
    messageId,
    customerId,
    channel: 'webform',
    providerMessageId: `form:${messageId}`,
    evidence: 'claimed',
    handling: 'agent',
    senderName: 'Ada',
    text: `text of ${messageId}`,
    ...over,
  },
});

export const answered = (
  replyId: string,
  answers: string[],
  over: Partial<Data<'ReplyComposed'>> = {},
): TicketEvent => ({
  type: 'ReplyComposed',
  data: {
    replyId,
    runId: 'r-1',
    text: `text of ${replyId}`,
    agent: 'extractive',
    usage: noUsage,
    kind: 'answer',
    channel: 'webform',
    answers,
    citations: [source],
    ...over,
  },
});

export const told = (
  replyId: string,
  answers: string[],
  over: Partial<Data<'ReplyComposed'>> = {},
): TicketEvent => ({
  type: 'ReplyComposed',
  data: {
    replyId,
    text: `text of ${replyId}`,
    kind: 'acknowledgement',
    channel: 'webform',
    answers,
    citations: [],
    agent: 'policy',
    usage: noUsage,
    ...over,
  },
});

export const escalated = (
  messageIds: string[],
  over: Partial<Data<'TicketEscalated'>> = {},
): TicketEvent => ({
  type: 'TicketEscalated',
  data: {
    reason: 'legal',
    by: 'policy',
    evidence: 'I will sue you',
    priority: 'high',
    messageIds,
    ...over,
  },
});

export const staffReplied = (replyId: string): TicketEvent => ({
  type: 'StaffReplied',
  data: { replyId, staffId: 's-1', channel: 'webform', text: `text of ${replyId}` },
});
export const suppressed = (messageId: string): TicketEvent => ({
  type: 'MessageSuppressed',
  data: { messageId, reason: 'automatic' },
});
export const resolved: TicketEvent = { type: 'TicketResolved', data: { basis: 'assumed', by: 'timer' } };
export const closed: TicketEvent = { type: 'TicketClosed', data: { by: 'timer' } };
export const handedBack: TicketEvent = { type: 'TicketHandedBack', data: { staffId: 's-1' } };
export const attempted = (replyId: string, attempt = 1): TicketEvent => ({
  type: 'ReplyAttempted',
  data: { replyId, attempt, channel: 'webform' },
});
export const failed = (replyId: string, permanent: boolean, retryInMs?: number): TicketEvent => ({
  type: 'ReplyFailed',
  data: { replyId, code: 'timeout', permanent, ...(retryInMs === undefined ? {} : { retryInMs }) },
});

export const receive = (messageId: string, over: Partial<Command<'ReceiveMessage'>> = {}): TicketCommand => ({
  command: 'ReceiveMessage',
  messageId,
  customerId,
  channel: 'webform',
  providerMessageId: `form:${messageId}`,
  evidence: 'claimed',
  senderName: 'Ada',
  text: `text of ${messageId}`,
  ...over,
});

export const compose = (
  replyId: string,
  answers: string[],
  over: Partial<Command<'ComposeReply'>> = {},
): TicketCommand => ({
  command: 'ComposeReply',
  replyId,
  runId: 'r-1',
  answers,
  text: `text of ${replyId}`,
  citations: [source],
  agent: 'extractive',
  usage: noUsage,
  ...over,
});

export const escalate = (replyId: string, over: Partial<Command<'Escalate'>> = {}): TicketCommand => ({
  command: 'Escalate',
  reason: 'legal',
  by: 'policy',
  evidence: 'I will sue you',
  priority: 'high',
  acknowledgement: { replyId, text: `text of ${replyId}` },
  ...over,
});
