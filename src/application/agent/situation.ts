// What an answer is about: the unanswered messages, who wrote them, and the conversation around them.
import { type Transcript, transcript } from '../../domain/conversation/transcript.ts';
import { type Evidence, isStrong } from '../../domain/customer/identifier.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { type Ticket, unanswered } from '../../domain/ticket/state.ts';
import type { EventMetadata } from '../log/event-store.ts';
import type { LoadedTicket, TicketRecord } from '../ticket/load-ticket.ts';
import { type Proof, proofIn } from './proof.ts';
import type { AgentTask } from './support-agent.ts';

interface PendingMessage {
  readonly messageId: string;
  readonly text: string;
  readonly evidence: Evidence;
  /** Staff wants it answered. */
  readonly released: boolean;
}

export interface Situation {
  readonly ticket: Ticket;
  readonly version: number;
  /** Unanswered, in the order they were sent; never empty. */
  readonly pending: readonly PendingMessage[];
  /** The weakest among them. */
  readonly evidence: Evidence;
  readonly proof: Proof;
  /** Texts of earlier messages that waited for the code which is there now. */
  readonly awaited: readonly string[];
  /** Sentiment of the customer's earlier messages since the ticket was last closed, oldest first. */
  readonly earlierScores: readonly number[];
  /** Messages whose sentiment is on the log already. */
  readonly assessed: ReadonlySet<string>;
  readonly conversation: Transcript['contextSinceLastClose'];
  /** Of the latest unanswered message: the run belongs to what it started. */
  readonly cause: { readonly messageId: string; readonly metadata: EventMetadata };
  /** True while nobody of the team is at work. */
  readonly offHours: boolean;
}

/** @returns undefined when there is nothing to answer, or a human is in charge. */
export function situationOf(
  { ticket, version, events }: LoadedTicket,
  offHours = false,
): Situation | undefined {
  if (!ticket || ticket.status === 'escalated' || ticket.status === 'closed') return undefined;
  const waiting = new Set(unanswered(ticket).map(({ messageId }) => messageId));
  const received = events
    .filter(isReceived)
    .filter((event) => waiting.has(event.data.messageId))
    .sort((a, b) => (a.data.sentAt ?? a.at) - (b.data.sentAt ?? b.at));
  const latest = received.at(-1);
  if (!latest) return undefined;
  const proof = proofIn(ticket, events, received);
  const conversation = transcript(events).contextSinceLastClose;
  const current = new Set(conversation.map(({ id }) => id));
  const scores = events.filter(isAssessment);
  const released = new Set(events.flatMap((e) => (e.type === 'MessageReleased' ? [e.data.messageId] : [])));
  return {
    ticket,
    version,
    pending: received.map((event) => ({
      messageId: event.data.messageId,
      text: event.data.text,
      evidence: proof.of(event),
      released: released.has(event.data.messageId),
    })),
    evidence: received.map(proof.of).find((evidence) => !isStrong(evidence)) ?? proof.of(latest),
    proof,
    awaited: events
      .filter(isReceived)
      .filter(({ data }) => proof.brought?.messageIds.includes(data.messageId))
      .map(({ data }) => data.text),
    earlierScores: scores
      .filter(({ data }) => current.has(data.messageId) && !waiting.has(data.messageId))
      .map(({ data }) => data.score),
    assessed: new Set(scores.map(({ data }) => data.messageId)),
    conversation,
    cause: { messageId: latest.data.messageId, metadata: latest.metadata },
    offHours,
  };
}

/** The task for an agent: the conversation without hand-over notices, and the open messages as one question at its end. */
export function taskOf(situation: Situation, maxToolCalls: number): AgentTask {
  const { ticketId, channel, category, subject } = situation.ticket;
  const open = new Set(situation.pending.map(({ messageId }) => messageId));
  const before = situation.conversation.filter(({ id, kind }) => !open.has(id) && kind !== 'acknowledgement');
  return {
    ticketId,
    channel,
    category,
    subject,
    transcript: [
      ...before.map(({ author, text }) => ({ author, text })),
      ...situation.pending.map(({ text }) => ({ author: 'customer', text }) as const),
    ],
    question: [...situation.awaited, ...situation.pending.map(({ text }) => text)].join('\n\n'),
    maxToolCalls,
  };
}

/** The customer's last messages as one text, for its language. */
export function latestWords(events: readonly TicketRecord[]): string {
  return events
    .filter(isReceived)
    .slice(-messagesForLanguage)
    .map(({ data }) => data.text)
    .join('\n');
}

const messagesForLanguage = 3;

type Of<T extends TicketEvent['type']> = Extract<TicketRecord, { readonly type: T }>;
const isReceived = (event: TicketRecord): event is Of<'CustomerMessageReceived'> =>
  event.type === 'CustomerMessageReceived';
const isAssessment = (event: TicketRecord): event is Of<'SentimentAssessed'> =>
  event.type === 'SentimentAssessed';
