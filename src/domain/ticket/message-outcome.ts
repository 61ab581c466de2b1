// What has become of the customer's messages, folded from what happened to them.
import type { Happened } from '../event/define.ts';
import type { TicketEvent } from './events.ts';
import type { InboundMessage, Ticket } from './state.ts';

type OfMessage<T extends TicketEvent['type']> = Happened<Extract<TicketEvent, { type: T }>>;
type MessageEvent = OfMessage<
  'CustomerMessageReceived' | 'MessageSuppressed' | 'MessageReleased' | 'MessageDiscarded'
>;

const outcomeAtFirst = { agent: 'unanswered', staff: 'escalated', nobody: 'suppressed' } as const;

/** Folds one event of a message into its ticket. */
export function evolveMessage(ticket: Ticket, event: MessageEvent): Ticket {
  switch (event.type) {
    case 'CustomerMessageReceived':
      return received(ticket, event);
    case 'MessageSuppressed':
      return withOutcome(ticket, [event.data.messageId], 'suppressed');
    case 'MessageReleased':
      return released(ticket, event);
    case 'MessageDiscarded':
      return discarded(ticket, event);
  }
}

/** With the outcome of those of the messages that had none. */
export function withOutcome(
  ticket: Ticket,
  messageIds: readonly string[],
  outcome: InboundMessage['outcome'],
): Ticket {
  let { messages } = ticket;
  for (const id of messageIds) {
    const index = messages.findLastIndex((m) => m.messageId === id && m.outcome === 'unanswered');
    const message = messages[index];
    if (message) messages = messages.with(index, { ...message, outcome });
  }
  return { ...ticket, messages };
}

function received(ticket: Ticket, { at, data }: OfMessage<'CustomerMessageReceived'>): Ticket {
  const { messageId, channel, handling, sentAt = at } = data;
  const withStaff = handling === 'staff';
  const message: InboundMessage = { messageId, at, sentAt, channel, outcome: outcomeAtFirst[handling] };
  const messages = [...ticket.messages, message];
  if (handling === 'nobody') return { ...ticket, messages };
  return {
    ...ticket,
    channel,
    status: withStaff ? ticket.status : 'open',
    messages,
    rejectedReplies: 0,
    awaitsStaff: withStaff,
  };
}

function released(ticket: Ticket, { data }: OfMessage<'MessageReleased'>): Ticket {
  const { messageId, handling } = data;
  const messages = ticket.messages.map((message) => {
    if (message.messageId !== messageId) return message;
    const { isDiscarded: _, ...rest } = message;
    return { ...rest, outcome: outcomeAtFirst[handling] };
  });
  if (handling === 'staff') return { ...ticket, messages, awaitsStaff: true };
  const { resolvedAt: _, ...rest } = ticket;
  return { ...rest, messages, status: 'open' };
}

function discarded(ticket: Ticket, { data }: OfMessage<'MessageDiscarded'>): Ticket {
  const messages = ticket.messages.map((message) =>
    message.messageId === data.messageId ? { ...message, isDiscarded: true as const } : message,
  );
  return { ...ticket, messages };
}
