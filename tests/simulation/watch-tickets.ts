// What must hold of every ticket and every reply at any moment.
import type { MemoryEventRow } from '../../src/adapters/memory/log.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';

export type Outcome = 'answered' | 'escalated' | 'suppressed';

export interface WatchedMessage {
  readonly ticketId: string;
  readonly providerMessageId: string;
  outcome: Outcome | undefined;
  /** Its answer was withdrawn because the customer wrote again. */
  isAskedAgain: boolean;
}

export interface WatchedReply {
  readonly ticketId: string;
  readonly kind: 'answer' | 'acknowledgement';
  /** Messages that the agent's answer is for. */
  readonly answers: readonly string[];
  readonly hasSources: boolean;
  /** A human has taken the ticket over since it was composed by the agent. */
  isOvertaken: boolean;
  attempts: number;
  /** Messages it goes out as. */
  parts: number;
  /** By part, counted from 0. */
  readonly arrivals: Map<number, number>;
  readonly accepted: Map<number, number>;
  /** Parts that the provider says came to the customer. */
  readonly confirmed: Set<number>;
  /** What was accepted may have come back. */
  returned: boolean;
  /** It came back, and whoever asks hears so. */
  isLost: boolean;
  progress: 'composed' | 'attempted' | 'sent' | 'failed' | 'withdrawn';
  /** Why it may come after a later one. */
  delayed: boolean;
}

export interface TicketWatch {
  see(row: MemoryEventRow): void;
  arrived(replyId: string, part: number): void;
  accepted(replyId: string, part: number): void;
  confirmed(replyId: string, part: number): void;
  returned(replyId: string): void;
  lost(replyId: string): void;
  /** A reply that is not out by now may be overtaken. */
  left(replyId: string): void;
  /** Every reply on its way may be overtaken from now on. */
  upset(): void;
  readonly messages: ReadonlyMap<string, WatchedMessage>;
  readonly replies: ReadonlyMap<string, WatchedReply>;
}

export function startTicketWatch(report: (what: string) => void): TicketWatch {
  const messages = new Map<string, WatchedMessage>();
  const replies = new Map<string, WatchedReply>();
  const claims = new Set<string>();
  const withStaff = new Set<string>();
  /** Tickets whose next event has to be the word to the customer. */
  const untold = new Set<string>();

  const settle = (messageId: string, outcome: Outcome) => {
    const message = messages.get(messageId);
    if (!message) return report(`message ${messageId} is ${outcome} but was never received`);
    if (message.outcome) report(`message ${messageId} is ${outcome} after it was ${message.outcome}`);
    message.outcome = outcome;
  };
  const compose = (
    ticketId: string,
    replyId: string,
    {
      kind,
      answers = [],
      hasSources = false,
    }: Pick<WatchedReply, 'kind'> & Partial<Pick<WatchedReply, 'answers' | 'hasSources'>>,
  ) => {
    if (replies.has(replyId)) report(`reply ${replyId} is composed twice`);
    replies.set(replyId, {
      ticketId,
      kind,
      answers,
      hasSources,
      isOvertaken: false,
      attempts: 0,
      parts: 1,
      arrivals: new Map(),
      accepted: new Map(),
      confirmed: new Set(),
      returned: false,
      isLost: false,
      progress: 'composed',
      delayed: false,
    });
  };
  /** A human has it now: what the agent has composed and not attempted must not go out. */
  const takeOver = (ticketId: string) => {
    for (const reply of replies.values())
      if (reply.ticketId === ticketId && reply.answers.length > 0) reply.isOvertaken = true;
  };
  /** Some message of the ticket waits, and none of those it answers has lost an answer before. What names no source asks for a code. */
  const isOutdated = ({ ticketId, answers, hasSources, accepted }: WatchedReply) =>
    hasSources &&
    accepted.size === 0 &&
    [...messages.values()].some((one) => one.ticketId === ticketId && one.outcome === undefined) &&
    !answers.some((messageId) => messages.get(messageId)?.isAskedAgain);
  const move = (replyId: string, change: (reply: WatchedReply) => void) => {
    const reply = replies.get(replyId);
    if (reply) change(reply);
    else report(`reply ${replyId} moves but was never composed`);
  };

  const seeEvent = (ticketId: string, event: TicketEvent) => {
    switch (event.type) {
      case 'CustomerMessageReceived': {
        const { messageId, providerMessageId, handling } = event.data;
        if (claims.has(providerMessageId)) report(`${providerMessageId} is filed twice`);
        claims.add(providerMessageId);
        messages.set(messageId, { ticketId, providerMessageId, outcome: undefined, isAskedAgain: false });
        if (handling === 'staff') settle(messageId, 'escalated');
        if (handling !== 'nobody' && (handling === 'staff') !== withStaff.has(ticketId))
          report(`${messageId} is in the wrong hands`);
        return;
      }
      case 'MessageSuppressed':
        return settle(event.data.messageId, 'suppressed');
      case 'ReplyComposed': {
        const { replyId, kind, answers, citations } = event.data;
        const hasSources = citations.length > 0;
        compose(ticketId, replyId, { kind, answers: kind === 'answer' ? answers : [], hasSources });
        if (kind === 'acknowledgement') return;
        if (withStaff.has(ticketId)) report(`the agent answers ${ticketId} although a human is in charge`);
        for (const messageId of answers) settle(messageId, 'answered');
        return;
      }
      case 'StaffReplied':
        if (withStaff.has(ticketId)) takeOver(ticketId);
        return compose(ticketId, event.data.replyId, { kind: 'answer' });
      case 'TicketAssigned':
        if (withStaff.has(ticketId)) takeOver(ticketId);
        return;
      case 'TicketEscalated':
        if (withStaff.has(ticketId)) report(`${ticketId} is handed over twice`);
        withStaff.add(ticketId);
        // Who cannot be reached cannot be told; nothing they wrote may be left to it.
        if (event.data.reason !== 'undeliverable') {
          untold.add(ticketId);
          takeOver(ticketId);
        } else if (event.data.messageIds.length > 0)
          report(`${ticketId} leaves messages to an undelivered word`);
        for (const messageId of event.data.messageIds) settle(messageId, 'escalated');
        return;
      case 'TicketHandedBack':
      case 'TicketResolved':
        withStaff.delete(ticketId);
        return;
      case 'ReplyAttempted':
        return move(event.data.replyId, (reply) => {
          if (reply.progress !== 'composed')
            report(`${event.data.replyId} is attempted when ${reply.progress}`);
          if (reply.isOvertaken && reply.accepted.size === 0)
            report(`${event.data.replyId} is attempted although a human took over`);
          if (isOutdated(reply))
            report(`${event.data.replyId} is attempted although the customer wrote again`);
          reply.attempts++;
          reply.parts = event.data.parts ?? 1;
          reply.progress = 'attempted';
        });
      case 'ReplySent':
        return move(event.data.replyId, (reply) => {
          if (!isAccepted(reply)) report(`${event.data.replyId} counts as sent, but never was`);
          reply.progress = 'sent';
        });
      case 'ReplyDelivered':
      case 'ReplyRead': {
        const { replyId, part, partial } = event.data;
        return move(replyId, (reply) => {
          const parts = part === undefined ? partsOf(reply) : [part - 1];
          if (!parts.every((one) => reply.accepted.has(one) && reply.confirmed.has(one)))
            report(`${replyId} counts as delivered, but nobody said so`);
          if (!partial) reply.progress = 'sent';
        });
      }
      case 'ReplyWithdrawn': {
        const { replyId, reason, messageIds } = event.data;
        const isForHuman = reason === 'human-in-charge';
        const isWaiting = [...messages.values()].some(
          (message) => message.ticketId === ticketId && message.outcome === undefined,
        );
        for (const messageId of messageIds) {
          const message = messages.get(messageId);
          if (message?.outcome !== 'answered') {
            report(`${messageId} loses an answer it does not have`);
            continue;
          }
          if (!isForHuman && message.isAskedAgain) report(`${messageId} loses its answer twice`);
          message.outcome = isForHuman ? 'escalated' : undefined;
          message.isAskedAgain ||= !isForHuman;
        }
        return move(replyId, (reply) => {
          if (reply.progress !== 'composed') report(`${replyId} is withdrawn when ${reply.progress}`);
          if (isForHuman && !reply.isOvertaken) report(`${replyId} is withdrawn although nobody took over`);
          if (!isForHuman && !isWaiting) report(`${replyId} is withdrawn although nobody wrote`);
          if (reply.accepted.size > 0) report(`${replyId} is withdrawn although it was sent`);
          if (!Bun.deepEquals(reply.answers, messageIds)) report(`${replyId} leaves messages behind`);
          reply.progress = 'withdrawn';
        });
      }
      case 'ReplyFailed':
        return move(event.data.replyId, (reply) => {
          reply.progress = event.data.permanent ? 'failed' : 'composed';
          reply.delayed = true;
        });
      default:
        return;
    }
  };

  return {
    messages,
    replies,
    see(row) {
      if (!row.streamId.startsWith('ticket-')) return;
      const ticketId = row.streamId.slice('ticket-'.length);
      const event = row as unknown as TicketEvent;
      if (untold.delete(ticketId) && !tells(event)) report(`${ticketId} is handed over without a word`);
      seeEvent(ticketId, event);
    },
    arrived: (replyId, part) =>
      move(replyId, (reply) => {
        const arrivals = count(reply.arrivals, part);
        if (arrivals > reply.attempts) report(`${replyId} left without its attempt on record`);
      }),
    confirmed: (replyId, part) => move(replyId, (reply) => void reply.confirmed.add(part)),
    returned: (replyId) =>
      move(replyId, (reply) => {
        reply.returned = true;
      }),
    lost: (replyId) =>
      move(replyId, (reply) => {
        reply.isLost = true;
      }),
    accepted(replyId, part) {
      const later = replies.get(replyId);
      move(replyId, (reply) => {
        if (count(reply.accepted, part) > 1) report(`${replyId} was sent twice, part ${part + 1}`);
        if (part > 0 && !reply.accepted.has(part - 1)) report(`${replyId} was sent out of order`);
      });
      for (const [earlierId, earlier] of replies) {
        if (earlierId === replyId) break;
        const waits = earlier.ticketId === later?.ticketId && earlier.accepted.size === 0;
        if (waits && !earlier.delayed && earlier.progress !== 'failed' && earlier.progress !== 'withdrawn')
          report(`${replyId} overtook ${earlierId} for no reason`);
      }
    },
    left(replyId) {
      const reply = replies.get(replyId);
      if (reply) reply.delayed = true;
    },
    upset() {
      for (const reply of replies.values()) if (reply.progress !== 'sent') reply.delayed = true;
    },
  };
}

/** Whether all of it was accepted. */
export function isAccepted(reply: WatchedReply): boolean {
  return partsOf(reply).every((part) => reply.accepted.has(part));
}

function partsOf({ parts }: WatchedReply): readonly number[] {
  return Array.from({ length: parts }, (_, part) => part);
}

function count(counts: Map<number, number>, part: number): number {
  const now = (counts.get(part) ?? 0) + 1;
  counts.set(part, now);
  return now;
}

function tells(event: TicketEvent): boolean {
  return event.type === 'ReplyComposed' && event.data.kind === 'acknowledgement';
}
