// Traces over the bus: work carries the span of its publishing, and is done in a span below that.
import type { Span, SpanName, Telemetry } from '../platform/telemetry.ts';
import { type BusMessage, type DeliveredMessage, type MessageBus, topics } from './message-bus.ts';

/** What somebody works on. Facts and notices carry the trace of their event as it is, and cost no span. */
const work: ReadonlySet<string> = new Set([topics.incoming, topics.outgoing]);

/** Publishes all messages at once; each piece of work in a span of its own trace. @throws like `publish` */
export async function publishTraced(
  bus: Pick<MessageBus, 'publish'>,
  telemetry: Pick<Telemetry, 'span'>,
  messages: readonly BusMessage[],
): Promise<void> {
  const taken = Promise.withResolvers<void>();
  const spans: Promise<void>[] = [];
  const carried = messages.map((message): BusMessage => {
    if (!work.has(message.topic)) return message;
    let headers = message.headers;
    const attributes = { 'messaging.destination.name': message.topic, ...ticketOf(message) };
    const { traceparent } = headers;
    const span = telemetry.span('publish', { traceparent, attributes }, (own) => {
      headers = { ...headers, traceparent: own.traceparent };
      return taken.promise;
    });
    spans.push(span);
    return { ...message, headers };
  });
  bus.publish(carried).then(taken.resolve, taken.reject);
  await Promise.all([taken.promise, ...spans]);
}

/** Handles a message in a span below that of its publishing. */
export function handleTraced<T>(
  telemetry: Pick<Telemetry, 'span'>,
  name: SpanName,
  message: DeliveredMessage,
  handle: (span: Span) => Promise<T>,
): Promise<T> {
  const { topic, partition, offset, attempt, headers } = message;
  const attributes = {
    'messaging.destination.name': topic,
    'messaging.destination.partition.id': String(partition),
    'messaging.kafka.offset': offset,
    'ledgerdesk.attempt': attempt,
    ...ticketOf(message),
  };
  return telemetry.span(name, { traceparent: headers['traceparent'], attributes }, handle);
}

function ticketOf({ value: { ticketId } }: BusMessage): Readonly<Record<string, string>> {
  return typeof ticketId === 'string' ? { 'ledgerdesk.ticket_id': ticketId } : {};
}
