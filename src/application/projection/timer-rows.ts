// Timers as rows: what has to happen later unless something else happens first.
import type { QuietPeriods } from '../../domain/conversation/quiet.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { RowChange } from './row-change.ts';
import { timers } from './tables.ts';

/** answer: a message waits for its outcome. deliver: a reply waits to be sent. */
export type TimerKind = 'answer' | 'deliver' | 'auto-resolve' | 'auto-close';

/** How long each timer runs, milliseconds. */
export interface TimerDurations {
  /** Until an unanswered message is looked at again; after several rounds it is escalated. */
  readonly answer: number;
  /** Until a burst of messages may be over, per channel; 0: the message is worked on at once, without a timer's help. */
  readonly quiet: QuietPeriods;
  /** Until an unsent reply is looked at again. */
  readonly deliver: number;
  /** Quiet time after which an answered ticket counts as resolved. */
  readonly autoResolve: number;
  /** Time after which a resolved ticket is closed. */
  readonly autoClose: number;
}

const isWaitedFor = (kind: TimerKind) => kind === 'answer' || kind === 'deliver';

/** Rows of one ticket event. */
export function timerRows(
  recorded: RecordedEvent,
  event: TicketEvent,
  durations: TimerDurations,
): readonly RowChange[] {
  const ticketId = recorded.streamId.slice('ticket-'.length);
  const start = (kind: TimerKind, subject: string, inMs: number): RowChange => ({
    op: 'put',
    table: timers,
    row: {
      timer_id: `${kind}:${subject}`,
      kind,
      ticket_id: ticketId,
      subject_id: subject,
      due_at: new Date(recorded.at + inMs).toISOString(),
      // Days of quiet are no part of the trace that came before.
      traceparent: isWaitedFor(kind) ? (recorded.metadata.traceparent ?? null) : null,
    },
  });
  const stop = (kind: TimerKind, subject: string): RowChange => ({
    op: 'remove',
    table: timers,
    where: { timer_id: `${kind}:${subject}` },
  });
  switch (event.type) {
    case 'CustomerMessageReceived': {
      if (event.data.handling !== 'agent') return [];
      // One per message: a customer who keeps writing must not put off what the first message is owed.
      const wait = durations.quiet[event.data.channel] || durations.answer;
      const answer = start('answer', event.data.messageId, wait);
      // Before the first message nothing was answered, so no other timer can run.
      if (recorded.version <= 2) return [answer];
      return [answer, stop('auto-resolve', ticketId), stop('auto-close', ticketId)];
    }
    case 'ReplyComposed': {
      const deliver = start('deliver', event.data.replyId, durations.deliver);
      if (event.data.kind === 'acknowledgement') return [deliver];
      const answered = event.data.answers.map((messageId) => stop('answer', messageId));
      return [deliver, ...answered, start('auto-resolve', ticketId, durations.autoResolve)];
    }
    case 'MessageReleased':
      return event.data.handling === 'agent'
        ? [
            start('answer', event.data.messageId, durations.answer),
            stop('auto-resolve', ticketId),
            stop('auto-close', ticketId),
          ]
        : [];
    case 'MessageSuppressed':
      return [stop('answer', event.data.messageId)];
    case 'StaffReplied':
      return [start('deliver', event.data.replyId, durations.deliver)];
    case 'ReplyDelivered': // a callback can be here before our own record of having sent
    case 'ReplyRead':
      return event.data.partial ? [] : [stop('deliver', event.data.replyId)];
    case 'ReplySent':
      return [stop('deliver', event.data.replyId)];
    case 'ReplyWithdrawn': {
      const { replyId, reason, messageIds } = event.data;
      // Whoever works on what the customer wrote since answers these too; should nobody, they come back.
      const open = reason === 'customer-wrote' ? messageIds : [];
      return [
        stop('deliver', replyId),
        ...open.map((messageId) => start('answer', messageId, durations.answer)),
      ];
    }
    case 'ReplyFailed':
      return event.data.permanent
        ? [stop('deliver', event.data.replyId)]
        : [start('deliver', event.data.replyId, event.data.retryInMs ?? durations.deliver)];
    case 'TicketEscalated':
      return [
        ...event.data.messageIds.map((messageId) => stop('answer', messageId)),
        stop('auto-resolve', ticketId),
        stop('auto-close', ticketId),
      ];
    case 'TicketHandedBack':
      return [start('auto-resolve', ticketId, durations.autoResolve)];
    case 'TicketResolved':
      return [stop('auto-resolve', ticketId), start('auto-close', ticketId, durations.autoClose)];
    case 'TicketReopened':
    case 'TicketClosed':
      return [stop('auto-close', ticketId)];
    case 'TicketErased':
      return [{ op: 'remove', table: timers, where: { ticket_id: ticketId } }];
    default:
      return [];
  }
}
