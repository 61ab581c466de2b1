// What the agent would answer to a question of staff: the same policy, tools and guardrails, and nothing of it is stored.
import { assessSentiment } from '../../domain/agent/sentiment.ts';
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Citation } from '../../domain/ticket/citation.ts';
import type { Category } from '../../domain/ticket/classification.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { EscalationReason } from '../../domain/ticket/reasons.ts';
import { evolve, initialState, type Ticket } from '../../domain/ticket/state.ts';
import { consult } from '../knowledge/consult.ts';
import type { Passage } from '../knowledge/knowledge-base.ts';
import { type Draft, screened } from './draft.ts';
import { situationOf } from './situation.ts';
import { type WorkPorts, work } from './work.ts';

export interface TestQuestion {
  readonly text: string;
  readonly channel: Channel;
  readonly category: Category;
}

export interface TestAnswer {
  readonly outcome: 'answered' | 'escalated' | 'suppressed';
  /** An agent’s name, or `policy`. */
  readonly by: string;
  /** Of an answer, or of what the customer is told meanwhile. */
  readonly text: string | null;
  readonly citations: readonly Citation[];
  /** Of a hand-over. */
  readonly reason: EscalationReason | null;
  readonly evidence: string | null;
  /** Replies that a guardrail refused, in order. */
  readonly refused: readonly { readonly rule: string; readonly detail: string; readonly text: string }[];
  /** What the question alone finds, best first. */
  readonly passages: readonly Passage[];
  readonly confidence: number;
  readonly sufficient: boolean;
  /** Confidence from which it answers. */
  readonly threshold: number;
  /** −1 furious … 1 delighted. */
  readonly mood: number;
  /** Millionths of a dollar. */
  readonly costMicros: number;
  readonly durationMs: number;
}

const shownPassages = 8;

/**
 * Books what a model costs like any other run, under a ticket that there is not.
 * @throws StoreUnavailable; what made the agent fail, when that may pass
 */
export async function tryQuestion(
  ports: WorkPorts,
  question: TestQuestion,
  signal: AbortSignal,
): Promise<TestAnswer> {
  const started = ports.clock.elapsed();
  const situation = situationOf(loadedWith(ports, question));
  if (!situation) throw new Error('a question is there to be answered');
  const inquiry = { text: question.text, limit: shownPassages };
  const [judged, draft] = await Promise.all([
    consult(ports.knowledge, inquiry, ports.confidence),
    screened(situation, ports.ids) ??
      work(ports, situation, { attempt: 1, maxAttempts: 1, signal, keep: () => {} }),
  ]);
  return {
    ...decisionOf(draft),
    ...judged,
    refused: draft.events.flatMap((event) => (event.type === 'ReplyRejected' ? [event.data] : [])),
    threshold: ports.confidence.threshold,
    mood: assessSentiment(question.text),
    costMicros: draft.events.reduce(
      (sum, event) => sum + (event.type === 'ModelCalled' ? event.data.usage.costMicros : 0),
      0,
    ),
    durationMs: ports.clock.elapsed() - started,
  };
}

function decisionOf({ agent, outcome, commands }: Draft) {
  const by = { outcome, by: agent };
  const none = { text: null, citations: [], reason: null, evidence: null };
  for (const command of commands) {
    if (command.command === 'ComposeReply')
      return { ...by, ...none, text: command.text, citations: command.citations };
    if (command.command === 'Escalate') {
      const { reason, evidence, acknowledgement } = command;
      return { ...by, ...none, reason, evidence, text: acknowledgement.text };
    }
    if (command.command === 'AskForCode') return { ...by, ...none, text: command.notice.text };
  }
  return { ...by, ...none };
}

/** A ticket that a stranger has just opened on the channel, in memory alone. */
function loadedWith({ ids, clock }: WorkPorts, { text, channel, category }: TestQuestion) {
  const [ticketId, customerId, messageId] = [ids.next(), ids.next(), ids.next()];
  const subject = text.slice(0, 80);
  const opened = { ticketId, reference: 'LD-TEST-TEST', customerId, channel, category, subject };
  const message = { messageId, customerId, channel, providerMessageId: messageId, text };
  const happened: readonly TicketEvent[] = [
    { type: 'TicketOpened', data: { ...opened, priority: 'normal' } },
    {
      type: 'CustomerMessageReceived',
      data: { ...message, evidence: 'claimed', handling: 'agent', senderName: '' },
    },
  ];
  const at = clock.now();
  const metadata = { correlationId: ids.next(), actor: { kind: 'system' as const, id: 'test-question' } };
  const events = happened.map((event, n) => ({
    ...event,
    id: BigInt(n + 1),
    streamId: `ticket-${ticketId}`,
    version: n + 1,
    schemaVersion: 1,
    metadata,
    at,
    recordedAt: at,
    erased: false,
  }));
  const ticket = events.reduce<Ticket | undefined>(evolve, initialState);
  return { ticket, version: events.length, events };
}
