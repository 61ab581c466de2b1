// Handing a ticket to staff and back, and what the customer is told about it.
import type { Channel } from '../conversation/channel.ts';
import { type Of, reject, type TicketDecision } from './commands.ts';
import type { TicketEvent } from './events.ts';
import { higher } from './priority.ts';
import { refuseClosed, refuseKnownReply } from './refusals.ts';
import { isSetAside, type Ticket, unanswered } from './state.ts';
import type { Usage } from './usage.ts';

const noUsage: Usage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

export function escalate(command: Of<'Escalate'>, ticket: Ticket): TicketDecision {
  // Who asks for a person on a ticket that was set aside says that the filter was wrong: a person is to see it.
  const isHeard = command.by === 'customer' && isSetAside(ticket);
  const closed = isHeard ? undefined : refuseClosed(ticket);
  if (closed) return closed;
  if (ticket.status === 'escalated') return reject('human-in-charge', 'the ticket is already with staff');
  const messageIds = unanswered(ticket).map((m) => m.messageId);
  const { reason, by, evidence, signals, priority: asked, runId, acknowledgement } = command;
  // A run that lost the race against an answer must not escalate what is done; a customer may ask at any time.
  const undelivered = ticket.replies.some((r) => r.progress === 'failed');
  if (by !== 'customer' && messageIds.length === 0 && !undelivered)
    return reject('reply-stale', 'the customer has been answered');
  const known = refuseKnownReply(acknowledgement.replyId, ticket);
  if (known) return known;
  const run = runId === undefined ? {} : { runId };
  const seen = signals === undefined ? {} : { signals: [...signals] };
  const priority = higher(asked, ticket.priority);
  const told = acknowledge(acknowledgement, ticket.channel, messageIds);
  return [
    { type: 'TicketEscalated', data: { reason, by, evidence, ...seen, priority, messageIds, ...run } },
    { ...told, data: { ...told.data, ...run } },
  ];
}

/** Messages handed to staff have had their outcome: the agent would never look at them again. */
export function handBack(command: Of<'HandBack'>, ticket: Ticket): TicketDecision {
  if (ticket.status !== 'escalated')
    return reject('not-escalated', 'only an escalated ticket can be handed back');
  if (ticket.awaitsStaff) return reject('not-answered', 'answer the customer before handing the ticket back');
  return [{ type: 'TicketHandedBack', data: { staffId: command.staffId } }];
}

/** Once between the hand-over and the first word from staff: more would be noise, and food for mail loops. */
export function mayTellAgain(ticket: Ticket): boolean {
  const since = ticket.escalation?.at;
  if (ticket.status !== 'escalated' || since === undefined || !ticket.awaitsStaff) return false;
  const told = ticket.replies.filter((r) => r.at >= since);
  return told.every((r) => r.author === 'agent') && told.length < 2;
}

export function acknowledge(
  { replyId, text }: { readonly replyId: string; readonly text: string },
  channel: Channel,
  answers: readonly string[],
): Extract<TicketEvent, { type: 'ReplyComposed' }> {
  const by = { agent: 'policy', usage: noUsage };
  return {
    type: 'ReplyComposed',
    data: { replyId, text, kind: 'acknowledgement', channel, answers: [...answers], citations: [], ...by },
  };
}
