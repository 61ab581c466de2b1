// Which messages an event leads to on the bus. Nothing personal passes: fields declared personal are left out.
import { quietPeriods } from '../../domain/conversation/quiet.ts';
import { catalogue } from '../../domain/event/catalogue.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import type { LedgerEntry } from '../log/ledger.ts';
import { type BusMessage, topics } from './message-bus.ts';

type Value = BusMessage['value'];

/** Messages of one ledger entry, in the order they are to be published. */
export function busMessages({ position, event }: LedgerEntry): readonly BusMessage[] {
  const customerId = event.metadata.customerId;
  if (!event.streamId.startsWith('ticket-') || customerId === undefined) return [];
  const ticketId = event.streamId.slice('ticket-'.length);
  const at = { key: customerId, ticketId, event, position };
  const fact = message(topics.events, at, {
    version: event.version,
    type: event.type,
    data: publicData(event),
  });
  return [...farewell(event, at), fact, ...work(event as unknown as TicketEvent, at)];
}

/**
 * A ticket that a merge moves goes on under the key of whom it belongs to now. The last thing under the old key is the move
 * itself: who reads by key knows there that the rest comes elsewhere, and by `version` where it goes on.
 */
function farewell(event: RecordedEvent, at: Place): readonly BusMessage[] {
  if (event.type !== 'TicketMoved') return [];
  const { data, version, type } = event as unknown as Extract<TicketEvent, { type: 'TicketMoved' }> &
    RecordedEvent;
  const left = { ...at, key: data.fromCustomerId };
  const told = message(topics.events, left, { version, type, data: publicData(event) });
  return [{ ...told, headers: { ...told.headers, ce_id: `${told.headers['ce_id']}/left` } }];
}

interface Place {
  readonly key: string;
  readonly ticketId: string;
  readonly event: RecordedEvent;
  readonly position: bigint;
}

/** Work and notices for particular consumers. */
function work(event: TicketEvent, at: Place): readonly BusMessage[] {
  switch (event.type) {
    case 'CustomerMessageReceived': {
      const { messageId, channel, handling } = event.data;
      const inbound = message(topics.inbound[channel], at, { messageId, channel, handling });
      // Elsewhere the quiet period comes first, and its timer brings the ticket to the agent.
      const atOnce = handling === 'agent' && quietPeriods[channel] === 0;
      return atOnce ? [inbound, message(topics.incoming, at, { messageId })] : [inbound];
    }
    case 'MessageReleased': {
      const { messageId, handling } = event.data;
      return handling === 'agent' ? [message(topics.incoming, at, { messageId })] : [];
    }
    case 'ReplyComposed': {
      const { replyId, runId, kind, usage, model, agent } = event.data;
      const send = message(topics.outgoing, at, { replyId });
      if (runId === undefined || kind !== 'answer') return [send];
      return [send, message(topics.agentMetrics, at, { runId, outcome: 'answered', agent, model, usage })];
    }
    case 'StaffReplied':
      return [message(topics.outgoing, at, { replyId: event.data.replyId })];
    case 'TicketEscalated': {
      const { reason, by, priority, runId } = event.data;
      const notice = message(topics.escalations, at, { reason, by, priority });
      return runId === undefined
        ? [notice]
        : [notice, message(topics.agentMetrics, at, { runId, outcome: 'escalated', reason })];
    }
    default:
      return [];
  }
}

function message(topic: string, { key, ticketId, event, position }: Place, value: Value): BusMessage {
  const { traceparent } = event.metadata;
  const headers = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `${position}/${topic}`,
    ce_source: '/ledgerdesk',
    ce_type: `ledgerdesk.${event.type}`,
    ce_subject: ticketId,
    ce_time: new Date(event.at).toISOString(),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  return { topic, key, headers, value: { ticketId, position: String(position), ...value } };
}

function publicData(event: RecordedEvent): Value {
  const personal = catalogue.get(event.type)?.personal ?? {};
  return Object.fromEntries(Object.entries(event.data).filter(([name]) => !(name in personal)));
}

/** Work that is put on the bus again by a timer, when whoever had it may have died. */
export function workAgain(
  topic: typeof topics.incoming | typeof topics.outgoing,
  work: {
    readonly customerId: string;
    readonly ticketId: string;
    readonly subjectId: string;
    readonly at: number;
    readonly id: string;
    readonly traceparent: string;
  },
): BusMessage {
  const headers = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: work.id,
    ce_source: '/ledgerdesk/scheduler',
    ce_type: 'ledgerdesk.WorkDue',
    ce_subject: work.ticketId,
    ce_time: new Date(work.at).toISOString(),
    traceparent: work.traceparent,
  };
  const about = topic === topics.outgoing ? { replyId: work.subjectId } : {};
  return { topic, key: work.customerId, headers, value: { ticketId: work.ticketId, ...about } };
}
