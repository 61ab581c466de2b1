// What the agent would say, for somebody of the staff who asks: with its searches and guardrails, within the spend caps, and
// without any reply. What the run cost is on record like any other; what comes of the words is who sends them.
import type { Rejection } from '../../domain/event/define.ts';
import type { Citation } from '../../domain/ticket/citation.ts';
import { isAnswer } from '../../domain/ticket/reply-progress.ts';
import type { Ticket } from '../../domain/ticket/state.ts';
import type { Draft } from '../agent/draft.ts';
import { keepRuns } from '../agent/keep-runs.ts';
import { situationOf } from '../agent/situation.ts';
import { type WorkPorts, work } from '../agent/work.ts';
import type { EventStore } from '../log/event-store.ts';
import { type LoadedTicket, loadTicket } from '../ticket/load-ticket.ts';
import { byStaff, type StaffDecision } from '../ticket/staff-decision.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';

export interface DraftPorts extends WorkPorts {
  readonly events: EventStore;
  readonly tickets: WorkPorts['tickets'] & Pick<TicketDirectory, 'byReference'>;
}

export interface DraftedReply {
  /** Empty when the agent abstained. */
  readonly text: string;
  readonly citations: readonly Citation[];
  /** 0 … 1: of the best search. */
  readonly confidence: number;
  /** Why there is no text: a reason for a hand-over, or another code. */
  readonly abstained?: string;
}

/** @throws StoreUnavailable; the signal's reason */
export async function draftReply(
  ports: DraftPorts,
  reference: string,
  decision: StaffDecision,
  signal: AbortSignal,
): Promise<DraftedReply | Rejection> {
  const found = await ports.tickets.byReference(reference);
  const loaded = found && (await loadTicket(ports, found.ticketId));
  if (!loaded?.ticket) return { rejected: 'ticket-unknown', detail: 'there is no such ticket' };
  if (loaded.ticket.isErased) return { rejected: 'ticket-erased', detail: 'its customer was erased' };
  const situation = situationOf({ ...loaded, ticket: asIfUnanswered(loaded.ticket, loaded) });
  if (!situation) return { rejected: 'message-unknown', detail: 'there is no message to answer' };
  const metadata = byStaff(ports.ids, decision);
  const ran: Parameters<typeof keepRuns>[2] = { events: [], actors: new Map(), metadata };
  // A refused draft is no refused reply: it says nothing about what the agent may send.
  const keep: Parameters<typeof work>[2]['keep'] = (events) =>
    void ran.events.push(...events.filter(({ type }) => type !== 'ReplyRejected'));
  try {
    return drafted(await work(ports, situation, { attempt: 1, maxAttempts: 1, signal, keep }));
  } finally {
    await keepRuns(ports, loaded.ticket.ticketId, ran);
  }
}

/** What the customer wrote since they last had an answer, or last of all, as if nobody had dealt with it. */
function asIfUnanswered(ticket: Ticket, { events }: LoadedTicket): Ticket {
  const answers = new Set(ticket.replies.filter(isAnswer).map(({ replyId }) => replyId));
  const since = events.findLastIndex(
    ({ type, data }) => (type === 'StaffReplied' || type === 'ReplyComposed') && answers.has(data.replyId),
  );
  const received = events.flatMap(({ type, data }, index) =>
    type === 'CustomerMessageReceived' && data.handling !== 'nobody' ? [{ id: data.messageId, index }] : [],
  );
  const open = received.filter(({ index }) => index > since);
  const asked = new Set((open.length > 0 ? open : received.slice(-1)).map(({ id }) => id));
  const messages = ticket.messages.map((message) => ({
    ...message,
    outcome: asked.has(message.messageId) ? ('unanswered' as const) : settled(message.outcome),
  }));
  return { ...ticket, status: 'open', messages };
}

const settled = (outcome: Ticket['messages'][number]['outcome']) =>
  outcome === 'unanswered' ? ('answered' as const) : outcome;

function drafted({ commands, events, reason }: Draft): DraftedReply {
  const confidence = Math.max(
    0,
    ...events.flatMap((event) => (event.type === 'KnowledgeSearched' ? [event.data.confidence] : [])),
  );
  const reply = commands.find((command) => command.command === 'ComposeReply');
  if (!reply) return { text: '', citations: [], confidence, abstained: reason ?? 'identity' };
  const { text, citations } = reply;
  return { text, citations, confidence };
}
